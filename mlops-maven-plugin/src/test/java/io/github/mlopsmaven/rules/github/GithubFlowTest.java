package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.rules.commands.CommandsChecks;
import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GithubFlowTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - {uses: actions/setup-python@v5, with: {python-version: 3.10}} | YAML reads 3.10 as the number 3.1
          - {uses: actions/setup-go@v5, with: {go-version: 1.20}} | YAML reads 1.20 as the number 1.2
          - {run: ls, env: {PYTHON_VERSION: 3.10}} | YAML reads 3.10
          - {uses: actions/setup-python@v5, with: {python-version: '3.10'}} |
          - {uses: actions/setup-python@v5, with: {python-version: 3.11}} |
          - {uses: actions/setup-python@v5, with: {python-version: 3.10.4}} |
          - {run: ls, env: {THRESHOLD: 0.10}} |
          - {run: ls, env: {LEARNING_RATE: 1.50}} |
          - {uses: actions/setup-node@v4, with: {node-version: 20}} |
          """)
  void aVersionIsNoNumber(String step, String problem) {
    List<String> findings =
        ProjectUnderTest.with(
                ".github/workflows/a.yml",
                "on: push",
                "jobs:",
                "  a:",
                "    runs-on: ubuntu-24.04",
                "    steps:",
                "      " + step)
            .findings(new ValueCheck());
    if (problem == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).singleElement().asString().contains(problem);
    }
  }

  @Test
  void aVersionOfAMatrixOrAnInputIsNoNumber() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "on:",
                    "  workflow_dispatch:",
                    "    inputs:",
                    "      python: {type: choice, options: ['3.9', 3.10], default: '3.9'}",
                    "jobs:",
                    "  a:",
                    "    runs-on: ubuntu-24.04",
                    "    strategy:",
                    "      matrix:",
                    "        python-version: [3.9, 3.10, 3.11]",
                    "        alpha: [0.10, 0.20]",
                    "        include: [{python-version: 3.20, alpha: 0.30}]",
                    "    steps: [{run: ls}]")
                .places(new ValueCheck()))
        .containsExactly(
            ".github/workflows/a.yml:4:47 [github-value]",
            ".github/workflows/a.yml:10:31 [github-value]",
            ".github/workflows/a.yml:12:36 [github-value]");
  }

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
