package io.github.mlopsmaven.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.generate.AzureSection;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.GitTemplateAge;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.git.WorkTreeSource;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.status.FileStatus.Here;
import io.github.mlopsmaven.status.FileStatus.There;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.testkit.BareRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusCheckTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: small
      layout:
        - {from: all, to: .}
      executable: ["*.sh"]
      """;

  @TempDir Path folder;

  private BareRepository template;
  private Path project;
  private final Map<String, String> files = new LinkedHashMap<>();

  @BeforeEach
  void generate() {
    template = BareRepository.create(folder.resolve("t.git"));
    files.put("mlops-template.yml", DESCRIPTOR);
    for (String name : new String[] {"a.yml", "b.py", "c.txt", "d/e.txt", "own.yml", "gone.txt"}) {
      files.put("all/" + name, "content of " + name + "\n");
    }
    files.put("all/run.sh", "true\n");
    template.commit("main", files);
    project = generator().generate(request()).directory();
  }

  @Test
  void aFreshProjectIsWhatTheTemplateGave() {
    ProjectStatus status = look(Optional.of(newest()));

    assertThat(status.state()).isEqualTo(ProjectStatus.State.CURRENT);
    assertThat(status.files()).hasSize(8).allMatch(file -> file.here() == Here.SAME);
    assertThat(new StatusText(status).lines())
        .contains("  files      8 given: 8 same", "  state      current");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void d11StatusOffline() throws IOException {
    Files.writeString(project.resolve("a.yml"), "mine\n");
    Files.delete(project.resolve("b.py"));
    Files.createDirectories(project.resolve("elsewhere"));
    Files.move(project.resolve("c.txt"), project.resolve("elsewhere/c.txt"));
    project.resolve("run.sh").toFile().setExecutable(false);
    Files.writeString(project.resolve(".mlops/owned"), "# ours\nown.yml\n");
    Files.writeString(project.resolve("own.yml"), "ours\n");

    ProjectStatus status = look(Optional.of(unreachable()));

    assertThat(status.state()).isEqualTo(ProjectStatus.State.UNKNOWN);
    assertThat(words(status))
        .containsExactly(
            "README.md same",
            "a.yml changed",
            "b.py missing",
            "c.txt moved elsewhere/c.txt",
            "d/e.txt same",
            "gone.txt same",
            "own.yml owned",
            "run.sh mode");
    assertThat(status.notes())
        .containsExactly("the template cannot be compared: no server answers");

    StatusReports reports = new StatusReports(status, FailOn.parse("drift"), "1.0");
    JsonObject json = JsonParser.parseString(reports.json()).getAsJsonObject();
    assertThat(json.get("state").getAsString()).isEqualTo("unknown");
    assertThat(json.getAsJsonArray("files")).hasSize(8);
    assertThat(json.getAsJsonObject("counts").get("changed").getAsInt()).isEqualTo(1);
    assertThat(reports.junit()).contains("tests=\"8\" failures=\"3\"");
    assertThat(reports.junit().split("<testcase", -1)).hasSize(9);
    assertThat(JsonParser.parseString(reports.sarif()).toString())
        .contains("template-file-missing", "\"uri\":\"b.py\"", "\"level\":\"error\"");
    assertThat(new StatusText(status).markdown()).contains("| `c.txt` | moved |  |");
    assertThatThrownBy(() -> FailOn.parse("drift").require(status))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("small: 3 files are not as the template gave them");
    assertThatCode(() -> FailOn.parse("behind,held").require(status)).doesNotThrowAnyException();
  }

  @Test
  void aDeletedFileThatTheTemplateRequiresIsNamedSo() throws IOException {
    files.put("mlops-template.yml", DESCRIPTOR + "required: [a.yml, c.txt]\n");
    template.commit("main", files);
    Files.delete(project.resolve("a.yml"));
    Files.delete(project.resolve("b.py"));

    ProjectStatus status = look(Optional.of(newest()));

    assertThat(new StatusText(status).lines())
        .anyMatch(line -> line.matches(" +missing +a\\.yml +required: an update asks for it"))
        .anyMatch(line -> line.matches(" +missing +b\\.py"));
    assertThat(new StatusText(status).markdown()).contains("| `a.yml` | missing, required |");
    StatusReports reports = new StatusReports(status, FailOn.parse("drift"), "1.0");
    assertThat(reports.json())
        .containsOnlyOnce(
            "\"here\": \"missing\",\n      \"there\": \"same\",\n      \"required\": true");
    assertThat(reports.sarif()).contains("\"ruleId\": \"template-file-required\"");
    assertThat(reports.junit())
        .contains("message=\"A file that the template requires was deleted\"");
  }

  @Test
  void saysWhatTheTemplatesNewerStateWouldDo() {
    files.remove("all/gone.txt");
    files.put("all/a.yml", "newer\n");
    files.put("all/new.txt", "new\n");
    template.commit("main", files);

    ProjectStatus status = look(Optional.of(newest()));

    assertThat(status.state()).isEqualTo(ProjectStatus.State.BEHIND);
    assertThat(status.changes())
        .extracting(file -> file.path() + " " + file.there().orElseThrow())
        .containsExactly("a.yml newer", "gone.txt gone", "new.txt new");
    assertThatThrownBy(() -> FailOn.parse("behind").require(status))
        .hasMessageContaining("the template has a newer version");
  }

  @Test
  void aFileThatTheLayoutMovesIsRenamed() {
    files.put("mlops-template.yml", DESCRIPTOR.replace("to: .}", "to: x}"));
    template.commit("main", files);

    assertThat(look(Optional.of(newest())).changes())
        .filteredOn(file -> file.path().equals("a.yml"))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.there()).contains(There.RENAMED);
              assertThat(file.target()).contains("x/a.yml");
            });
  }

  @Test
  void otherLineEndsAreTheSameContent() throws IOException {
    Files.writeString(project.resolve("a.yml"), "content of a.yml\r\n");

    assertThat(words(look(Optional.of(newest())))).contains("a.yml same");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsAddedForThePublishedRepositoryIsNoChange(boolean hashes) throws IOException {
    Path readme = project.resolve("README.md");
    String section = AzureSection.text("acme/small", ".mlops/azure.sh", hashes);
    Files.writeString(readme, Files.readString(readme) + section);

    assertThat(words(look(Optional.of(newest())))).contains("README.md same");

    Files.writeString(readme, Files.readString(readme).replace("- [ ] Let", "- [x] Let"));
    assertThat(words(look(Optional.of(newest())))).contains("README.md same");

    Files.writeString(readme, "mine\n" + Files.readString(readme));
    assertThat(words(look(Optional.of(newest())))).contains("README.md changed");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTagThatWasMovedIsNamed(boolean annotated) {
    String first = template.id("refs/heads/main");
    tag(annotated, first);
    Path tagged = generator().generate(tagged()).directory();
    files.put("README.md", "of the template alone");
    template.commit("main", files);
    tag(annotated, template.id("refs/heads/main"));

    ProjectStatus status =
        check().of("tagged", new WorkTreeSource(tagged), lock -> Optional.of(source("v1")));

    assertThat(status.state()).isEqualTo(ProjectStatus.State.MOVED_TAG);
  }

  private void tag(boolean annotated, String commit) {
    if (annotated) {
      template.annotatedTag("v1", commit);
    } else {
      template.tag("v1", commit);
    }
  }

  @Test
  void countsTheCommitsThatTheTemplateIsAhead() {
    files.put("all/a.yml", "newer\n");
    template.commit("main", files);
    files.put("README.md", "of the template alone");
    template.commit("main", files);

    ProjectStatus status = lookWithAge("main");

    assertThat(status.behind())
        .hasValueSatisfying(
            by -> {
              assertThat(by.commits()).isEqualTo(2);
              assertThat(by.diverged()).isFalse();
              assertThat(by.since()).isPresent();
            });
    long days = status.days().orElseThrow();
    assertThat(new StatusText(status).lines().get(1))
        .contains("changes 1 of this project's files, 2 commits later, since ")
        .endsWith("(" + days + (days == 1 ? " day)" : " days)"));
    assertThat(new StatusReports(status, FailOn.parse("never"), "1.0").json())
        .contains("\"commits\": 2", "\"days\": " + days, "\"diverged\": false");

    FailOn tooOld = FailOn.parse("never").within(OptionalLong.empty(), OptionalLong.of(1));
    assertThatThrownBy(() -> tooOld.require(status))
        .hasMessageContaining("small: the template has a newer version (commits: 2, allowed: 1)");
    assertThat(new StatusReports(status, tooOld, "1.0").junit()).contains("failures=\"1\"");
    FailOn patient = FailOn.parse("behind").within(OptionalLong.empty(), OptionalLong.of(2));
    assertThatCode(() -> patient.require(status)).doesNotThrowAnyException();
    assertThat(new StatusReports(status, patient, "1.0").junit()).contains("failures=\"0\"");
    assertThatThrownBy(
            () ->
                FailOn.parse("never")
                    .within(OptionalLong.of(days - 1), OptionalLong.empty())
                    .require(status))
        .hasMessageContaining("days: " + days + ", allowed: " + (days - 1));
  }

  @Test
  void aHistoryThatWasWrittenAnewHasDiverged() {
    files.put("all/a.yml", "newer\n");
    template.commit("other", files);
    template.head("other");

    ProjectStatus status = lookWithAge("other");

    assertThat(status.state()).isEqualTo(ProjectStatus.State.DIVERGED);
    assertThat(new StatusText(status).lines().get(1)).contains("has another history");
    assertThatThrownBy(() -> FailOn.parse("behind").require(status))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void aNewerReleaseIsTold() {
    String first = template.id("refs/heads/main");
    template.annotatedTag("v1.9", first);
    Path tagged = generator().generate(request("tagged", "v1.9")).directory();
    files.put("all/a.yml", "newer\n");
    String next = template.commit("main", files);
    template.tag("v1.10", next).tag("v2.0-rc1", next).tag("other-3", next);

    ProjectStatus status =
        check()
            .of(
                "tagged",
                new WorkTreeSource(tagged),
                lock -> Optional.of(source("v1.9")),
                lock -> age("v1.9"));

    assertThat(status.state()).isEqualTo(ProjectStatus.State.CURRENT);
    assertThat(status.notes())
        .containsExactly(
            "the template has the release v1.10: update with -Dmlops.templateRef=v1.10");
  }

  @Test
  void whatTheTemplateGaveForAStartIsNoDrift() throws IOException {
    files.put("mlops-template.yml", DESCRIPTOR + "once: [a.yml, b.py, d/e.txt]\n");
    files.put("all/a.yml", "newer\n");
    template.commit("main", files);
    Files.writeString(project.resolve("a.yml"), "mine\n");
    Files.delete(project.resolve("b.py"));

    ProjectStatus status = look(Optional.of(newest()));

    assertThat(words(status)).contains("a.yml once", "b.py once", "d/e.txt same");
    assertThat(status.state()).isEqualTo(ProjectStatus.State.CURRENT);
    assertThatCode(() -> FailOn.parse("drift,behind").require(status)).doesNotThrowAnyException();
  }

  @Test
  void filesThatAnUpdateCouldNotMergeAreTold() {
    files.put("all/a.yml", "newer\n");
    template.commit("main", files);

    ProjectStatus status = look(Optional.of(newest())).withConflicts(Map.of("a.yml", "both"));

    assertThat(new StatusText(status).lines())
        .anyMatch(line -> line.contains("a.yml") && line.endsWith("conflict (both)"));
    assertThat(new StatusReports(status, FailOn.parse("conflict"), "1.0").sarif())
        .contains("template-conflict", "\"level\": \"error\"");
    assertThatThrownBy(() -> FailOn.parse("conflict").require(status))
        .hasMessageContaining("1 conflict with an update");
  }

  private ProjectStatus lookWithAge(String ref) {
    return check()
        .of(
            "small",
            new WorkTreeSource(project),
            lock -> Optional.of(source(ref)),
            lock -> age(ref));
  }

  private TemplateAge age(String ref) {
    return new GitTemplateAge(
        template.directory().toUri().toString(),
        Optional.of(ref),
        folder.resolve("cache"),
        GitAccess.standard());
  }

  @Test
  void aFolderThatWasNotGeneratedIsRefused() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));

    assertThatThrownBy(
            () -> check().of("other", new DirectorySource(other), lock -> Optional.empty()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("other has no .mlops/project.yml");
    assertThatThrownBy(() -> FailOn.parse("drfit"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did you mean drift?");
  }

  private ProjectStatus look(Optional<TemplateSource> newest) {
    return check().of("small", new WorkTreeSource(project), lock -> newest);
  }

  private StatusCheck check() {
    return new StatusCheck(generator(), new RecordedRequest(Limits.DEFAULT, "1.0"));
  }

  private static List<String> words(ProjectStatus status) {
    return status.files().stream()
        .map(file -> file.path() + " " + file.here() + file.to().map(to -> " " + to).orElse(""))
        .toList();
  }

  private static TemplateSource unreachable() {
    return () -> {
      throw new EnvironmentException("no server answers", "check the network", null);
    };
  }

  private ProjectGenerator generator() {
    return new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE);
  }

  private TemplateSource newest() {
    return source("main");
  }

  private TemplateSource source(String ref) {
    return new GitTemplateSource(
        template.directory().toUri().toString(),
        Optional.of(ref),
        folder.resolve("cache"),
        GitAccess.standard());
  }

  private GenerateRequest request() {
    return request("small", "main");
  }

  private GenerateRequest tagged() {
    return request("tagged", "v1");
  }

  private GenerateRequest request(String name, String ref) {
    return new GenerateRequest(
        source(ref),
        Map.of(),
        false,
        folder.resolve("out"),
        ProjectName.parse(name),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.of(new ProjectRepository.Author("A", "a@b.example")),
        Optional.empty(),
        true,
        Limits.DEFAULT,
        "1.0");
  }
}
