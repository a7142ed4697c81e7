package io.github.mlopsmaven.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.descriptor.DescriptorReader;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.YamlString;
import io.github.mlopsmaven.testkit.MemoryTemplate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a descriptor says: what {@code generate} writes, the other goals read back. */
class EveryLockIsReadTest {

  private static final int ROUNDS = 40;
  private static final String TEXT = "aZ0 :#'\"\\{}$-?&*!|>%@`,[]~\t\n\u0085\u2028\uFEFFä漢";
  private static final String NAME = "abcxyz0129_";
  private static final List<String> WORDS =
      List.of("null", "true", "no", "y", "off", "default", "x".repeat(1_200));

  @TempDir Path folder;

  private Random random = new Random(0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void ofAnyDescriptor(long seed) {
    random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      MemoryTemplate template = new MemoryTemplate();
      Set<String> options = names(random.nextInt(4));
      Set<String> values = names(random.nextInt(4));
      values.removeAll(options);
      String text = descriptor(options, values, template);
      Descriptor descriptor = DescriptorReader.read(Descriptor.FILE_NAME, text);
      Map<String, String> given = new LinkedHashMap<>();
      values.forEach(name -> given.put(name, text().replaceAll("\\p{Cntrl}", " ")));
      RecordingRepository repository = new RecordingRepository();

      GeneratedProject project =
          new ProjectGenerator(repository, Questions.NONE)
              .generate(request(template.with(Descriptor.FILE_NAME, text), given, round));

      ProjectLock lock =
          ProjectLockFile.read(
              ProjectLockFile.PATH,
              repository.files.getOrDefault(ProjectLockFile.PATH, "").getBytes(UTF_8));
      assertThat(lock.selection()).as(text).isEqualTo(project.selection());
      assertThat(lock.descriptor()).as(text).isEqualTo(descriptor.name());
      assertThat(lock.rules()).as(text).isEqualTo(descriptor.rules());
      assertThat(lock.values()).as(text).isEqualTo(given);
      assertThat(lock.calls().isPresent()).isEqualTo(descriptor.pipelineTemplates().isPresent());
    }
  }

  private String descriptor(Set<String> options, Set<String> values, MemoryTemplate template) {
    StringBuilder yaml = new StringBuilder("format: 1\n");
    yaml.append("name: ").append(YamlString.quoted(text())).append('\n');
    StringBuilder layout = new StringBuilder("layout:\n  - {from: all, to: .}\n");
    template.with("all/a.txt", "a\n");
    if (!options.isEmpty()) {
      yaml.append("options:\n");
    }
    int number = 0;
    for (String option : options) {
      number++;
      yaml.append("  ").append(key(option)).append(": {}\n");
      layout.append("  - {from: \"from").append(number).append("/{").append(option);
      layout.append("}\", to: to").append(number).append("}\n");
      template.with("from" + number + "/" + word() + "/b.txt", "b\n");
    }
    if (!values.isEmpty()) {
      yaml.append("values:\n");
      values.forEach(name -> yaml.append("  ").append(key(name)).append(": {}\n"));
    }
    Set<String> rules = new LinkedHashSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      rules.add(random.nextBoolean() ? text() : "ghp_" + "0123456789abcdef" + i);
    }
    if (!rules.isEmpty()) {
      yaml.append("rules:\n");
      rules.forEach(
          rule ->
              yaml.append("  ")
                  .append(key(rule))
                  .append(": {level: note, reason: ")
                  .append(YamlString.quoted(" r" + text()))
                  .append("}\n"));
    }
    if (random.nextBoolean()) {
      yaml.append("pipeline_templates: {repository: ").append(YamlString.quoted(text()));
      yaml.append(", alias: ").append(YamlString.quoted(text())).append("}\n");
    }
    return yaml.append(layout).toString();
  }

  /** A key of any length: one of more than 1,024 characters has to be marked in YAML. */
  private static String key(String text) {
    return "? " + YamlString.quoted(text) + "\n  ";
  }

  private Set<String> names(int count) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      names.add(random.nextInt(4) == 0 ? oneOf(WORDS) : "n" + text(NAME));
    }
    return names;
  }

  /** The name of a folder. */
  private String word() {
    return "v" + text("aZ0.-_ '#{}$äé\"\\");
  }

  private String text() {
    return random.nextInt(8) == 0 ? oneOf(WORDS) : text(TEXT);
  }

  private String text(String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(10); i >= 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private String oneOf(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private GenerateRequest request(MemoryTemplate template, Map<String, String> values, int round) {
    return new GenerateRequest(
        template,
        Map.of(),
        false,
        folder.resolve("out" + round),
        ProjectName.parse("churn"),
        Optional.of(text()),
        values,
        Optional.empty(),
        Optional.of(new ProjectRepository.Author("A", "a@b.example")),
        Optional.empty(),
        true,
        Limits.DEFAULT,
        "1.2.3");
  }
}
