package io.github.mlopsmaven.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.NotEmptyException;
import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.RuleSetting.Level;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.testkit.MemoryTemplate;
import io.github.mlopsmaven.verify.StagedProjectCheck;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectGeneratorTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: own
      title: Own template
      options:
        kind: {}
        service: {default: github}
      parts:
        code: {core: true}
        pipelines: {title: pipelines}
      layout:
        - {from: every, to: .}
        - {from: "kinds/{kind}", to: src, part: code}
        - {from: "pipelines/{kind}/github", to: .github/workflows, part: pipelines, when: {service: github}}
        - {from: "pipelines/{kind}/azure", to: pipelines, part: pipelines, when: {service: azure}}
      executable: ["*.sh"]
      values:
        prefix: {pattern: "[a-z]+", default: abc, set: [{files: [conf.yml], path: names.prefix}]}
        secret_name: {}
      names:
        - {title: bucket, name: "b-{prefix}", pattern: "[a-z-]{3,9}", max_length: 9, message: at most 9}
      rewrites:
        - {reason: the layout says so, files: [conf.yml], path: names.dir, value: "src/{kind}"}
        - {reason: it was so already, files: [conf.yml], path: names.same, value: same}
      pipeline_templates: {repository: Own/steps, alias: steps}
      checklist:
        - {text: "Make `{bucket}` for `{project_name}` with `{pipeline_templates}`."}
      """;

  @TempDir Path folder;

  private Path template;
  private final RecordingRepository repository = new RecordingRepository();

  @BeforeEach
  void makeTemplate() throws IOException {
    template = folder.resolve("template");
    write("mlops-template.yml", DESCRIPTOR);
    write("every/conf.yml", "names:\n  prefix: abc # keep\n  dir: x\n  same: same\n");
    write("every/hello.txt.vm", "${project_name} ${kind} ${prefix} ${bucket} ${organization}.\n");
    write("every/raw.bin", "\r\n${{ x }}\n");
    write("every/run.sh", "echo\n");
    write("kinds/one/a.py", "one\n");
    write("kinds/two/a.py", "two\n");
    write(
        "pipelines/one/github/w.yml",
        "jobs:\n  a:\n    uses: Own/steps/.github/workflows/x.yml@v1\n");
    write("pipelines/one/azure/p.yml", "a: b\n");
    write("pipelines/two/github/w.yml", "a: b\n");
  }

  @Test
  void aProjectIsWrittenCommittedAndTold() {
    GeneratedProject project = generate(request("one"));

    assertThat(project.directory()).isEqualTo(folder.resolve("out/churn"));
    assertThat(project.files()).isEqualTo(9);
    assertThat(project.warnings()).isEmpty();
    assertThat(project.pushedTo()).isEmpty();
    assertThat(RecordingRepository.contents(project.directory()))
        .isEqualTo(repository.files)
        .contains(
            entry("conf.yml", "names:\n  prefix: abc # keep\n  dir: src/one\n  same: same\n"),
            entry("hello.txt", "churn one abc b-abc .\n"),
            entry("raw.bin", "\r\n${{ x }}\n"),
            entry("src/a.py", "one\n"))
        .containsOnlyKeys(
            ".github/workflows/w.yml",
            ".mlops/files",
            ".mlops/project.yml",
            "README.md",
            "conf.yml",
            "hello.txt",
            "raw.bin",
            "run.sh",
            "src/a.py");
    assertThat(repository.authors)
        .containsExactly(new ProjectRepository.Author("A", "a@b.example"));
    assertThat(repository.messages)
        .containsExactly(
            """
            Start from Own template

            Template: template as it is on disk
            Selection: kind=one, service=github
            """);
    assertThat(Summary.lines(project, folder))
        .containsExactly(
            "Generated " + folder.resolve("out/churn"),
            "  template   Own template, template as it is on disk",
            "  selection  one, github",
            "  content    9 files in one commit on main, tree " + project.tree().substring(0, 12),
            "Next:",
            "  cd " + Path.of("out", "churn"),
            "  mvn mlops:verify     # check it again after a change",
            "  mvn mlops:publish    # create its repository, push, register its pipelines",
            "README.md has the remaining steps.");
  }

  @Test
  void theReadmeHasTheChecklistAndWhatReallyChanged() {
    generate(request("one"));

    assertThat(repository.files.get("README.md"))
        .contains("Make `b-abc` for `churn` with `Own/steps`.")
        .contains("- `names.dir` is `src/one`: the layout says so")
        .doesNotContain("it was so already");
  }

  @Test
  void theLockSaysWhatWasChosen() {
    generate(request("one"));

    assertThat(repository.files.get(ProjectLockFile.PATH))
        .contains("location: \"template\"", "kind: \"one\"", "service: \"github\"")
        .contains("name: \"churn\"", "version: \"1.2.3\"", "descriptor: \"own\"")
        .doesNotContain(folder.toString());
  }

  @Test
  void theListSaysWhatTheTemplateGave() {
    generate(request("one"));

    FileList list =
        FileList.read(
            FileList.PATH, repository.files.getOrDefault(FileList.PATH, "").getBytes(UTF_8));

    assertThat(list.entries())
        .extracting(entry -> entry.mode().digits() + " " + entry.path())
        .containsExactly(
            "100644 .github/workflows/w.yml",
            "100644 README.md",
            "100644 conf.yml",
            "100644 hello.txt",
            "100644 raw.bin",
            "100755 run.sh",
            "100644 src/a.py");
    assertThat(list.entries())
        .allSatisfy(
            entry ->
                assertThat(entry.blob())
                    .isEqualTo(
                        BlobIds.of(
                            repository.files.getOrDefault(entry.path(), "?").getBytes(UTF_8))));
    assertThat(list.at("hello.txt").orElseThrow().source()).contains("every/hello.txt.vm");
    assertThat(list.at("README.md").orElseThrow().source()).isEmpty();
  }

  @Test
  void sameInputsGiveSameBytes() {
    String first = generate(request("one")).tree();
    Map<String, String> files = Map.copyOf(repository.files);

    assertThat(generate(in(request("one"), folder.resolve("elsewhere"))).tree()).isEqualTo(first);
    assertThat(repository.files).isEqualTo(files);
  }

  @Test
  void givenValuesAreWrittenWhereTheDescriptorSays() {
    generate(with(request("one"), Map.of("prefix", "xyz")));

    assertThat(repository.files.get("conf.yml")).contains("  prefix: xyz # keep\n");
    assertThat(repository.files.get("hello.txt")).isEqualTo("churn one xyz b-xyz .\n");
    assertThat(repository.files.get("README.md")).contains("- `prefix`: `xyz`").contains("`b-xyz`");
    assertThat(repository.files.get(ProjectLockFile.PATH)).contains("prefix: \"xyz\"");
  }

  @Test
  void aBuiltNameThatDoesNotFitWritesNothing() {
    assertThatThrownBy(() -> generate(with(request("one"), Map.of("prefix", "abcdefghij"))))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "the bucket would be named 'b-abcdefghij' (12 characters): at most 9");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aFileWithoutTheValueIsWarnedAbout() throws IOException {
    write("every/conf.yml", "names: {prefix: abc, same: same}\n");

    assertThat(generate(request("one")).warnings())
        .containsExactly("conf.yml has no names.dir, so it was not set (the layout says so)");
    assertThat(repository.files.get("README.md")).doesNotContain("What differs");
  }

  @Test
  void aRewriteNeedsItsValue() throws IOException {
    write("mlops-template.yml", DESCRIPTOR.replace("src/{kind}", "x/{secret_name}"));

    assertThatThrownBy(() -> generate(request("one")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the template writes {secret_name} into files, but it has no value\n"
                + "  add -Dmlops.values.secret_name=TEXT");
  }

  @Test
  void pipelineReferencesArePointedAtTheUsersOwn() {
    generate(calling("contoso/steps@v2"));

    assertThat(repository.files.get(".github/workflows/w.yml"))
        .contains("uses: contoso/steps/.github/workflows/x.yml@v2");
    assertThat(repository.files.get("hello.txt")).endsWith(" contoso.\n");
    assertThat(repository.files.get("README.md"))
        .contains("with `contoso/steps`.", "they call `contoso/steps@v2`.");
  }

  @Test
  void vendoredFilesAreInTheProjectUntilItCallsTheUsersOwn() throws IOException {
    write(
        "mlops-template.yml",
        DESCRIPTOR.replace(
            "{repository: Own/steps, alias: steps}",
            "{alias: steps, vendored: [\".github/workflows/run-*.yml\"]}"));
    write("pipelines/one/github/w.yml", "jobs:\n  a:\n    uses: ./.github/workflows/run-x.yml\n");
    write("pipelines/one/github/run-x.yml", "on: workflow_call\n");

    generate(request("one"));

    assertThat(repository.files)
        .containsEntry(".github/workflows/run-x.yml", "on: workflow_call\n")
        .containsEntry(
            ".github/workflows/w.yml", "jobs:\n  a:\n    uses: ./.github/workflows/run-x.yml\n");
    assertThat(repository.files.get("README.md")).contains("with ``.");

    repository.files.clear();
    generate(calling("contoso/steps@v2", "second"));

    assertThat(repository.files)
        .doesNotContainKey(".github/workflows/run-x.yml")
        .containsEntry(
            ".github/workflows/w.yml",
            "jobs:\n  a:\n    uses: contoso/steps/.github/workflows/run-x.yml@v2\n");
    assertThat(repository.files.get(".mlops/project.yml"))
        .contains("pipeline_templates:\n  repository: \"contoso/steps\"\n  ref: \"v2\"\n");
  }

  private GenerateRequest calling(String pipelineTemplates) {
    return calling(pipelineTemplates, "churn");
  }

  private GenerateRequest calling(String pipelineTemplates, String name) {
    GenerateRequest request = request("one");
    return new GenerateRequest(
        request.template(),
        request.options(),
        false,
        request.outputDirectory(),
        ProjectName.parse(name),
        Optional.of("contoso"),
        Map.of(),
        Optional.of(PipelineTemplatesTarget.parse(pipelineTemplates)),
        request.author(),
        Optional.empty(),
        true,
        Limits.DEFAULT,
        "1.2.3");
  }

  @Test
  void aTemplatesOwnReadmeStaysInAnyCase() throws IOException {
    write("every/Readme.md", "mine\n");

    GeneratedProject project = generate(request("one"));

    assertThat(repository.files)
        .containsEntry("Readme.md", "mine\n")
        .doesNotContainKey("README.md");
    // What that README does not say is told.
    assertThat(Summary.lines(project, folder))
        .contains("Manual steps remaining:", "  [ ] Make `b-abc` for `churn` with `Own/steps`.")
        .noneMatch(line -> line.endsWith("has the remaining steps."));
    assertThat(repository.files).as("as from an archetype").doesNotContainKey(".mlops/README.md");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatCanBeRunIsSaidByTheTemplateAndTheDescriptor() throws IOException {
    assertThat(template.resolve("every/raw.bin").toFile().setExecutable(true)).isTrue();

    Path project = generate(request("one")).directory();

    assertThat(repository.executable).containsExactlyInAnyOrder("run.sh", "raw.bin");
    assertThat(project.resolve("run.sh")).isExecutable();
    assertThat(project.resolve("raw.bin")).isExecutable();
    assertThat(project.resolve("conf.yml").toFile().canExecute()).isFalse();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkInsideTheProjectIsKept() throws IOException {
    Files.createSymbolicLink(template.resolve("every/link"), Path.of("src/a.py"));

    generate(request("one"));

    assertThat(repository.files).containsEntry("link", "-> src/a.py");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkThatLeavesIsRefusedAndNothingIsLeft() throws IOException {
    Files.createSymbolicLink(template.resolve("every/link"), Path.of("../../secret"));

    assertThatThrownBy(() -> generate(request("one")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is a symbolic link to '../../secret', which leaves the project");
    assertNothingIsLeft();
  }

  @Test
  void aTemplateCannotBringTheLock() throws IOException {
    write("every/.MLOPS/Project.yml", "x");

    assertThatThrownBy(() -> generate(request("one")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the template brings its own .mlops/project.yml, where the lock file is written\n"
                + "  exclude it in mlops-template.yml");
  }

  @ParameterizedTest
  @ValueSource(strings = {".mlops/files", ".mlops/OWNED"})
  void aTemplateCannotBringWhatUpdatesReadLater(String path) throws IOException {
    write("every/" + path, "x");

    assertThatThrownBy(() -> generate(request("one")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the template brings its own " + path.toLowerCase(Locale.ROOT));
  }

  @Test
  void aFileThatTheLockCannotStandBesideIsRefused() throws IOException {
    write("every/.mlops", "x");

    assertThatThrownBy(() -> generate(request("one")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'.mlops', which is a file and a directory at once");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    assertThatThrownBy(() -> generate(limited(new Limits(10, 1000))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "bytes, more than 10\n  exclude it in the template, or add" + " -Dmlops.maxFileSize=");
    assertThatThrownBy(() -> generate(limited(new Limits(1000, 20))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("bytes together, more than 20\n")
        .hasMessageContaining("-Dmlops.maxTotalSize=");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aPartIsGeneratedOnlyForWhomItWillDo() {
    GenerateRequest request = options(request("two"), Map.of("kind", "two", "service", "azure"));
    assertThatThrownBy(() -> generate(request))
        .hasMessageContaining(
            "this template has only a part of kind=two, service=azure: it lacks"
                + " the pipelines");

    GeneratedProject project =
        generate(
            new GenerateRequest(
                request.template(),
                request.options(),
                true,
                request.outputDirectory(),
                request.projectName(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                request.author(),
                Optional.empty(),
                true,
                Limits.DEFAULT,
                "1"));

    assertThat(project.missing()).extracting("name").containsExactly("pipelines");
    assertThat(repository.files.get("README.md")).contains("What is missing");
    assertThat(Summary.lines(project, folder))
        .contains("  missing    pipelines, which the template lacks");
  }

  @Test
  void anExistingProjectIsNotTouched() throws IOException {
    Path target = Files.createDirectories(folder.resolve("out/churn"));
    Files.writeString(target.resolve("mine"), "x");

    for (boolean dry : List.of(true, false)) {
      assertThatThrownBy(() -> run(dry))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith(target + " exists already and was left as it is");
    }
    assertThat(RecordingRepository.contents(target)).containsExactly(entry("mine", "x"));
  }

  private void run(boolean dry) {
    if (dry) {
      new ProjectGenerator(repository, Questions.NONE).plan(request("one"));
    } else {
      generate(request("one"));
    }
  }

  @Test
  void aFailureInTheMiddleLeavesNothing() throws IOException {
    repository.commitFails =
        Optional.of(new EnvironmentException("no space left", "make some", null));

    assertThatThrownBy(() -> generate(request("one")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage("no space left\n  make some");
    assertNothingIsLeft();
  }

  @Test
  void aBadVelocityFileLeavesNothing() throws IOException {
    write("every/z.txt.vm", "line\n${nobody}\n");

    assertThatThrownBy(() -> generate(request("one")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("every/z.txt.vm")
        .hasMessageContaining("nobody");
    assertNothingIsLeft();
  }

  @Test
  void aPushIsTold() {
    GeneratedProject project = generate(remote("https://user:secret@git.example/a.git"));

    assertThat(repository.pushed).containsExactly("https://user:secret@git.example/a.git");
    assertThat(project.pushedTo()).contains("https://git.example/a.git");
    assertThat(Summary.lines(project, folder)).contains("  pushed to  https://git.example/a.git");
  }

  @Test
  void aFailedPushKeepsTheProjectAndSaysTheCommand() {
    repository.pushFails = Optional.of(new UsageException("it has content", "empty it"));
    Path target = folder.resolve("out/churn");

    assertThatThrownBy(() -> generate(remote("https://u:secret@git.example/a.git")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "it has content\n  empty it; the project is complete at "
                + target
                + " and only the push is missing, type: git -C "
                + target
                + " push https://git.example/a.git main");
    assertThat(target.resolve("README.md")).isRegularFile();
  }

  @Test
  void whatIsNotEmptyIsOfferedABranch() {
    repository.pushFails = Optional.of(new NotEmptyException("it has main", "empty it"));

    assertThatThrownBy(
            () -> generate(in(remote("ssh://deploy@git.example/a.git"), folder.resolve("it's"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is complete at " + folder.resolve("it's/churn"))
        .hasMessageEndingWith(
            "git -C \""
                + folder.resolve("it's/churn")
                + "\" push ssh://deploy@git.example/a.git main:add-churn");
  }

  @Test
  void aServerThatFailsIsAProblemOfTheEnvironment() {
    repository.pushFails =
        Optional.of(new EnvironmentException("no answer", "try later", new IOException("x")));

    assertThatThrownBy(
            () -> generate(in(remote("https://git.example/a.git"), folder.resolve("a b"))))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("git -C \"" + folder.resolve("a b/churn") + "\" push");
  }

  @Test
  void withoutAnAuthorNothingIsMade() {
    assertThatThrownBy(() -> generate(anonymous()))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "git does not know who commits: user.name or user.email is not set\n"
                + "  add -Dmlops.author=\"NAME <EMAIL>\", or type: git config --global user.name"
                + " \"NAME\" and git config --global user.email EMAIL");
  }

  @Test
  void gitsOwnAuthorOrAPersonsAnswerWillDo() {
    repository.configured = Optional.of(new ProjectRepository.Author("G", "g@b.example"));
    generate(anonymous());
    repository.configured = Optional.empty();
    new ProjectGenerator(
            repository,
            (what, values, suggestion) ->
                values.isEmpty()
                    ? Optional.of(what.contains("mail") ? "p@b.example" : "P")
                    : suggestion)
        .generate(in(anonymous(), folder.resolve("second")));

    assertThat(repository.authors)
        .containsExactly(
            new ProjectRepository.Author("G", "g@b.example"),
            new ProjectRepository.Author("P", "p@b.example"));
  }

  @Test
  void aPersonIsAskedForOptionsWithTheDefaultSuggested() {
    new ProjectGenerator(
            repository,
            (what, values, suggestion) -> {
              if (values.isEmpty()) {
                assertThat(what).isEqualTo("secret_name");
                return Optional.empty();
              }
              if (what.equals("service")) {
                assertThat(suggestion).contains("github");
                assertThat(values).containsExactly("azure", "github");
              } else {
                assertThat(what).isEqualTo("kind");
              }
              return Optional.of(values.get(0));
            })
        .generate(options(request("one"), Map.of()));

    assertThat(repository.messages.get(0)).contains("Selection: kind=one, service=azure");
  }

  @Test
  void aDryRunTellsEveryFileAndWritesNothing() {
    DryRun run = new ProjectGenerator(repository, Questions.NONE).plan(request("one"));

    assertThat(run.files())
        .extracting(
            row -> row.source().orElse("-"),
            DryRun.Row::target,
            DryRun.Row::treatment,
            DryRun.Row::executable)
        .containsExactly(
            tuple(
                "pipelines/one/github/w.yml",
                ".github/workflows/w.yml",
                DryRun.Treatment.COPIED,
                false),
            tuple("-", ".mlops/files", DryRun.Treatment.ADDED, false),
            tuple("-", ".mlops/project.yml", DryRun.Treatment.ADDED, false),
            tuple("-", "README.md", DryRun.Treatment.ADDED, false),
            tuple("every/conf.yml", "conf.yml", DryRun.Treatment.REWRITTEN, false),
            tuple("every/hello.txt.vm", "hello.txt", DryRun.Treatment.RENDERED, false),
            tuple("every/raw.bin", "raw.bin", DryRun.Treatment.COPIED, false),
            tuple("every/run.sh", "run.sh", DryRun.Treatment.COPIED, true),
            tuple("kinds/one/a.py", "src/a.py", DryRun.Treatment.COPIED, false));
    List<String> lines = new DryRunText(run).lines();
    assertThat(lines.get(0)).isEqualTo("Would generate " + folder.resolve("out/churn"));
    assertThat(lines)
        .contains(
            "  for kind=one, service=github",
            "9 files in one commit on main, tree "
                + run.tree().substring(0, 12)
                + "; nothing was written")
        .contains("  src/  (1 file, 4 B)")
        .anyMatch(line -> line.matches("    run\\.sh +5 B  copied, executable"))
        .anyMatch(line -> line.matches("    README\\.md +[\\d,]+ B  added"))
        .allMatch(line -> line.length() <= 93 || line.startsWith("Would generate"));
    JsonObject json = JsonParser.parseString(new DryRunText(run).json()).getAsJsonObject();
    assertThat(json.get("descriptor").getAsString()).isEqualTo("own");
    assertThat(json.getAsJsonObject("selection").get("kind").getAsString()).isEqualTo("one");
    assertThat(json.getAsJsonArray("files")).hasSize(9);
    assertThat(json.getAsJsonArray("files").get(7).getAsJsonObject().toString())
        .isEqualTo(
            "{\"source\":\"every/run.sh\",\"target\":\"run.sh\",\"size\":5,"
                + "\"treatment\":\"copied\",\"executable\":true}");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aDryRunTellsALongSelectionInSeveralLines() {
    Map<String, String> selection = new LinkedHashMap<>();
    selection.put("project_type", "classical");
    selection.put("infrastructure_version", "terraform");
    selection.put("mlops_version", "aml-cli-v2");
    selection.put("orchestration", "github-actions");

    assertThat(DryRunText.chosen(selection))
        .containsExactly(
            "  for project_type=classical, infrastructure_version=terraform, mlops_version=aml-cli-v2,",
            "      orchestration=github-actions");
  }

  @Test
  void aDryRunIsOfTheProjectThatWouldBeMade() throws IOException {
    DryRun run = new ProjectGenerator(repository, Questions.NONE).plan(request("one"));
    GeneratedProject project = generate(request("one"));

    assertThat(run.tree()).isEqualTo(project.tree());
    assertThat(run.files()).hasSize(project.files());
    for (DryRun.Row row : run.files()) {
      assertThat(Files.size(project.directory().resolve(row.target())))
          .as(row.target())
          .isEqualTo(row.size());
    }
    assertThat(run.warnings()).isEqualTo(project.warnings());
  }

  @Test
  void aDryRunIsRefusedWhereTheRealRunIs() throws IOException {
    repository.commitFails = Optional.of(new UsageException("git refuses it", "rename it"));
    assertRefusedAlike(request("one"), "git refuses it\n  rename it");
    repository.commitFails = Optional.empty();

    assertRefusedAlike(anonymous(), "git does not know who commits");
    write("every/bad.txt.vm", "$nothing\n");
    assertRefusedAlike(request("one"), "every/bad.txt.vm");
    write("every/bad.txt.vm", "\n");
    Files.writeString(folder.resolve("file"), "");
    assertRefusedAlike(in(request("one"), folder.resolve("file/below/it")), "file is not a folder");
    Path closed = Files.createDirectory(folder.resolve("closed"));
    if (closed.toFile().setWritable(false) && !Files.isWritable(closed)) {
      assertRefusedAlike(in(request("one"), closed), "cannot write to " + closed);
    }
  }

  @Test
  void allThatIsMadeFromValuesIsToldAtOnce() throws IOException {
    write(
        "mlops-template.yml",
        DESCRIPTOR.replace(
            "  secret_name: {}\n",
            "  secret_name: {}\n  slug: {pattern: \"[a-z]{9}\", default: \"{project_name}\"}\n"));

    assertThatThrownBy(() -> generate(with(request("one"), Map.of("prefix", "abcdefghijkl"))))
        .hasMessageStartingWith("the command has 2 mistakes:\n")
        .hasMessageContaining("value slug would be 'churn', made from {project_name}")
        .hasMessageContaining("the bucket would be named 'b-abcdefghijkl' (14 characters)");
  }

  @Test
  void aDryRunIsRefusedForWhatIsFoundInTheProject() {
    ProjectCheck refuses =
        (staged, blueprint, request) -> {
          assertThat(staged.resolve("hello.txt")).exists();
          throw new UsageException("the project would have an error", "correct it");
        };

    assertThatThrownBy(
            () -> new ProjectGenerator(repository, Questions.NONE, refuses).plan(request("one")))
        .hasMessage("the project would have an error\n  correct it");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static ProjectCheck finding(int count) {
    return (staged, blueprint, request) ->
        IntStream.rangeClosed(1, count)
            .mapToObj(
                line ->
                    new ProjectCheck.Remark(
                        new Place("hello.txt", line, 1),
                        "it is <b>broken</b>",
                        "some-rule",
                        Level.WARNING))
            .toList();
  }

  private GeneratedProject generate(ProjectCheck check) {
    return new ProjectGenerator(repository, Questions.NONE, check).generate(request("one"));
  }

  @Test
  void manyFindingsAreOneItemWithAFileOfTheirOwn() {
    GeneratedProject project = generate(finding(4));

    assertThat(repository.files.get("README.md"))
        .contains("- [ ] Look through the 4 [findings](.mlops/findings.md) of `mlops:verify`\n")
        .doesNotContain("broken");
    assertThat(repository.files.get(".mlops/findings.md"))
        .contains(
            "    hello.txt:1:1: it is <b>broken</b> [some-rule]\n"
                + "    hello.txt:2:1: it is <b>broken</b> [some-rule]\n");
    assertThat(repository.files.get(".mlops/files")).contains(".mlops/findings.md");
    assertThat(project.steps()).contains("README.md");
  }

  @Test
  void fewFindingsAreItemsOfTheChecklist() {
    generate(finding(3));

    assertThat(repository.files.get("README.md"))
        .contains("- [ ] hello.txt:1:1: it is \\<b\\>broken\\</b\\> ")
        .doesNotContain("findings.md");
    assertThat(repository.files).doesNotContainKey(".mlops/findings.md");
  }

  @Test
  void findingsReachWhoeverHasTheTemplatesReadme() throws IOException {
    write("every/README.md", "mine\n");

    GeneratedProject project = generate(finding(4));

    assertThat(Summary.lines(project, folder))
        .contains(".mlops/README.md has the remaining steps.");
    assertThat(repository.files).containsEntry("README.md", "mine\n");
    assertThat(repository.files.get(".mlops/README.md"))
        .contains(
            "- [ ] Look through the 4 [findings](findings.md) of `mlops:verify`\n",
            "- [ ] Make `b-abc` for `churn` with `Own/steps`");
    assertThat(repository.files.get(".mlops/findings.md")).contains("hello.txt:4:1: ");
    assertThat(repository.files.get(".mlops/files")).doesNotContain(".mlops/");
  }

  /** A crash of what only looks at the project is no reason not to make it. */
  @Test
  void verificationThatFailsAsAWholeIsToldAndEndsNothing() {
    for (Throwable cause :
        List.of(new IllegalStateException("x"), new StackOverflowError(), new LinkageError("y"))) {
      StagedProjectCheck check =
          new StagedProjectCheck(
              List.of(),
              List.of(),
              (name, ref) -> {
                throw new IllegalStateException(name);
              },
              folder -> {
                throw sneaky(cause);
              },
              true);

      List<ProjectCheck.Remark> remarks =
          new ProjectGenerator(repository, Questions.NONE, check).plan(request("one")).remarks();

      assertThat(remarks).hasSize(1);
      assertThat(remarks.get(0).text())
          .startsWith(
              "nothing was checked, because verification failed: "
                  + cause.getClass().getSimpleName());
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneaky(Throwable cause) throws E {
    throw (E) cause;
  }

  private void assertRefusedAlike(GenerateRequest request, String message) {
    ProjectGenerator generator = new ProjectGenerator(repository, Questions.NONE);
    Throwable real = catchThrowable(() -> generator.generate(request));
    Throwable dry = catchThrowable(() -> generator.plan(request));

    assertThat(real).hasMessageContaining(message);
    assertThat(dry).hasSameClassAs(real);
    assertThat(dry).hasMessageStartingWith(firstLine(real));
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("?");
  }

  @Test
  void aWindowsFileSystemGetsTheSameProject() throws IOException {
    Map<String, String> here = RecordingRepository.contents(generate(request("one")).directory());
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path root = windows.getPath("C:\\work");

      Path project = generate(in(request("one"), root)).directory();

      assertThat(project).hasToString("C:\\work\\churn");
      assertThat(RecordingRepository.contents(project)).isEqualTo(here);
      assertThat(Files.exists(windows.getPath("c:\\WORK\\CHURN\\readme.md"))).isTrue();
    }
  }

  @Test
  void aTemplateOnAWindowsFileSystemGivesTheSameProject() throws IOException {
    Map<String, String> here = RecordingRepository.contents(generate(request("one")).directory());
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path copy = windows.getPath("C:\\template");
      for (Map.Entry<String, String> file : RecordingRepository.contents(template).entrySet()) {
        Path path = copy.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }

      Path project =
          generate(from(request("one"), new DirectorySource(copy), folder.resolve("second")))
              .directory();

      assertThat(RecordingRepository.contents(project)).isEqualTo(here);
    }
  }

  @Test
  void aSubmoduleIsRefused() {
    TemplateSource hostile = hostile().with("every/sub", FileMode.SUBMODULE, "");

    assertThatThrownBy(() -> generate(from(request("one"), hostile, folder.resolve("out"))))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the template has a submodule at every/sub, which is never fetched\n"
                + "  put its files into the template, or exclude it in mlops-template.yml");
  }

  private static final String POINTER =
      "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 12\n";

  @ParameterizedTest
  @ValueSource(strings = {".gitattributes", "every/.gitattributes", "every/models/.gitattributes"})
  void pointersOfGitLfsAreRefusedByName(String attributes) throws IOException {
    write(attributes, "*.bin filter=lfs diff=lfs merge=lfs -text\n");
    write("every/models/a.bin", POINTER);
    write("every/models/b.bin", POINTER);
    write("every/models/c.bin", "content\n");

    assertThatThrownBy(() -> generate(request("one")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Git LFS")
        .hasMessageContaining("every/models/a.bin, every/models/b.bin\n")
        .hasMessageContaining("git lfs untrack");
    assertThat(folder.resolve("out/churn")).doesNotExist();
  }

  @Test
  void aTextThatOnlyLooksLikeAPointerIsContent() throws IOException {
    write("every/.gitattributes", "*.bin filter=lfs\ndocs/*.bin -filter\n");
    write("every/docs/a.bin", POINTER);
    write("every/a.txt", POINTER);
    write("every/b.bin", POINTER + "and more\n");

    generate(request("one"));

    assertThat(repository.files)
        .containsEntry("docs/a.bin", POINTER)
        .containsEntry("a.txt", POINTER);
  }

  @Test
  void contentThatAttributesGiveToGitLfsIsTold() throws IOException {
    write(
        "every/.gitattributes",
        "[attr]big filter=lfs -text\nmodels/*.bin big\n*.txt filter=crypt\n");
    write("every/models/.gitattributes", "kept.bin !filter\n");
    for (int i = 0; i < 7; i++) {
      write("every/models/" + i + ".bin", "content " + i);
    }
    write("every/models/kept.bin", "content");
    write("every/models/empty.bin", "");
    write("every/models/a.txt", "content");

    GeneratedProject project = generate(request("one"));

    assertThat(project.warnings())
        .singleElement()
        .asString()
        .startsWith(
            "7 files are in git itself, although .gitattributes says filter=lfs: models/0.bin")
        .contains("models/4.bin and 2 more; where git-lfs is installed")
        .contains("git add --renormalize .");
    assertThat(repository.files).containsEntry("models/0.bin", "content 0");
  }

  @Test
  void anEditThatBreaksAFileIsLeftOutAndTold() throws IOException {
    write(
        "mlops-template.yml",
        DESCRIPTOR
            + "fixes:\n  - {rule: yaml-syntax, reason: a key is missing, files: [edited.yml],"
            + " text: 'a:', value: 'a: ['}\n");
    write("every/edited.yml", "a: 1\nb: 2\n");

    GeneratedProject project = generate(request("one"));

    assertThat(repository.files).containsEntry("edited.yml", "a: 1\nb: 2\n");
    assertThat(project.warnings())
        .containsExactly(
            "edited.yml was left as it is: it could not be read any more with an edit (a key is"
                + " missing)");
    assertThat(repository.files.get(".mlops/project.yml")).doesNotContain("yaml-syntax");
  }

  @ParameterizedTest
  @ValueSource(strings = {".gitattributes", "a/.gitmodules", ".gitignore", ".mailmap"})
  void aLinkWhereGitWantsAFileIsRefused(String path) {
    TemplateSource hostile = hostile().with("every/" + path, FileMode.SYMBOLIC_LINK, "x.txt");

    assertThatThrownBy(() -> generate(from(request("one"), hostile, folder.resolve("out"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'" + path + "', which is a symbolic link");
  }

  @Test
  void whatIsCommittedIsWhatWasPlanned() throws IOException {
    write("every/.gitignore", "*\n");
    generate(request("one"));

    Map<String, String> planned = new TreeMap<>();
    repository.staged.forEach((path, entry) -> planned.put(path, entry.id()));
    Map<String, String> there = new TreeMap<>();
    repository.files.forEach((path, text) -> there.put(path, BlobIds.of(text.getBytes(UTF_8))));
    assertThat(planned).isEqualTo(there).containsKeys(".gitignore", ".mlops/project.yml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "every/../../x",
        "every/.git/hooks/a",
        "every/AUX.txt",
        "every/SRC/b",
        "every/a:b"
      })
  void anUnsafePathIsRefusedBeforeAnythingIsWritten(String path) {
    TemplateSource hostile = hostile().with(path, "x");

    assertThatThrownBy(() -> generate(from(request("one"), hostile, folder.resolve("out"))))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the template has the path");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static MemoryTemplate hostile() {
    return new MemoryTemplate()
        .with("mlops-template.yml", DESCRIPTOR)
        .with("kinds/one/a.py", "one\n")
        .with("pipelines/one/github/w.yml", "a: b\n");
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder.resolve("out"))) {
      assertThat(left).isEmpty();
    }
  }

  private GeneratedProject generate(GenerateRequest request) {
    return new ProjectGenerator(repository, Questions.NONE).generate(request);
  }

  private GenerateRequest request(String kind) {
    return new GenerateRequest(
        new DirectorySource(template),
        Map.of("kind", kind),
        false,
        folder.resolve("out"),
        ProjectName.parse("churn"),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.of(new ProjectRepository.Author("A", "a@b.example")),
        Optional.empty(),
        true,
        Limits.DEFAULT,
        "1.2.3");
  }

  private GenerateRequest options(GenerateRequest from, Map<String, String> options) {
    return new GenerateRequest(
        from.template(),
        options,
        false,
        from.outputDirectory(),
        from.projectName(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        from.author(),
        Optional.empty(),
        true,
        Limits.DEFAULT,
        "1.2.3");
  }

  private GenerateRequest with(GenerateRequest from, Map<String, String> values) {
    return new GenerateRequest(
        from.template(),
        from.options(),
        false,
        from.outputDirectory(),
        from.projectName(),
        Optional.empty(),
        values,
        Optional.empty(),
        from.author(),
        Optional.empty(),
        true,
        Limits.DEFAULT,
        "1.2.3");
  }

  private GenerateRequest in(GenerateRequest from, Path output) {
    return from(from, from.template(), output);
  }

  private GenerateRequest from(GenerateRequest from, TemplateSource source, Path output) {
    return new GenerateRequest(
        source,
        from.options(),
        false,
        output,
        from.projectName(),
        Optional.empty(),
        from.values(),
        Optional.empty(),
        from.author(),
        from.remote(),
        true,
        Limits.DEFAULT,
        "1.2.3");
  }

  private GenerateRequest limited(Limits limits) {
    GenerateRequest from = request("one");
    return new GenerateRequest(
        from.template(),
        from.options(),
        false,
        from.outputDirectory(),
        from.projectName(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        from.author(),
        Optional.empty(),
        true,
        limits,
        "1.2.3");
  }

  private GenerateRequest remote(String remote) {
    GenerateRequest from = request("one");
    return new GenerateRequest(
        from.template(),
        from.options(),
        false,
        from.outputDirectory(),
        from.projectName(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        from.author(),
        Optional.of(remote),
        true,
        Limits.DEFAULT,
        "1.2.3");
  }

  private GenerateRequest anonymous() {
    GenerateRequest from = request("one");
    return new GenerateRequest(
        from.template(),
        from.options(),
        false,
        from.outputDirectory(),
        from.projectName(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        Limits.DEFAULT,
        "1.2.3");
  }

  private void write(String path, String content) throws IOException {
    Path file = template.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(UTF_8));
  }
}
