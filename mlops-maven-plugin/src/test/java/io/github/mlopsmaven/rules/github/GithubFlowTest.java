package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.rules.commands.CommandsChecks;
import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class GithubFlowTest {

  @Test
  void anOutputOfACalledWorkflowIsOneOfThatWorkflow() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "on:",
                    "  workflow_call:",
                    "    outputs:",
                    "      name: {value: '${{ jobs.call.outputs.names }}'}",
                    "jobs:",
                    "  call: {uses: ./.github/workflows/b.yml}")
                .and(
                    ".github/workflows/b.yml",
                    "on: {workflow_call: {outputs: {name: {value: x}}}}",
                    "jobs: {}")
                .findings(new ExpressionCheck()))
        .singleElement()
        .asString()
        .contains("'call' has no output 'names'");
  }

  @Test
  void aScriptOfAnActionNamesItsShell() {
    assertThat(
            ProjectUnderTest.with(
                    "connect/action.yml", "runs: {using: composite, steps: [{run: ls}]}")
                .findings(new ValueCheck()))
        .singleElement()
        .asString()
        .contains("add shell: bash");
  }

  @Test
  void theValuesOfAMatrixAndTheDefaultDirectoryReachACommand() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                ".github/workflows/a.yml",
                "on: push",
                "jobs:",
                "  a:",
                "    strategy:",
                "      matrix:",
                "        stage: ${{ fromJSON(vars.STAGES) }}",
                "        script: [setup.sh, tidy.sh]",
                "    defaults: {run: {working-directory: infra}}",
                "    steps:",
                "      - uses: actions/checkout@v4",
                "      - run: sh ${{ matrix.script }}",
                "  b:",
                "    defaults: {run: {working-directory: infrastructure}}",
                "    steps:",
                "      - uses: actions/checkout@v4",
                "      - run: ls")
            .and("infra/setup.sh", "ls");
    assertThat(project.findings(CommandsChecks.list().get(0)))
        .satisfiesExactly(
            line -> assertThat(line).contains("tidy.sh"),
            line -> assertThat(line).contains("directory 'infrastructure' not found"));
  }
}
