package io.github.mlopsmaven.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.update.Outcome.Kind;
import io.github.mlopsmaven.update.ProjectChange.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a descriptor says about updates: {@code once}, {@code required}, {@code moved}, read. */
class DescribedUpdateTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: small
      layout:
        - {from: all, to: .}
        - {from: code, to: "src/{package}"}
      once: ["data/**", "src/{package}/sample.py"]
      required: [.pre-commit-config.yaml, kept.txt]
      values:
        package: {default: demo}
        place: {default: east, read: [{files: ["env-*.yml"], path: variables.place}]}
      """;

  @TempDir Path folder;

  private LivingProject project;

  @BeforeEach
  void generate() {
    project =
        new LivingProject(folder, DESCRIPTOR)
            .gives("all/.pre-commit-config.yaml", "repos: []\n")
            .gives("all/kept.txt", "kept\n")
            .gives("all/x.md", "old\n")
            .gives("all/data/a.csv", "1\n")
            .gives("all/data/b.csv", "1\n")
            .gives("all/data/c.csv", "1\n")
            .gives("all/tools/run.sh", "a\nb\nc\nd\n")
            .gives("all/env-dev.yml.vm", "variables:\n  place: $place\n  x: 1\n")
            .gives("code/sample.py", "print(1)\n")
            .generated();
  }

  @Test
  void d6DeletedHereAndRequired() throws IOException {
    for (String path : new String[] {"x.md", ".pre-commit-config.yaml", "kept.txt"}) {
      Files.delete(project.directory().resolve(path));
    }
    project.commits();
    project.gives("all/x.md", "newer\n").gives("all/kept.txt", "newer\n").moves();

    Ended ended = project.update();

    assertThat(ended.open()).containsExactlyInAnyOrder(".pre-commit-config.yaml", "kept.txt");
    assertThat(project.directory().resolve("x.md")).doesNotExist();
    assertThat(project.git("status")).contains("deleted by us:   kept.txt");
    assertThat(project.text("kept.txt")).isEqualTo("newer\n");

    project.resolve("kept.txt", false);
    project.resolve(".pre-commit-config.yaml", true);
    assertThat(project.text("kept.txt")).isEqualTo("newer\n");
    assertThat(project.directory().resolve(".pre-commit-config.yaml")).doesNotExist();
    assertThat(project.git("ls-files", "-u")).isEmpty();
  }

  @Test
  void aDeletedRequiredFileComesBackByAbortAsItWas() throws IOException {
    Files.delete(project.directory().resolve("kept.txt"));
    project.commits();
    project.gives("all/kept.txt", "newer\n").moves();

    project.update();
    project.abort();

    assertThat(project.directory().resolve("kept.txt")).doesNotExist();
    assertThat(project.status()).isEmpty();
  }

  @Test
  void filesForAStartAreUpdatedUntilSomebodyTouchesThem() throws IOException {
    project.edits("data/a.csv", "mine\n").edits("src/demo/sample.py", "mine\n");
    Files.delete(project.directory().resolve("data/b.csv"));
    project.commits();
    project
        .gives("all/data/a.csv", "2\n")
        .gives("all/data/b.csv", "2\n")
        .gives("all/data/c.csv", "2\n")
        .drops("code/sample.py")
        .gives("code/other.py", "print(2)\n")
        .moves();

    Map<String, Kind> kinds = kinds(project.plan());
    Ended ended = project.update();

    assertThat(kinds)
        .containsEntry("data/a.csv", Kind.ONCE)
        .containsEntry("data/b.csv", Kind.ONCE)
        .containsEntry("data/c.csv", Kind.UPDATED)
        .containsEntry("src/demo/sample.py", Kind.ONCE);
    assertThat(ended.open()).isEmpty();
    assertThat(project.text("data/a.csv")).isEqualTo("mine\n");
    assertThat(project.text("data/c.csv")).isEqualTo("2\n");
    assertThat(project.directory().resolve("data/b.csv")).doesNotExist();
    assertThat(project.text("src/demo/sample.py")).isEqualTo("mine\n");
    assertThat(list().at("src/demo/sample.py")).isEmpty();
    project.commits();
    assertThat(project.plan().isEmpty()).isTrue();
  }

  @Test
  void aRenameThatTheTemplateStatesCarriesOverWhatWasWritten() {
    project.edits("tools/run.sh", "a\nb\nc\nmine\n").commits();
    project
        .gives(
            "mlops-template.yml",
            DESCRIPTOR
                + "moved: [{from: all/tools, to: all/bin, since: '2.0'},"
                + " {from: all/bin/run.sh, to: all/bin/start.sh}]\n")
        .drops("all/tools/run.sh")
        .gives("all/bin/start.sh", "entirely\nother\nlines\nhere\n")
        .moves();

    PlannedUpdate planned = project.plan();
    Ended ended = project.update();

    assertThat(planned.notes()).contains("all/tools is all/bin in the template since 2.0");
    assertThat(ended.open()).containsExactly("bin/start.sh");
    assertThat(project.text("bin/start.sh")).contains("mine").contains("entirely");
    assertThat(project.directory().resolve("tools/run.sh")).doesNotExist();
  }

  @Test
  void aValueThatWasSetByHandInARenderedFileIsKept() {
    project.edits("env-dev.yml", "variables:\n  place: west\n  x: 1\n").commits();
    project.gives("all/env-dev.yml.vm", "variables:\n  # where\n  place: $place\n  x: 2\n").moves();

    Ended ended = project.update();

    assertThat(ended.open()).isEmpty();
    assertThat(project.text("env-dev.yml"))
        .isEqualTo("variables:\n  # where\n  place: west\n  x: 2\n");
    assertThat(
            ProjectLockFile.read("lock", project.text(ProjectLockFile.PATH).getBytes(UTF_8))
                .values())
        .containsEntry("place", "west");
  }

  @Test
  void aValueThatNoLongerFitsStaysInItsFileAndIsNamed() {
    project.edits("env-dev.yml", "variables:\n  place: west\n  x: 1\n").commits();
    project
        .gives(
            "mlops-template.yml",
            DESCRIPTOR.replace(
                "place: {", "place: {pattern: \"east|north\", message: east or north, "))
        .gives("all/env-dev.yml.vm", "variables:\n  place: $place\n  x: 2\n")
        .moves();

    assertThat(project.plan().notes())
        .anyMatch(note -> note.endsWith("it stays in its file, and is not recorded"));
    project.update();

    assertThat(project.text("env-dev.yml")).contains("place: west").contains("x: 2");
    assertThat(project.text(ProjectLockFile.PATH)).doesNotContain("west");
  }

  @Test
  void aFileThatTheTemplateExcludesLaterIsTheProjects() {
    project.gives("mlops-template.yml", DESCRIPTOR + "exclude: [x.md]\n").moves();

    Map<String, Kind> kinds = kinds(project.plan());
    project.update();

    assertThat(kinds).containsEntry("x.md", Kind.RELEASED);
    assertThat(project.text("x.md")).isEqualTo("old\n");
    assertThat(list().at("x.md")).isEmpty();
  }

  @Test
  void whatIsRestoredIsTheTemplates() throws IOException {
    project.edits("x.md", "mine\n").edits("kept.txt", "mine\n");
    Files.delete(project.directory().resolve("data/a.csv"));
    project.commits();

    Ended ended = project.restoring("x.md").update();
    assertThat(ended.open()).isEmpty();
    assertThat(project.text("x.md")).isEqualTo("old\n");
    assertThat(project.text("kept.txt")).isEqualTo("mine\n");
    project.commits();

    project.restoring("data/**").update();
    assertThat(project.text("data/a.csv")).isEqualTo("1\n");
    project.commits();
    assertThat(project.plan().isEmpty()).isTrue();
  }

  @Test
  void aReadmeThatNobodyListedIsTheProjects() {
    String lines =
        list().entries().stream()
            .filter(entry -> !entry.path().equals("README.md"))
            .map(entry -> entry.line() + "\n")
            .collect(Collectors.joining());
    project.edits("README.md", "ours\n").edits(FileList.PATH, lines).commits();
    project.gives("all/x.md", "newer\n").moves();

    Ended ended = project.update();

    assertThat(ended.open()).isEmpty();
    assertThat(project.text("README.md")).isEqualTo("ours\n");
    assertThat(project.text("x.md")).isEqualTo("newer\n");
    assertThat(list().at("README.md")).isEmpty();
  }

  @Test
  void aValueThatTheTemplateNeedsNewlyIsAskedForOnceUntilItFits() {
    needsAnOwner();
    List<String> asked = new ArrayList<>();
    Iterator<String> answers = List.of("nobody at all", "ops").iterator();

    PlannedUpdate planned =
        project
            .asking(
                (what, values, suggestion) -> {
                  asked.add(what);
                  return Optional.of(answers.next());
                })
            .with(Map.of())
            .plan();

    assertThat(asked)
        .containsExactly(
            "owner: Who is called at night.",
            "owner: Who is called at night. (it must match [a-z]+)");
    assertThat(planned.after().values()).containsEntry("owner", "ops");
    assertThat(planned.plan().steps())
        .anyMatch(
            step ->
                step.path().equals("OWNER")
                    && step.after()
                        .filter(now -> new String(now.bytes(), UTF_8).equals("ops\n"))
                        .isPresent());
  }

  @Test
  void aValueThatWasSetByHandIsReadBackBesideOneThatIsAskedFor() {
    project.edits("env-dev.yml", "variables:\n  place: west\n  x: 1\n").commits();
    needsAnOwner();
    List<String> asked = new ArrayList<>();

    PlannedUpdate planned =
        project
            .asking(
                (what, values, suggestion) -> {
                  asked.add(what);
                  return Optional.of("ops");
                })
            .plan();

    assertThat(asked).hasSize(1);
    assertThat(planned.after().values())
        .containsEntry("owner", "ops")
        .containsEntry("place", "west");
  }

  @Test
  void aValueThatNobodyCanBeAskedForIsRefusedWithItsParameter() {
    needsAnOwner();

    assertThatThrownBy(project::plan)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("owner")
        .hasMessageContaining("-Dmlops.values.owner=");
  }

  private void needsAnOwner() {
    project
        .gives(
            "mlops-template.yml",
            DESCRIPTOR + "  owner: {description: Who is called at night., pattern: \"[a-z]+\"}\n")
        .gives("all/OWNER.vm", "$owner\n")
        .moves();
  }

  private FileList list() {
    return FileList.read(FileList.PATH, project.text(FileList.PATH).getBytes(UTF_8));
  }

  private static Map<String, Kind> kinds(PlannedUpdate planned) {
    return planned.files().stream()
        .collect(Collectors.toMap(PlannedUpdate.File::path, PlannedUpdate.File::kind));
  }
}
