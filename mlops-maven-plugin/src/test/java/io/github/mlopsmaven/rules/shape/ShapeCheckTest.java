package io.github.mlopsmaven.rules.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class ShapeCheckTest {

  private final ShapeCheck check = new ShapeCheck();

  @Test
  void reportsKeysThatAWorkflowDoesNotHaveAndThoseThatItLacks() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "on: push",
                    "jobs:",
                    "  a:",
                    "    runs_on: ubuntu-24.04",
                    "    steps:",
                    "      - run: echo",
                    "        shel: bash")
                .findings(check))
        .satisfiesExactly(
            unknown ->
                assertThat(unknown)
                    .startsWith(
                        ".github/workflows/a.yml:4:5: error: 'runs_on' is not a key here; use one"
                            + " of ")
                    .endsWith(" (did you mean runs-on?) [github-shape]"),
            missing ->
                assertThat(missing)
                    .isEqualTo(
                        ".github/workflows/a.yml:4:5: error: the key 'runs-on' is missing; add"
                            + " 'runs-on' [github-shape]"),
            nested ->
                assertThat(nested)
                    .startsWith(".github/workflows/a.yml:7:9: error: 'shel' is not a key here;"));
  }

  @Test
  void acceptsAWorkflowWithExpressionsAndNumbersForTexts() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "name: 2024",
                    "on: {workflow_call: {inputs: {a: {type: string, default: 1}}}}",
                    "permissions: {id-token: write}",
                    "jobs:",
                    "  a:",
                    "    runs-on: ${{ inputs.a }}",
                    "    timeout-minutes: ${{ fromJSON(inputs.a) }}",
                    "    strategy: {matrix: {python: [3.10, '3.11']}}",
                    "    steps:",
                    "      - uses: actions/setup-python@v5",
                    "        with: {python-version: 3.10}",
                    "  b:",
                    "    uses: ./.github/workflows/b.yml",
                    "    secrets: inherit")
                .and(
                    "act/action.yml",
                    "name: a",
                    "description: b",
                    "runs:",
                    "  using: composite",
                    "  steps: [{run: echo, shell: bash}]")
                .findings(check))
        .isEmpty();
  }

  @Test
  void reportsWhatIsWrongWithTheStepThatWasMeant() {
    assertThat(
            ProjectUnderTest.with(
                    "p.yml",
                    "trigger: none",
                    "steps:",
                    "  - script: echo",
                    "    workingdir: src",
                    "  - task: AzureCLI@2",
                    "    input: {}")
                .places(check))
        .containsExactly("p.yml:4:5 [azure-pipelines-shape]", "p.yml:6:5 [azure-pipelines-shape]");
  }

  @Test
  void looksPastTemplateExpressions() {
    assertThat(
            ProjectUnderTest.with(
                    "p.yml",
                    "parameters:",
                    "  - {name: tasks, type: object, default: []}",
                    "variables:",
                    "  - ${{ if eq(variables['Build.SourceBranchName'], 'main') }}:",
                    "    - template: prod.yml",
                    "  - {name: a, value: b}",
                    "stages:",
                    "  - ${{ each t in parameters.tasks }}:",
                    "    - stage: ${{ t.name }}",
                    "      jobs:",
                    "        - job: a",
                    "          ${{ if eq(1, 1) }}:",
                    "            pool: {vmImage: ubuntu-24.04}",
                    "          steps:",
                    "            - ${{ if true }}:",
                    "              - Script: echo",
                    "                displayName: 1")
                .and("prod.yml", "variables: {a: 1}")
                .findings(check))
        .isEmpty();
  }

  @Test
  void saysNothingAboutYamlThatIsSomethingElse() {
    assertThat(
            ProjectUnderTest.with(".yamllint.yml", "extends: default", "rules: {}")
                .and("conda.yml", "name: a", "dependencies: [python=3.11]")
                .and(".gitlab-ci.yml", "stages: [build]", "build: {script: [make]}")
                .and("job.yml", "type: pipeline", "jobs: {a: {type: command}}")
                .findings(check))
        .isEmpty();
  }

  @Test
  void takesNoFileOfAnotherToolForAPipeline() {
    assertThat(
            ProjectUnderTest.with(
                    "cloudbuild/release.yaml",
                    "steps:",
                    "  - name: gcr.io/cloud-builders/docker",
                    "    args: [build, .]",
                    "timeout: 600s",
                    "options: {logging: CLOUD_LOGGING_ONLY}")
                .and("k8s.yml", "kind: Job", "steps:", "  - script: x", "more: y")
                .and("schedule.yml", "trigger: {type: cron, expression: 0 3 * * 1}", "job: x.yml")
                .and("gitlab.yml", "stages: [build, test]", "build: {script: [make]}")
                .findings(new ShapeCheck()))
        .isEmpty();
    assertThat(
            ProjectUnderTest.with("steps.yml", "steps:", "  - script: make", "    display: Make")
                .places(new ShapeCheck()))
        .hasSize(1);
  }

  @Test
  void allowsWhatTheServicesAllowAndTheSchemasDoNot() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger:",
                    "  branches: {include: ['microsoft:main']}",
                    "  paths: {include: [docs/, src/]}",
                    "steps:",
                    "  - script: make")
                .and(
                    ".github/workflows/a.yml",
                    "on:",
                    "  pull_request: {paths: 'docs/**', branches: main}",
                    "jobs:",
                    "  a: {runs-on: ubuntu-latest, steps: [{run: make}]}")
                .findings(new ShapeCheck()))
        .isEmpty();
  }

  @Test
  void looksAtWhatATemplateIsGiven() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "extends:",
                    "  template: base.yml",
                    "  parameters:",
                    "    target: dev",
                    "    stages:",
                    "    - stage: a",
                    "      jobs:",
                    "      - job: b",
                    "        dependOn: c",
                    "        steps:",
                    "        - script: echo",
                    "    values: [{name: a, job: b}]")
                .places(new ShapeCheck()))
        .containsExactly("azure-pipelines.yml:10:9 [azure-pipelines-shape]");
  }

  @Test
  void comparesComposeFilesAndDependabot() {
    assertThat(
            ProjectUnderTest.with(
                    "docker-compose.yml",
                    "x-common: &common {restart: always}",
                    "services:",
                    "  a:",
                    "    <<: *common",
                    "    image: a",
                    "    ports: ['${PORT:-80}:80', 8080]",
                    "    cpus: ${CPUS}",
                    "    x-own: b",
                    "    environment: {A: 1, B: , C: true}",
                    "    depends_on: {b: {condition: started}}",
                    "    restarts: no")
                .and(
                    ".github/dependabot.yaml",
                    "version: 2",
                    "updates:",
                    "  - package-ecosystem: pip",
                    "    directories: [/, /src]",
                    "    schedule: {interval: cron, cronjob: '0 1 * * *'}",
                    "    groups: {all: {patterns: ['*']}}",
                    "    ignore: [{dependency-name: a, versions: ['1.x']}]",
                    "  - package-ecosystem: pipp",
                    "    directory: /",
                    "    schedule: {interval: daily}")
                .places(new ShapeCheck()))
        .containsExactly(
            ".github/dependabot.yaml:8:24 [dependabot-shape]",
            "docker-compose.yml:10:33 [compose-shape]",
            "docker-compose.yml:11:5 [compose-shape]");
  }

  @Test
  void warnsOfReviewersAndAsksForTheIntervalOfASchedule() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/dependabot.yml",
                    "version: 2",
                    "updates:",
                    "  - package-ecosystem: pip",
                    "    directory: /",
                    "    schedule: {day: monday}",
                    "    reviewers: [octocat]",
                    "  - package-ecosystem: maven",
                    "    directory: /",
                    "    schedule: {interval: cron}",
                    "    reviewer: [octocat]")
                .findings(check))
        .satisfiesExactly(
            interval ->
                assertThat(interval)
                    .isEqualTo(
                        ".github/dependabot.yml:5:15: error: schedule.interval is required; add"
                            + " 'interval' with daily, weekly, monthly, quarterly, semiannually,"
                            + " yearly or cron [dependabot-shape]"),
            reviewers ->
                assertThat(reviewers)
                    .isEqualTo(
                        ".github/dependabot.yml:6:5: warning: 'reviewers' is ignored by GitHub,"
                            + " which removed it in 2025; remove it, and name the reviewers in"
                            + " .github/CODEOWNERS [dependabot-ignored-key]"),
            cron -> assertThat(cron).contains("9:15: error: the key 'cronjob' is missing"),
            slip -> assertThat(slip).contains("10:5: error: 'reviewer' is not a key here"));
  }

  @Test
  void takesAnActionAsTheRunnerDoes() {
    assertThat(
            ProjectUnderTest.with(
                    "act/action.yml",
                    "name: a",
                    "inputs:",
                    "  a: {type: string, default: b}",
                    "  c: {requird: true}",
                    "runs:",
                    "  using: composite",
                    "  steps: [{run: echo, shell: bash}]")
                .places(check))
        .containsExactly("act/action.yml:4:7 [github-shape]");
  }

  @Test
  void namesTheTypeThatAValueOfAzureMlMustHave() {
    assertThat(
            ProjectUnderTest.with(
                    "compute.yml",
                    "$schema: https://azuremlschemas.azureedge.net/latest/amlCompute.schema.json",
                    "name: a",
                    "type: amlcompute",
                    "size: [b]",
                    "min_instances: '0'",
                    "max_instances: [2]",
                    "enable_node_public_ip: [true]")
                .findings(check))
        .containsExactly(
            "compute.yml:4:7: error: this must be a string; write it as such [azureml-shape]",
            "compute.yml:6:16: error: this must be a whole number; write it as such"
                + " [azureml-shape]",
            "compute.yml:7:24: error: this must be true or false; write it as such"
                + " [azureml-shape]");
  }
}
