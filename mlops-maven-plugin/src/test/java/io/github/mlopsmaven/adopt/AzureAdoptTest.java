package io.github.mlopsmaven.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.adopt.Identification.Found;
import io.github.mlopsmaven.git.GitTemplateHistory;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.TemplateHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Projects that the accelerator's own scripts make, for those who have copies of both repositories:
 * {@code -Dazure.template=DIRECTORY -Dazure.accelerator=DIRECTORY}, bare ones. Each of the three
 * scripts is run on its state of the template, for every selection that exists; then a part of the
 * files is changed, moved or deleted, and only what is left tells where the project came from.
 * {@code -Dazure.parts=80} says which parts, in percent.
 */
@EnabledIfSystemProperty(named = "azure.accelerator", matches = ".+")
class AzureAdoptTest {

  private static final List<String> STATES = List.of("v1.0.0", "v1.1.0", "main");
  private static final List<Integer> PARTS =
      Stream.of(System.getProperty("azure.parts", "0,10,50,80").split(","))
          .map(Integer::valueOf)
          .toList();

  /** Up to which part the selection has to be found. */
  private static final int MOST = 50;

  @TempDir Path folder;

  private record Made(String state, Map<String, String> selection, Map<String, FileVersion> files) {

    @Override
    public String toString() {
      return state + " " + new TreeMap<>(selection);
    }
  }

  private static final class Count {
    private int right;
    private int refused;
    private int wrong;
    private int state;
    private long nanos;
  }

  @Test
  void findsTheSelectionOfProjectsThatTheScriptsMade() throws IOException, InterruptedException {
    List<Made> projects = new ArrayList<>();
    for (String state : STATES) {
      for (Map<String, String> selection : selections(state)) {
        projects.add(new Made(state, selection, script(state, selection)));
      }
    }
    Map<String, Count> counts = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    try (TemplateHistory history =
        GitTemplateHistory.ofFolder(template(), Optional.empty(), AzureAdoptTest::source)) {
      for (int part : PARTS) {
        for (Made made : projects) {
          Count count = counts.computeIfAbsent(made.state() + " " + part, any -> new Count());
          Evidence evidence = edited(made, part);
          long start = System.nanoTime();
          Optional<Found> found =
              new Identification(history, evidence, Map.of(), Map.of("project_name", "demo"))
                  .find();
          count.nanos += System.nanoTime() - start;
          if (found.isEmpty() || !found.get().isCertain()) {
            count.refused++;
            System.out.println(part + " % refused: " + made);
          } else if (found.get().origin().selection().values().equals(made.selection())) {
            count.right++;
            count.state += gives(found.get().origin(), made) ? 1 : 0;
          } else {
            count.wrong++;
            Origin origin = found.get().origin();
            wrong.add(part + " % " + made + " as " + origin.selection() + origin.layout());
          }
        }
        tell(counts, part);
      }
    }
    assertThat(wrong).isEmpty();
    List<Integer> judged = PARTS.stream().filter(part -> part <= MOST).toList();
    int right = 0;
    for (int part : judged) {
      right += STATES.stream().mapToInt(state -> count(counts, state, part).right).sum();
    }
    int all = judged.size() * projects.size();
    assertThat(right)
        .as("right of %d with up to %d %% of their files edited", all, MOST)
        .isGreaterThanOrEqualTo((int) Math.ceil(all * 0.98));
  }

  private static void tell(Map<String, Count> counts, int part) {
    for (String state : STATES) {
      Count count = count(counts, state, part);
      System.out.printf(
          "%s %d %%: %d right (%d the very files), %d refused, %d wrong, %d ms%n",
          state,
          part,
          count.right,
          count.state,
          count.refused,
          count.wrong,
          TimeUnit.NANOSECONDS.toMillis(count.nanos) / (count.right + count.refused + count.wrong));
    }
  }

  private static Count count(Map<String, Count> counts, String state, int part) {
    return Objects.requireNonNull(counts.get(state + " " + part));
  }

  /** Whether the state that was found gives what the script gave. */
  private static boolean gives(Origin origin, Made made) {
    return origin.plan().files().stream()
        .allMatch(
            file ->
                Optional.ofNullable(made.files().get(file.target()))
                    .filter(version -> version.blob().equals(file.source().id()))
                    .isPresent());
  }

  private static Path template() {
    return Path.of(System.getProperty("azure.template", ""));
  }

