package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepOutputsTest {

  private static List<String> reading(String output, String step) {
    return ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "on: push",
            "jobs:",
            "  a:",
            "    runs-on: ubuntu-24.04",
            "    steps:",
            "      - id: x",
            "        " + step,
            "      - run: echo ${{ steps.x.outputs." + output + " }}")
        .and(
            "tools/score.py",
            "import os",
            "with open(os.environ['GITHUB_OUTPUT'], 'a') as out:",
            "    print(f'score={1}', file=out)")
        .and("tools/all.sh", "echo \"$1=2\" >> $GITHUB_OUTPUT")
        .and("tools/run.sh", "python tools/score.py")
        .findings(new ExpressionCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          tag  | run: "{ echo a=1; echo tag=2; } >> $GITHUB_OUTPUT"
          tag  | run: printf 'tag=%s' 1 >> $GITHUB_OUTPUT
          score | run: python tools/score.py
          score | run: bash tools/run.sh
          any  | run: bash tools/all.sh any
          any  | run: npx semantic-release
          any  | run: cz bump
          """)
  void findsWhatIsWritten(String output, String step) {
    assertThat(reading(output, step)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run: \"{ echo a=1; echo tag=2; } >> $GITHUB_OUTPUT\"",
        "run: \"tags=1\\nprintf 'tag=%s' $tags | tee -a $GITHUB_OUTPUT\"",
        "run: python tools/score.py",
        "run: bash tools/run.sh",
        "run: az account show",
        "uses: actions/github-script@v7\n        with: {script: \"core.setOutput('tag', 1)\"}"
      })
  void saysWhatNothingWrites(String step) {
    assertThat(reading("tags", step))
        .singleElement()
        .asString()
        .contains("'x' has no output 'tags'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"core.setOutput('kind', 1)", "core.setOutput(name, 1)", "require('./x')"})
  void aScriptInJavaScriptMaySetIt(String script) {
    assertThat(
            reading(
                "kind",
                "uses: actions/github-script@v7\n        with: {script: \"" + script + "\"}"))
        .isEmpty();
  }

  private static List<String> ofPlan(String setup, String run, String output) {
    return ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "on: push",
            "jobs:",
            "  a:",
            "    runs-on: ubuntu-24.04",
            "    steps:",
            "      - uses: " + setup,
            "      - id: plan",
            "        run: " + run,
            "      - run: echo ${{ steps.plan.outputs." + output + " }}")
        .and(
            ".github/actions/tools/action.yml",
            "name: a",
            "description: a",
            "runs:",
            "  using: composite",
            "  steps:",
            "    - uses: hashicorp/setup-terraform@v3")
        .findings(new ExpressionCheck());
  }

  @ParameterizedTest
  @CsvSource({
    "hashicorp/setup-terraform@v3, terraform plan, stdout",
    "hashicorp/setup-terraform@v3, cd infra && terraform plan, exitcode",
    "opentofu/setup-opentofu@v1, tofu plan, stderr",
    "./.github/actions/tools, terraform plan, stdout"
  })
  void aWrapperSetsWhatItsProgramPrints(String setup, String run, String output) {
    assertThat(ofPlan(setup, run, output)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "actions/checkout@v4, terraform plan, stdout",
    "hashicorp/setup-terraform@v3, az account show, stdout",
    "hashicorp/setup-terraform@v3, terraform plan, stdot",
    "'hashicorp/setup-terraform@v3\n        with: {terraform_wrapper: false}', terraform plan, stdout"
  })
  void aWrapperSetsNothingElse(String setup, String run, String output) {
    assertThat(ofPlan(setup.replace("\\n", "\n"), run, output))
        .singleElement()
        .asString()
        .contains("'plan' has no output '" + output + "'");
  }

  @Test
  void aStepIsReadAfterItHasRun() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "on: push",
                    "jobs:",
                    "  a:",
                    "    runs-on: ubuntu-24.04",
                    "    steps:",
                    "      - run: echo ${{ steps.x.outcome }}",
                    "      - id: x",
                    "        run: ls",
                    "      - run: echo ${{ steps.x.outcome }}")
                .findings(new NameCheck()))
        .singleElement()
        .asString()
        .startsWith(".github/workflows/a.yml:6:")
        .contains("has not run yet");
  }
}
