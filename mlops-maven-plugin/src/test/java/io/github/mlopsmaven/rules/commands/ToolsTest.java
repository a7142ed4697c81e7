package io.github.mlopsmaven.rules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class ToolsTest {

  private final CommandCheck check = new CommandCheck();

  @Test
  void looksForTargetsInTheMakefileOfTheDirectory() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "jobs:",
                    "  a:",
                    "    steps:",
                    "      - uses: actions/checkout@v4",
                    "      - run: make lint tests CI=1 -j 4",
                    "      - run: make -C docs html && make $TARGET && make -f other.mk a",
                    "      - run: make pages",
                    "        working-directory: docs")
                .and("Makefile", "lint test:", "\ttrue")
                .and("docs/Makefile", "html:", "\ttrue")
                .and("other.mk", "b:")
                .and("other.mk", "b:", "\ttrue")
                .and("README.md", "```bash", "make YOUR_TARGET", "make training", "```")
                .findings(check))
        .containsExactly(
            ".github/workflows/a.yml:5:14: error: the makefile has no target 'tests'; use one of"
                + " lint, test (did you mean test?) [command-missing-target]",
            ".github/workflows/a.yml:7:14: error: the makefile has no target 'pages'; use html"
                + " [command-missing-target]",
            "README.md:3:6: warning: the makefile has no target 'training'; use one of lint, test"
                + " [document-command]");
  }

  @Test
  void knowsTheCommandsOfTheAzureCli() {
    String[] lines = {
      "az login --identity --client-id x",
      "az ml job create -f a.yml --set b=c --workspace d -gRG --stream -o tsv --query name",
      "az ml $KIND create --what && az foobar baz --qux && az --version && az ml -h",
      "az deployment group create -f a.bicep --parameters x=-1",
      "az container create --name a --command-line \"b --c\" && az rest --method get --url x",
      "az ml jobs show --name a",
      "az ml model register --name a",
      "az storag account list && az ml folder attach -w a",
      "az ml job create --files a.yml",
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("a.sh", lines).and("a.yml", "").and("a.bicep", "param x int");
    assertThat(project.findings(check))
        .extracting(line -> line.replaceFirst("; use one of .*(\\(did)", "; $1"))
        .containsExactly(
            "a.sh:6:7: error: the Azure CLI has no command 'az ml jobs'; use az ml job"
                + " [command-azure-cli]",
            "a.sh:7:13: error: the Azure CLI has no command 'az ml model register'; use one of"
                + " archive, create, download, list, package, restore, share, show, update"
                + " [command-azure-cli]",
            "a.sh:8:4: error: the Azure CLI has no command 'az storag'; use az storage"
                + " [command-azure-cli]",
            "a.sh:8:33: error: 'az ml folder' is a command of the retired extension azure-cli-ml;"
                + " use the extension ml, version 2 [command-azure-cli]",
            "a.sh:9:18: error: 'az ml job create' has no option '--files'; use --file"
                + " [command-azure-cli]");
    assertThat(
            project.and("setup.sh", "az extension add -n azure-cli-ml").findings(check).stream()
                .filter(line -> line.contains("az ml")))
        .isEmpty();
  }

  @Test
  void seesPathsThatAreASlipAwayFromAFile() {
    assertThat(
            ProjectUnderTest.with(
                    "run.sh",
                    "cd \"$(dirname \"$0\")\"",
                    "python tool.py --data data/samples.csv --other data/other.csv --out data/sampel.csv",
                    "tool --in data/sample1.csv")
                .and("data/sample.csv", "")
                .and("tool.py", "")
                .findings(check))
        .containsExactly(
            "run.sh:2:23: error: file 'data/samples.csv' not found; did you mean data/sample.csv?"
                + " [command-missing-file]");
  }

  @Test
  void knowsWhatSourcedScriptsSet() {
    assertThat(
            ProjectUnderTest.with(
                    "scripts/a.sh",
                    "source \"$(dirname \"${BASH_SOURCE[0]}\")/common.sh\"",
                    "bash \"$root/scripts/b.sh\" \"$root/scripts/c.sh\"",
                    "python \"$root/scripts/d.py\"")
                .and("scripts/common.sh", "source \"$(dirname \"$0\")/root.sh\"")
                .and(
                    "scripts/root.sh",
                    "root=\"$(cd \"$(dirname \"${BASH_SOURCE[0]}\")/..\" && pwd)\"")
                .and("scripts/c.sh", "true")
                .places(check))
        .containsExactly(
            "scripts/a.sh:2:6 [command-missing-file]", "scripts/a.sh:3:8 [command-missing-file]");
  }

  @Test
  void findsArtifactsThatNoStepOfAPipelinePublishes() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "azure-pipelines.yml",
                "trigger: none",
                "jobs:",
                "- job: a",
                "  steps:",
                "  - template: leave.yml",
                "    parameters: {name: model}",
                "  - task: PublishBuildArtifacts@1",
                "- job: b",
                "  steps:",
                "  - download: current",
                "    artifact: model",
                "  - download: current",
                "    artifact: modle",
                "  - task: DownloadBuildArtifacts@1",
                "    inputs: {artifactName: drop}",
                "  - task: DownloadPipelineArtifact@2",
                "    inputs: {artifact: other}",
                "  - task: DownloadPipelineArtifact@2",
                "    inputs: {buildType: specific, artifact: elsewhere}",
                "  - download: other-pipeline",
                "    artifact: elsewhere",
                "  - download: current",
                "    artifact: $(name)",
                "  - ${{ if parameters.cached }}:",
                "    - download: current",
                "      artifact: cached")
            .and(
                "leave.yml",
                "parameters:",
                "- name: name",
                "  type: string",
                "steps:",
                "- publish: README.md",
                "  artifact: ${{ parameters.name }}")
            .and("README.md", "Hello");
    assertThat(project.places(check))
        .containsExactly(
            "azure-pipelines.yml:13:15 [azure-pipelines-artifact]",
            "azure-pipelines.yml:17:24 [azure-pipelines-artifact]");
  }

  /** Its name is the value of a parameter, so that nobody sees who includes it. */
  @Test
  void aTemplateThatIsNamedByItsIncluderIsNoPipelineOfItsOwn() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "stage.yml",
                "parameters:",
                "- name: last",
                "  type: string",
                "jobs:",
                "- job: a",
                "  steps:",
                "  - publish: stage.yml",
                "    artifact: drop",
                "  - template: ${{ parameters.last }}")
            .and("last.yml", "steps:", "- download: current", "  artifact: drop");
    String[] main = {"trigger: none", "stages:", "- template: stage.yml", "  parameters:", ""};
    main[4] = "    last: first.yml";
    assertThat(project.and("azure-pipelines.yml", main).places(check))
        .contains("last.yml:3:13 [azure-pipelines-artifact]");
    main[4] = "    last: last.yml";
    assertThat(project.and("azure-pipelines.yml", main).places(check)).isEmpty();
  }

  @Test
  void doesNotPutInWhatAConditionAsksFor() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "variables: {kind: batch}",
                    "steps:",
                    "- script: az ml $(kind)-endpoint invoke --request-file a.json",
                    "  condition: and(succeeded(), eq(variables['kind'], 'online'))",
                    "- ${{ if eq(variables.kind, 'online') }}:",
                    "  - script: az ml $(kind)-endpoint invoke --request-file a.json",
                    "- script: az ml $(kind)-endpoint invoke --request-file a.json")
                .and("a.json", "{}")
                .places(check))
        .containsExactly("azure-pipelines.yml:8:11 [command-azure-cli]");
  }

  @Test
  void saysNothingAboutWhatOthersMakeOrBring() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "azure-pipelines.yml",
                "trigger: none",
                "steps:",
                "- script: |",
                "    python3.10 -m venv worker_venv && source worker_venv/bin/activate",
                "    python3 << 'EOF'",
                "    print(1)",
                "    EOF",
                "    python3 <<-EOF | tee out/log.txt",
                "    \tEOF",
                "    read -ra a <<< \"x/y.sh\"",
                "- script: python -m grpc_tools.protoc -I protos a.proto",
                "  workingDirectory: aml",
                "- script: python -m flows..evaluate",
                "- script: python -m flows.${{ parameters.kind }}.evaluate.run",
                "- script: python -m flows.$(kind).evaluate")
            .and("aml/a.py", "")
            .and("flows/evaluate.py", "")
            .and("tool/local/x.pl", "")
            .and(
                "tool/prepare.sh",
                "mkdir -p data/local",
                "cd data/local",
                "../../local/x.pl a",
                "(cd ..; ../local/x.pl b)",
                "cd \"$UNKNOWN\"",
                "local/y.pl");
    assertThat(project.findings(check)).isEmpty();
  }

  @Test
  void aFolderWithPipelinesIsARootOfItsOwn() {
    assertThat(
            ProjectUnderTest.with(
                    "samples/a/.pipelines/ci.yml",
                    "trigger: none",
                    "steps:",
                    "- script: bash a.sh",
                    "  workingDirectory: scripts",
                    "- script: bash scripts/a.sh")
                .and(
                    "samples/a/.devcontainer/devcontainer.json",
                    "{\"postCreateCommand\": \"bash scripts/a.sh\"}")
                .and("samples/a/scripts/a.sh", "true")
                .and("scripts/c.sh", "true")
                .findings(check))
        .isEmpty();
  }

  @Test
  void seesFoldersServicesAndDockerfilesThatAreNot() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "jobs:",
                    "  a:",
                    "    steps:",
                    "      - uses: actions/checkout@v4",
                    "      - run: cd data-sciense && ls",
                    "      - run: mkdir data-sciense && cd data-sciense && cd elsewhere",
                    "      - uses: docker/build-push-action@v6",
                    "        with: {context: ., file: docker/Dockerfile.api}",
                    "      - run: docker compose up -d api && docker compose -f x.yml up web && docker compose logs web")
                .and("docker-compose.yml", "services: {api: {image: a}, worker: {image: b}}")
                .and("docker/Dockerfile", "FROM a")
                .and("data-science/a.py", "")
                .and(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "steps:",
                    "- task: Docker@2",
                    "  inputs: {command: build, Dockerfile: docker/Dockerfile.web}",
                    "- task: Docker@2",
                    "  inputs: {command: build, Dockerfile: '**/Dockerfile'}")
                .places(check))
        .containsExactly(
            ".github/workflows/a.yml:5:14 [command-missing-directory]",
            ".github/workflows/a.yml:8:34 [command-missing-file]",
            ".github/workflows/a.yml:9:14 [command-missing-target]",
            "azure-pipelines.yml:4:40 [command-missing-file]");
  }
}
