package io.github.mlopsmaven.rules;

import static io.github.mlopsmaven.rules.FoundByAll.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

/** What public projects of other shapes do, and what verify has to say about it. */
class ForeignProjectsTest {

  private static ProjectUnderTest workflow(String... run) {
    String[] lines = new String[run.length + 8];
    String[] head = {
      "name: a",
      "on: push",
      "jobs:",
      "  a:",
      "    runs-on: ubuntu-latest",
      "    steps:",
      "      - uses: actions/checkout@v4",
      "      - run: |"
    };
    System.arraycopy(head, 0, lines, 0, head.length);
    for (int i = 0; i < run.length; i++) {
      lines[head.length + i] = "          " + run[i];
    }
    return ProjectUnderTest.with(".github/workflows/a.yml", lines);
  }

  @Test
  void aFileThatAWrittenProgramMakesIsNotMissing() {
    assertThat(
            found(
                workflow(
                    "cat > edit.py <<'EOF'",
                    "import sys",
                    "EOF",
                    "python edit.py made.yml",
                    "az ml component create --file made.yml")))
        .isEmpty();
    assertThat(found(workflow("az ml component create --file made.yml")))
        .singleElement()
        .asString()
        .contains("'made.yml' not found");
  }

  @Test
  void aFileThatUsersMakeFromItsExampleIsNotMissing() {
    ProjectUnderTest project = workflow("az bicep build-params --file infra/main.bicepparam");
    assertThat(found(project.and("infra/other.bicep", "output a string = 'b'")))
        .singleElement()
        .asString()
        .contains("'infra/main.bicepparam' not found");
    assertThat(
            found(
                project
                    .and("infra/main.bicep", "output a string = 'b'")
                    .and("infra/main.example.bicepparam", "using 'main.bicep'")))
        .isEmpty();
  }

  @Test
  void importsOfPackagesThatAreCalledNearlyTheSameAreProvided() {
    assertThat(
            found(
                ProjectUnderTest.with(
                        "app/main.py",
                        "import traceback; traceback.print_exc()",
                        "import jose",
                        "import pandas",
                        "jose, pandas")
                    .and("app/requirements.txt", "python-jose[cryptography]", "pandas")))
        .isEmpty();
  }

  @Test
  void whatExtrasBringIsNotKnown() {
    assertThat(
            found(
                ProjectUnderTest.with(
                        "app/main.py",
                        "from azure.ml.component import dsl",
                        "import shrike",
                        "dsl, shrike")
                    .and("app/requirements.txt", "shrike[pipeline]")))
        .isEmpty();
  }

  @Test
  void aNameThatIsFilledInIsNoStorageAccount() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    "README.md",
                    "abfss://a@st{env}{project}shared.dfs.core.windows.net/",
                    "abfss://a@storage.dfs.core.windows.net/")))
        .isEmpty();
  }

  @Test
  void requirementsInADirectoryAreRead() {
    assertThat(
            found(
                ProjectUnderTest.with("requirements/base.txt", "pandas==2.2.2", "pandas==2.1.0")
                    .and("requirements/dev.txt", "-r bases.txt", "ruff=1")
                    .and("conda.yml", "channels: [a]", "dependencies:", "  - pandas=2..2")))
        .hasSize(4)
        .allMatch(line -> line.endsWith("[python-requirements]"));
  }

  @Test
  void aFileOfTheSameNameElsewhereMakesNothing() {
    assertThat(
            found(
                ProjectUnderTest.with(
                        "jobs/train.yaml",
                        "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json",
                        "command: python -c 1",
                        "code: ../src",
                        "environment:",
                        "  image: a/b:1",
                        "  conda_file: ../environment/train.yaml",
                        "compute: azureml:serverless")
                    .and(
                        "src/a.sh", "#!/bin/sh", "az ml job create --file jobs/train.yaml -o tsv")))
        .anySatisfy(line -> assertThat(line).contains("'../environment/train.yaml' not found"));
  }

  @Test
  void contextsAreThereWhereGithubHasThem() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "name: a",
            "on:",
            "  push:",
            "    branches: [main]",
            "    branches-ignore: [dev]",
            "  workflow_dispatch:",
            "    inputs:",
            "      stage: {type: choice}",
            "env: {A: b}",
            "jobs:",
            "  a:",
            "    if: env.A != '' || secrets.B != ''",
            "    runs-on: ubuntu-latest",
            "    env: {C: \"${{ secrets.C }}\"}",
            "    strategy: {matrix: {a: [1]}}",
            "    name: a ${{ matrix.a }}",
            "    steps:",
            "      - run: echo ${{ env.A }} ${{ secrets.B }}",
            "        if: env.A != '' && secrets.B != ''");
    assertThat(found(project))
        .anySatisfy(line -> assertThat(line).contains("a.yml:5:", "'branches-ignore' stand in one"))
        .anySatisfy(line -> assertThat(line).contains("a.yml:8:", "has no options"))
        .anySatisfy(line -> assertThat(line).contains("a.yml:12:", "'env' is not available at if"))
        .anySatisfy(line -> assertThat(line).contains("a.yml:12:", "'secrets' is not available"))
        .anySatisfy(
            line ->
                assertThat(line).contains("a.yml:19:", "'secrets' is not available at steps.if"))
        .noneMatch(line -> line.contains("a.yml:14:") || line.contains("a.yml:16:"));
  }

  @Test
  void stagesThatATemplateIsGivenAreLookedAt() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "azure-pipelines.yml",
                "trigger: none",
                "extends:",
                "  template: base.yml",
                "  parameters:",
                "    stages:",
                "      - stage: a",
                "        jobs:",
                "          - job: b",
                "            steps:",
                "              - template: steps/a.yml",
                "              - bash: python scripts/run.py")
            .and(
                "base.yml",
                "parameters:",
                "  - name: stages",
                "    type: stageList",
                "stages:",
                "  - ${{ each stage in parameters.stages }}:",
                "      - ${{ stage }}")
            .and("scripts/other.py", "print(1)");
    assertThat(found(project))
        .anySatisfy(line -> assertThat(line).contains("azure-pipelines.yml:10:", "steps/a.yml"))
        .anySatisfy(
            line -> assertThat(line).contains("azure-pipelines.yml:11:", "'scripts/run.py'"));
  }

  @Test
  void aVariableMayBeGivenTheValueOfOneFromAGroup() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "variables:",
                    "  - group: registry",
                    "  - name: acrName",
                    "    value: $(ACR_NAME)",
                    "steps:",
                    "  - bash: echo $(acrName)")))
        .isEmpty();
  }

  @Test
  void aStageOfAnImageHasToBeThere() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    "Dockerfile", "FROM python:3.11 AS base", "FROM bases AS last", "RUN true")))
        .singleElement()
        .asString()
        .contains("there is no stage 'bases'");
  }
}