  private static io.github.mlopsmaven.template.TemplateSource source(String commit) {
    return GitTemplateSource.ofFolder(
        template(), Optional.of(commit), Path.of("target/none"), GitAccess.standard());
  }

  /** What exists at a state: a folder for the code, one for the infrastructure, the pipelines. */
  private List<Map<String, String>> selections(String state)
      throws IOException, InterruptedException {
    List<String> paths =
        run(template(), "git", "ls-tree", "-r", "--name-only", state).lines().toList();
    List<Map<String, String>> found = new ArrayList<>();
    for (String infrastructure : List.of("bicep", "terraform")) {
      for (String type : List.of("classical", "cv", "nlp")) {
        for (String version :
            List.of(
                "aml-cli-v2", "python-sdk", "python-sdk-v1", "python-sdk-v2", "rai-aml-cli-v2")) {
          String code = type + "/" + version + "/";
          if (paths.stream().noneMatch(path -> path.startsWith(code + "data-science/"))) {
            continue;
          }
          for (String service : List.of("azure-devops", "github-actions")) {
            String pipelines =
                code + "mlops/" + (service.startsWith("a") ? "devops-pipelines" : service) + "/";
            if (paths.stream().anyMatch(path -> path.startsWith(pipelines))) {
              found.add(
                  Map.of(
                      "infrastructure_version", infrastructure,
                      "project_type", type,
                      "mlops_version", version,
                      "orchestration", service));
            }
          }
        }
      }
    }
    return found;
  }

  private Map<String, FileVersion> script(String state, Map<String, String> selection)
      throws IOException, InterruptedException {
    Path place = Files.createTempDirectory(folder, "made");
    Path template = folder.resolve("template-" + state + ".git");
    if (Files.notExists(template)) {
      run(
          folder,
          "git",
          "clone",
          "-q",
          "--bare",
          "--shared",
          template().toString(),
          template.toString());
      String commit = run(template(), "git", "rev-parse", state + "^{commit}").strip();
      run(template, "git", "update-ref", "refs/heads/main", commit);
      run(template, "git", "config", "uploadpack.allowFilter", "true");
    }
    String text =
        run(
            Path.of(System.getProperty("azure.accelerator", "")),
            "git",
            "show",
            state + ":sparse_checkout.sh");
    Map<String, String> settings = new TreeMap<>(selection);
    settings.put("git_folder_location", place.toString());
    settings.put("project_name", "demo");
    settings.put("project_template_github_url", template.toUri().toString());
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      text =
          text.replaceAll(
              "(?m)^" + setting.getKey() + "=.*$", setting.getKey() + "=" + setting.getValue());
    }
    Files.writeString(place.resolve("script.sh"), text.replaceAll("(?m)^(gh |git push).*$", ""));
    run(place, "bash", "script.sh");
    Map<String, FileVersion> files = new TreeMap<>();
    for (String line :
        run(place.resolve("demo"), "git", "ls-tree", "-r", "HEAD").lines().toList()) {
      String[] parts = line.split("[ \t]", 4);
      files.put(
          parts[3], new FileVersion(FileMode.ofDigits(parts[0]), parts[2], () -> new byte[0]));
    }
    return files;
  }

  private static Evidence edited(Made made, int part) {
    Random random = new Random((made.state() + made.selection()).hashCode() * 31L + part);
    List<String> paths = new ArrayList<>(made.files().keySet());
    Collections.shuffle(paths, random);
    Map<String, FileVersion> files = new TreeMap<>(made.files());
    int edits = paths.size() * part / 100;
    for (int i = 0; i < edits; i++) {
      FileVersion file = Objects.requireNonNull(files.remove(paths.get(i)));
      if (i % 3 == 0) {
        byte[] other = ("edited " + random.nextLong()).getBytes(StandardCharsets.UTF_8);
        files.put(paths.get(i), FileVersion.of(file.mode(), other));
      } else if (i % 3 == 1) {
        files.put("moved/" + i + "/" + paths.get(i).replaceAll(".*/", ""), file);
      }
    }
    return new Evidence(
        new ProjectHistory.Moment(
            "HEAD", Optional.of(Instant.parse("2026-11-01T00:00:00Z")), files));
  }

  private String run(Path where, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectError(folder.resolve("log").toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_" + role + "_NAME", "A");
      builder.environment().put("GIT_" + role + "_EMAIL", "a@b.example");
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }
}
