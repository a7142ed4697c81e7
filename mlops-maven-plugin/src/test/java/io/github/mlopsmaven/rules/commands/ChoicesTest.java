package io.github.mlopsmaven.rules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoicesTest {

  private static final String[] SCRIPT = {
    "set -eu",
    "show() { echo \"$1\" \"$2\" \"$3\"; }",
    "stage=\"${1:?}\"",
    "case \"$stage\" in",
    "  dev | prod) show a b \"$stage\" ;;",
    "  *) echo \"unknown $stage\" >&2; exit 1 ;;",
    "esac"
  };

  private static List<String> ofWorkflow(String options, String before) {
    return ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "on:",
            "  workflow_dispatch:",
            "    inputs:",
            "      stage:",
            "        type: choice",
            "        options: " + options,
            "jobs:",
            "  a:",
            "    uses: ./.github/workflows/b.yml",
            "    with:",
            "      stage: ${{ inputs.stage }}")
        .and(
            ".github/workflows/b.yml",
            "on: {workflow_call: {inputs: {stage: {type: string}}}}",
            "jobs:",
            "  b:",
            "    uses: ./.github/workflows/c.yml",
            "    with:",
            "      arguments: ${{ inputs.stage || 'dev' }}")
        .and(
            ".github/workflows/c.yml",
            "on: {workflow_call: {inputs: {arguments: {type: string}}}}",
            "jobs:",
            "  c:",
            "    runs-on: ubuntu-24.04",
            before,
            "    steps:",
            "      - uses: actions/checkout@v4",
            "      - run: bash go.sh ${{ inputs.arguments }}")
        .and("go.sh", SCRIPT)
        .findings(new CommandCheck());
  }

  @Test
  void eachOptionOfAWorkflowGetsToTheScript() {
    assertThat(ofWorkflow("[dev, prod]", "    timeout-minutes: 5")).isEmpty();
    assertThat(ofWorkflow("[dev, staging]", "    timeout-minutes: 5"))
        .singleElement()
        .asString()
        .contains("a.yml:6:")
        .contains("go.sh does not take 'staging' as argument 1");
  }

  @Test
  void whatAConditionAsksForIsNotTried() {
    assertThat(ofWorkflow("[dev, staging]", "    if: inputs.arguments != 'staging'")).isEmpty();
  }

  @Test
  void eachValueOfAPipelineGetsToTheScript() {
    assertThat(ofPipeline("  - bash: bash go.sh ${{ parameters.stage }}"))
        .singleElement()
        .asString()
        .contains("go.sh does not take 'staging' as argument 1");
    assertThat(
            ofPipeline(
                "  - ${{ if ne(parameters.stage, 'staging') }}:",
                "    - bash: bash go.sh ${{ parameters.stage }}"))
        .isEmpty();
    assertThat(
            ofPipeline(
                "  - bash: |",
                "      if [ ${{ parameters.stage }} != \"$OTHER\" ]; then",
                "        bash go.sh ${{ parameters.stage }}",
                "      fi"))
        .isEmpty();
  }

  private static List<String> ofPipeline(String... steps) {
    String[] lines = new String[6 + steps.length];
    System.arraycopy(
        new String[] {
          "trigger: none",
          "pool: {vmImage: ubuntu-24.04}",
          "parameters:",
          "  - name: stage",
          "    values: [dev, prod, staging]",
          "steps:"
        },
        0,
        lines,
        0,
        6);
    System.arraycopy(steps, 0, lines, 6, steps.length);
    return ProjectUnderTest.with("azure-pipelines.yml", lines)
        .and("go.sh", SCRIPT)
        .findings(new CommandCheck());
  }
}
