package io.github.mlopsmaven.rules;

import static io.github.mlopsmaven.rules.FoundByAll.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.verify.Finding;
import io.github.mlopsmaven.verify.ProjectUnderTest;
import io.github.mlopsmaven.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where paths start, and whether what they name is made or brought by somebody else. */
class OtherRootsTest {

  private static final String[] PIPELINE = {
    "trigger: none",
    "pool: {vmImage: ubuntu-latest}",
    "steps:",
    "  - checkout: self",
    "  - script: python scripts/train.py",
  };

  @Test
  void aSampleWithAReadmeIsTheRootOfItsPipelines() {
    ProjectUnderTest project =
        ProjectUnderTest.with("samples/first/pipelines/jobs/train.yml", PIPELINE)
            .and("samples/first/scripts/train.py", "print(1)")
            .and("scripts/other.py", "print(1)");
    assertThat(found(project)).anyMatch(one -> one.contains("file 'scripts/train.py' not found"));
    assertThat(found(project.and("samples/first/README.md", "# First"))).isEmpty();
  }

  @Test
  void aFolderOfPipelinesBelowAnotherGetsFilesFromElsewhere() {
    String[] lines = {
      "trigger: {branches: {include: [main]}, paths: {include: [config/custom]}}",
      "pool: {vmImage: ubuntu-latest}",
      "steps:",
      "  - script: ./run",
      "    workingDirectory: config",
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("accelerator/.azuredevops/pipelines/a.yml", lines);
    assertThat(found(project)).isEmpty();
    assertThat(found(project.and("accelerator/config/other/a.txt", "x")))
        .anyMatch(one -> one.contains("[azure-pipelines-path-filter]"));
    assertThat(found(ProjectUnderTest.with("pipelines/a.yml", lines)))
        .anyMatch(one -> one.contains("directory 'config' not found"));
  }

  @Test
  void aPipelineAmongTemplatesIsCopiedToWhereItIsUsed() {
    String[] lines = {"trigger: none", "jobs:", "  - template: templates/jobs/publish.yml"};
    String[] job = {"jobs:", "  - job: a", "    steps:", "      - script: 'true'"};
    ProjectUnderTest project =
        ProjectUnderTest.with("ops/templates/pipelines/a.yml", lines)
            .and("ops/templates/jobs/publish.yml", job);
    assertThat(found(project)).isEmpty();
    assertThat(
            found(
                ProjectUnderTest.with("ops/pipelines/a.yml", lines)
                    .and("ops/templates/jobs/publish.yml", job)))
        .anyMatch(one -> one.contains("[azure-pipelines-missing-template]"));
  }

  @Test
  void aTemplateIsKnownByItsParameters() {
    String[] lines = {
      "parameters:",
      "  - {name: script, type: string}",
      "steps:",
      "  - checkout: self",
      "  - script: python tools/check.py --file ${{ parameters.script }}",
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("build/check.yml", lines).and("tools/other.py", "print(1)");
    assertThat(found(project)).isEmpty();
    assertThat(
            found(
                ProjectUnderTest.with(
                        "build/check.yml", "trigger: none", lines[2], lines[3], lines[4])
                    .and("tools/other.py", "print(1)")))
        .anyMatch(one -> one.contains("file 'tools/check.py' not found"));
  }

  @Test
  void whatGitIgnoresIsMadeByWhoeverUsesIt() {
    ProjectUnderTest project =
        ProjectUnderTest.with("scripts/setup.sh", "source ../conf/local.env")
            .and("conf/other.txt", "x");
    assertThat(found(project)).anyMatch(one -> one.contains("file 'conf/local.env' not found"));
    assertThat(found(project.and(".gitignore", "*.env"))).isEmpty();
  }

  private static ProjectUnderTest built(String directory) {
    return ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "on: push",
            "jobs:",
            "  a:",
            "    runs-on: ubuntu-latest",
            "    steps:",
            "      - uses: actions/checkout@v4",
            "      - run: |",
            "          sphinx-build -b texinfo docs docs/" + directory,
            "          make -C docs/texinfo info")
        .and("docs/index.rst", "");
  }

  @Test
  void aProgramMayMakeTheDirectoryThatItIsGiven() {
    assertThat(found(built("texinfo"))).isEmpty();
    assertThat(found(built("textinfo")))
        .anyMatch(one -> one.contains("[command-missing-directory]"));
  }

  @Test
  void aDocumentMayDrawWhatItTellsToMake() {
    String[] command = {"```bash", "terraform plan -var-file=common/dev.tfvars", "```"};
    ProjectUnderTest project = ProjectUnderTest.with("guide.md", command).and("common/main.tf", "");
    assertThat(found(project)).anyMatch(one -> one.contains("[document-command]"));
    assertThat(
            found(
                project.and(
                    "guide.md",
                    "```",
                    "├── common",
                    "│   ├── dev.tfvars",
                    "```",
                    command[0],
                    command[1],
                    command[2])))
        .isEmpty();
  }

  @Test
  void aKeyInATestIsDoubtful() {
    String[] key = {"-----BEGIN RSA PRIVATE KEY-----", "x".repeat(64)};
    assertThat(found(ProjectUnderTest.with("tests/certs/server.key", key)))
        .singleElement()
        .asString()
        .contains("warning: this looks like a private key");
    assertThat(found(ProjectUnderTest.with("certs/server.key", key)))
        .singleElement()
        .asString()
        .contains("error: this looks like a private key");
  }

  @Test
  void aPasswordForAServiceBesideItIsDoubtful() {
    assertThat(found(ProjectUnderTest.with("run.env", "DB=mysql://root:whal3hello@db:3306/x")))
        .singleElement()
        .asString()
        .contains("warning: this looks like a password");
    assertThat(found(ProjectUnderTest.with("run.env", "DB=mysql://root:whal3hello@db.corp.io/x")))
        .singleElement()
        .asString()
        .contains("error: this looks like a password");
    assertThat(
            found(ProjectUnderTest.with("run.env", "A=http://user:pass%20pass@complex.url.com/x")))
        .isEmpty();
  }

  @Test
  void aSymbolicLinkHasWhatItLeadsTo(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("infra/check"));
    Files.createDirectories(folder.resolve("shared"));
    Files.writeString(folder.resolve("shared/tool.py"), "print(1)\n");
    Files.writeString(
        folder.resolve("infra/variables.tf"), "variable \"stage\" {\n  type = string\n}\n");
    Files.writeString(folder.resolve("infra/main.tf"), "locals {\n  name = var.stage\n}\n");
    Files.writeString(
        folder.resolve("infra/check/out.tf"), "output \"a\" {\n  value = var.stage\n}\n");
    Files.createSymbolicLink(
        folder.resolve("infra/check/variables.tf"), Path.of("..", "variables.tf"));
    Files.createSymbolicLink(folder.resolve("tools"), Path.of("shared"));
    Files.writeString(folder.resolve("run.sh"), "python tools/tool.py\n");

    assertThat(verified(folder)).isEmpty();
    Files.writeString(
        folder.resolve("infra/check/out.tf"), "output \"a\" {\n  value = var.stages\n}\n");
    assertThat(verified(folder)).anyMatch(one -> one.contains("var.stages"));
  }

  private static List<String> verified(Path folder) {
    Verification verification =
        new Verification(
            AllChecks.list(),
            List.of(),
            (name, ref) -> {
              throw new EnvironmentException("no " + name, "none", null);
            });
    return verification.project("it", new DirectorySource(folder)).verified().stream()
        .flatMap(one -> one.findings().stream())
        .map(Finding::problem)
        .toList();
  }
}
