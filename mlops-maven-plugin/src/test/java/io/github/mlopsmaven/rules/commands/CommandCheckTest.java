package io.github.mlopsmaven.rules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandCheckTest {

  private static final String CHECKOUT = "      - uses: actions/checkout@v4";

  private final CommandCheck check = new CommandCheck();

  private static ProjectUnderTest workflow(String... steps) {
    String[] lines = new String[steps.length + 5];
    lines[0] = "on: push";
    lines[1] = "jobs:";
    lines[2] = "  a:";
    lines[3] = "    steps:";
    lines[4] = CHECKOUT;
    System.arraycopy(steps, 0, lines, 5, steps.length);
    return ProjectUnderTest.with(".github/workflows/a.yml", lines)
        .and("mlops/train/data.yml", "a: 1")
        .and("infrastructure/main.tf", "variable \"stage\" {}");
  }

  @Test
  void reportsAFileThatAStepNames() {
    assertThat(
            workflow(
                    "      - run: |",
                    "          az ml data create --file mlops/train/data.yml",
                    "          az ml environment create -f mlops/train/env.yml")
                .findings(check))
        .containsExactly(
            ".github/workflows/a.yml:8:39: error: file 'mlops/train/env.yml' not found; add"
                + " it, or correct the path [command-missing-file]");
  }

  @Test
  void saysNothingWhereThereIsDoubt() {
    assertThat(
            workflow(
                    "      - run: |",
                    "          az ml job create --file mlops/train/$NAME.yml",
                    "          az ml job create --file ${{ github.event.inputs.file }}",
                    "          az ml job create --file \"$(find mlops -name '*.yml')\"",
                    "          az ml job create --file https://example.com/job.yml",
                    "          echo 'a: 1' > mlops/train/made.yml",
                    "          az ml job create --file mlops/train/made.yml",
                    "          cat <<EOF",
                    "          bash mlops/nothing.sh",
                    "          EOF",
                    "          curl -o tool.sh https://example.com/tool.sh",
                    "          bash tool.sh",
                    "          bash -c 'mlops/nothing.sh'",
                    "          python -m pytest mlops/train/*.py # bash mlops/nothing.sh")
                .findings(check))
        .isEmpty();
  }

  @Test
  void looksAtWhatIsCheckedOutOnly() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "jobs:",
                    "  none:",
                    "    steps:",
                    "      - run: bash mlops/x.sh",
                    "  other:",
                    "    steps:",
                    "      - uses: actions/checkout@v4",
                    "        with: {repository: a/b}",
                    "      - run: bash mlops/x.sh",
                    "  below:",
                    "    steps:",
                    "      - uses: actions/checkout@v4",
                    "        with: {path: here}",
                    "      - run: bash here/mlops/a.sh",
                    "      - run: bash here/mlops/x.sh")
                .and("mlops/a.sh", "true")
                .places(check))
        .containsExactly(".github/workflows/a.yml:15:14 [command-missing-file]");
  }

  @Test
  void followsDirectories() {
    assertThat(
            workflow(
                    "      - run: az ml data create --file data.yml",
                    "        working-directory: mlops/train",
                    "      - run: |",
                    "          (cd mlops && az ml data create --file train/data.yml)",
                    "          cd mlops/train",
                    "          az ml data create --file ./nothing.yml",
                    "      - run: echo",
                    "        working-directory: mlops/nowhere",
                    "      - run: terraform -chdir=infrastucture plan")
                .places(check))
        .containsExactly(
            ".github/workflows/a.yml:11:36 [command-missing-file]",
            ".github/workflows/a.yml:13:28 [command-missing-directory]",
            ".github/workflows/a.yml:14:14 [command-missing-directory]");
  }

  @Test
  void knowsTheVariablesOfTerraform() {
    assertThat(
            workflow(
                    "      - run: terraform -chdir=infrastructure plan -var stage=dev -var \"secret=x\"")
                .findings(check))
        .containsExactly(
            ".github/workflows/a.yml:6:14: error: `-var secret=…` is given, and infrastructure"
                + " declares no such variable; remove it, or declare `variable \"secret\"` in"
                + " infrastructure [command-terraform-variable]");
  }

  @Test
  void putsTheValuesOfACallIn() {
    ProjectUnderTest templates =
        ProjectUnderTest.with(
            ".github/workflows/register.yml",
            "on:",
            "  workflow_call:",
            "    inputs:",
            "      file: {type: string}",
            "      conda: {type: string}",
            "jobs:",
            "  a:",
            "    steps:",
            CHECKOUT,
            "      - run: az ml data create -f ${{ github.workspace }}/${{ inputs.file }}",
            "      - run: az ml environment create --conda-file ${{ github.workspace }}/${{ inputs.conda }}");
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "jobs:",
                    "  a:",
                    "    uses: o/templates/.github/workflows/register.yml@main",
                    "    with:",
                    "      file: mlops/data.yml")
                .and("mlops/other.yml", "a: 1")
                .templates("o/templates", "t")
                .calling("o/templates@main", templates)
                .findings(check))
        .containsExactly(
            ".github/workflows/a.yml:5:13: error: file 'mlops/data.yml' not found; add it, or"
                + " correct the path [command-missing-file]");
  }

  @Test
  void readsScriptsWithTheirConstantsAndFunctions() {
    assertThat(
            ProjectUnderTest.with(
                    "infrastructure/deploy.sh",
                    "here=\"$(cd \"$(dirname \"$0\")\" && pwd)\"",
                    "batch=mlops/batch",
                    "tf() { terraform -chdir=\"$here\" \"$@\"; }",
                    "source \"$here/../scripts/config.sh\"",
                    "source \"$(dirname \"${BASH_SOURCE[0]}\")/nothing.sh\"",
                    "az ml batch-endpoint create --file \"$batch/endpoint.yml\"",
                    "az ml batch-endpoint create --file \"$batch\"/{endpoint,deployment}.yml",
                    "case $1 in a) file=mlops/batch/other.yml ;; b) file=mlops/batch/endpoint.yml ;; esac",
                    "tf plan -var \"stage=$2\" -var \"stge=$2\"")
                .and("infrastructure/main.tf", "variable \"stage\" {}")
                .and("scripts/config.sh", "true")
                .and("mlops/batch/endpoint.yml", "a: 1")
                .places(check))
        .containsExactly(
            "infrastructure/deploy.sh:5:8 [command-missing-file]",
            "infrastructure/deploy.sh:7:36 [command-missing-file]",
            "infrastructure/deploy.sh:8:20 [command-missing-file]",
            "infrastructure/deploy.sh:9:31 [command-terraform-variable]");
  }

  @Test
  void followsTemplatesCheckoutsAndVariablesOfAzurePipelines() {
    ProjectUnderTest templates =
        ProjectUnderTest.with(
                "steps/register.yml",
                "parameters:",
                "- name: file",
                "  type: string",
                "steps:",
                "- task: AzureCLI@2",
                "  inputs:",
                "    workingDirectory: $(System.DefaultWorkingDirectory)",
                "    scriptLocation: inlineScript",
                "    inlineScript: |",
                "      az ml data create --file ${{ parameters.file }}",
                "      python templates/src/x.py",
                "- task: TerraformTaskV2@2",
                "  inputs:",
                "    command: plan",
                "    workingDirectory: $(System.DefaultWorkingDirectory)/$(dir)",
                "    commandOptions: '-var \"stage=$(stage)\" -var \"secret=$(secret)\"'")
            .and("src/x.py", "x = 1");
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "pipelines/a.yml",
                "variables:",
                "- ${{ if eq(1, 1) }}:",
                "  - template: ../config.yml",
                "resources:",
                "  repositories:",
                "  - repository: t",
                "    name: o/templates",
                "    ref: main",
                "jobs:",
                "- job: a",
                "  steps:",
                "  - checkout: self",
                "    path: s/",
                "  - checkout: t",
                "    path: s/templates/",
                "  - template: steps/register.yml@t",
                "    parameters:",
                "      file: mlops/data.yml",
                "  - bash: bash mlops/x.sh",
                "    workingDirectory: code/")
            .and("config.yml", "variables:", "  dir: infrastructure", "  stage: dev")
            .and("mlops/a.yml", "a: 1")
            .and("infrastructure/main.tf", "variable \"stage\" {}");
    assertThat(
            project
                .templates("o/templates", "t")
                .calling("o/templates@main", templates)
                .places(check))
        .containsExactly(
            "pipelines/a.yml:16:15 [command-terraform-variable]",
            "pipelines/a.yml:18:13 [command-missing-file]",
            "pipelines/a.yml:20:23 [command-missing-directory]");
    assertThat(
            project
                .and("config.yml", "variables:", "  dir: infra/terraform", "  stage: dev")
                .places(check))
        .containsExactly(
            "config.yml:2:8 [command-missing-directory]",
            "pipelines/a.yml:18:13 [command-missing-file]",
            "pipelines/a.yml:20:23 [command-missing-directory]");
  }

  @Test
  void looksAtTheCommandsOfAzureMl() {
    assertThat(
            ProjectUnderTest.with(
                    "mlops/train.yml",
                    "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json",
                    "code: ../src",
                    "command: >-",
                    "  python trian.py --data ${{inputs.data}}")
                .and(
                    "mlops/module.yml",
                    "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json",
                    "code: ../src",
                    "command: python -m fares.evaluate && python -m fares.train")
                .and("src/train.py", "x = 1")
                .and("src/fares/train.py", "x = 1")
                .findings(check))
        .containsExactly(
            "mlops/module.yml:3:10: error: no module 'fares.evaluate' in 'src'; add it, or"
                + " correct its name [command-missing-file]",
            "mlops/train.yml:3:10: error: file 'src/trian.py' not found; add it, or correct"
                + " the path [command-missing-file]");
  }

  @Test
  void knowsGuardsAndWhatIsMadeOfNotebooks() {
    assertThat(
            ProjectUnderTest.with(
                    "dev/run.sh",
                    "if [ -f dev/local.env ]; then",
                    "  source dev/local.env",
                    "fi",
                    "[ -f dev/settings ] && cat dev/settings",
                    "source activate train",
                    "python dev/explore.py")
                .and("dev/explore.ipynb", "{}")
                .findings(new CommandCheck()))
        .isEmpty();
  }

  @Test
  void looksAtCommandsOfDocuments() {
    assertThat(
            ProjectUnderTest.with(
                    "README.md",
                    "```bash",
                    "$ bash scripts/a.sh",
                    "bash scripts/b.sh",
                    "python tool.py",
                    "```",
                    "```text",
                    "bash scripts/c.sh",
                    "```",
                    "```sh",
                    "cat infra/below/d.sh PATH/to/e.sh",
                    "git clone https://e.x/y",
                    "bash scripts/e.sh",
                    "```")
                .and("scripts/a.sh", "")
                .and("infra/a.tf", "")
                .and("e/infra/below/d.sh", "")
                .findings(new CommandCheck()))
        .containsExactly(
            "README.md:3:6: warning: file 'scripts/b.sh' not found; add it, or correct the path"
                + " [document-command]",
            "README.md:4:8: warning: file 'tool.py' not found; add it, or correct the path"
                + " [document-command]");
  }

  @Test
  void looksAtCommandsOfADevelopmentContainer() {
    assertThat(
            ProjectUnderTest.with(
                    ".devcontainer/devcontainer.json",
                    "{",
                    "  // why",
                    "  \"postCreateCommand\": \"pip install -r requirement.txt && bash a.sh\",",
                    "  \"postStartCommand\": {\"x\": [\"bash\", \"b.sh\"], \"y\": \"sh c.sh\"}",
                    "}")
                .and("a.sh", "")
                .and("c.sh", "")
                .places(new CommandCheck()))
        .containsExactlyInAnyOrder(
            ".devcontainer/devcontainer.json:3:24 [command-missing-file]",
            ".devcontainer/devcontainer.json:4:29 [command-missing-file]");
  }

  @Test
  void allowsTemplatesForOthersTheFilesOfThoseAndTheFolderOfThisRepository() {
    String[] steps = {
      "steps:",
      "  - script: |",
      "      pip install -r data-science/requirements.txt",
      "      python templates/src/sdk/register_data.py",
      "      python templates/src/sdk/register_date.py",
      "    workingDirectory: $(Build.SourcesDirectory)",
      "  - script: make",
      "    workingDirectory: code/"
    };
    ProjectUnderTest repository =
        ProjectUnderTest.with("templates/register.yml", steps)
            .and("src/sdk/register_data.py", "")
            .and(
                ".github/workflows/register.yml",
                "on: workflow_call",
                "jobs:",
                "  a:",
                "    steps:",
                CHECKOUT,
                "      - run: |",
                "          python templates/src/sdk/register_data.py",
                "          python templates/src/sdk/register_date.py",
                "      - run: make",
                "        working-directory: code");
    assertThat(repository.places(new CommandCheck()))
        .containsExactlyInAnyOrder(
            ".github/workflows/register.yml:8:18 [command-missing-file]",
            "templates/register.yml:5:14 [command-missing-file]");
    // A pipeline that includes the template runs it among the files of this repository.
    assertThat(
            repository
                .and("ci.yml", "trigger: none", "steps:", "  - template: templates/register.yml")
                .places(new CommandCheck()))
        .contains(
            "templates/register.yml:4:14 [command-missing-file]",
            "templates/register.yml:8:23 [command-missing-directory]");
  }

  @ParameterizedTest
  @CsvSource({
    "pytest -q test, true",
    "pytest test -k x, true",
    "pytest tests -k \"test\" -v, false",
    "pytest tests -m test, false",
    "pytest tests -o=x test, true"
  })
  void aWordIsAFolderOfWhichALetterIsMissing(String script, boolean isSeen) {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                ".github/workflows/a.yml",
                "on: push",
                "jobs:",
                "  a:",
                "    runs-on: ubuntu-24.04",
                "    steps:",
                CHECKOUT,
                "      - run: " + script)
            .and("tests/test_a.py", "");
    assertThat(project.places(new CommandCheck())).hasSize(isSeen ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mkdir -p out && touch out/a | true
          test -d x; mkdir out | true
          git clone "https://x:${TOKEN}@github.com/${{ github.repository }}.wiki.git" out | true
          if [ -n "$X" ]; then mkdir out; fi | true
          mkdir other && touch other/a | false
          echo mkdir out | false
          """)
  void aStepBeforeMakesTheDirectoryOfTheNextOne(String script, boolean isThere) {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                ".github/workflows/a.yml",
                "on: push",
                "jobs:",
                "  a:",
                "    runs-on: ubuntu-24.04",
                "    steps:",
                CHECKOUT,
                "      - run: " + "|",
                "          " + script,
                "      - run: ls",
                "        working-directory: out")
            .and(
                "azure-pipelines.yml",
                "pool: {vmImage: ubuntu-24.04}",
                "steps:",
                "  - bash: " + "|",
                "      " + script.replace("${{ github.repository }}", "a/b"),
                "  - bash: ls",
                "    workingDirectory: out");

    assertThat(project.places(new CommandCheck()))
        .containsExactlyInAnyOrderElementsOf(
            isThere
                ? List.of()
                : List.of(
                    ".github/workflows/a.yml:10:28 [command-missing-directory]",
                    "azure-pipelines.yml:6:23 [command-missing-directory]"));
  }

  /** However long the first branch is: a pattern that goes back would take hours. */
  @Test
  @Timeout(20)
  void aLongBranchIsReadOnce() {
    List<String> lines = new ArrayList<>(List.of("#!/bin/bash", "if [[ $1 == check ]]; then"));
    lines.addAll(Collections.nCopies(500, "    echo a  b   c    d"));
    lines.addAll(List.of("else", "  python none/a.py", "fi"));
    assertThat(
            ProjectUnderTest.with("a.sh", lines.toArray(String[]::new))
                .and("b.sh", "#!/bin/bash", "bash a.sh check 1")
                .and("none/b.py", "")
                .places(new CommandCheck()))
        .containsExactly("a.sh:504:10 [command-missing-file]");
  }
}
