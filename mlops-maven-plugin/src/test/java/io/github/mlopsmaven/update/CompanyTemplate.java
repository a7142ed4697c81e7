package io.github.mlopsmaven.update;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.mlopsmaven.testkit.BareRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A template of another shape than the accelerator's: options of its own, one of which depends on
 * another, files that are rendered, paths that are named after settings, settings in YAML, names of
 * resources, an edited reference, and a layout that moves.
 */
final class CompanyTemplate {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: company
      title: Company service
      options:
        language: {default: python}
        store: {default: blob}
        tier: {default: small, when: {store: lake}}
      parts:
        code: {core: true}
        store: {}
      layout:
        - {from: "code/{language}", to: "src/{team}", part: code}
        - {from: "stores/{store}", to: store, part: store}
        - {from: "tiers/{tier}", to: "store/tier"}
        - {from: every, to: .}
      values:
        team: {default: alpha, pattern: "[a-z]+", message: letters only}
        region: {default: westeurope, set: [{files: [service.yml], path: region}]}
        suffix: {default: "01", pattern: "[0-9]+", message: digits only, set: [{files: [service.yml], path: suffix}]}
      names:
        - {title: account, name: "st{team}{suffix}", pattern: "[a-z0-9]+", max_length: 20, message: a store has 20 letters at most}
      """;

  private CompanyTemplate() {}

  /** Writes three states, and names them, the oldest first. */
  static List<String> write(Path place) {
    BareRepository repository = BareRepository.create(place);
    TreeMap<String, byte[]> files = new TreeMap<>();
    put(files, "mlops-template.yml", DESCRIPTOR);
    for (String language : List.of("python", "java", "scala")) {
      put(files, "code/" + language + "/main.txt", lines(language, 30));
      put(files, "code/" + language + "/test.txt", lines(language + " test", 10));
      put(files, "code/" + language + "/run.sh.vm", "#!/bin/sh\nexec ${project_name} $team\n");
    }
    put(files, "stores/blob/store.yml", "kind: blob\n");
    put(files, "stores/lake/store.yml", "kind: lake\nlevels: 2\n");
    put(files, "stores/lake/lake.txt", lines("lake", 12));
    put(files, "tiers/small/t.yml", "size: 1\n");
    put(files, "tiers/large/t.yml", "size: 9\n");
    put(files, "every/service.yml", "region: westeurope\nsuffix: \"01\"\nretries: 3\n");
    put(files, "every/README.md.vm", "# ${project_name}\n\n- [ ] Ask $team for access.\n");
    put(files, "every/docs/a.md", lines("a", 20));
    files.put("every/logo.bin", new byte[] {0, 1, 2});
    String old = repository.commitBytes("main", files);

    put(files, "code/python/main.txt", lines("python", 30).replace("python 9\n", "py 9\n"));
    put(files, "every/docs/b.md", lines("b", 8));
    put(files, "every/service.yml", "region: westeurope\nsuffix: \"01\"\nretries: 5\n");
    String middle = repository.commitBytes("main", files);

    put(files, "mlops-template.yml", DESCRIPTOR.replace("to: store, part", "to: data/store, part"));
    files.remove("code/java/test.txt");
    put(files, "code/java/check.txt", lines("java test", 10) + "one more\n");
    put(files, "every/docs/a.md", lines("a", 21));
    put(
        files,
        "every/README.md.vm",
        "# ${project_name}\n\n- [ ] Ask $team for access.\n- [ ] Run.\n");
    files.put("every/logo.bin", new byte[] {0, 1, 3});
    return List.of(old, middle, repository.commitBytes("main", files));
  }

  private static void put(Map<String, byte[]> files, String path, String text) {
    files.put(path, text.getBytes(UTF_8));
  }

  private static String lines(String word, int many) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < many; i++) {
      text.append(word).append(' ').append(i).append('\n');
    }
    return text.toString();
  }
}
