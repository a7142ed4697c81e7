package io.github.mlopsmaven.rules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellCallTest {

  private static List<String> running(String command) {
    return ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "on: push",
            "jobs:",
            "  a:",
            "    runs-on: ubuntu-24.04",
            "    steps:",
            "      - uses: actions/checkout@v4",
            "      - run: " + command)
        .and(
            "tools/train.sh",
            "while [[ $# -gt 0 ]]; do",
            "  case \"$1\" in",
            "    --epochs|-e) epochs=\"$2\"; shift 2 ;;",
            "    --wait) wait=1; shift ;;",
            "    *) echo \"unknown $1\" >&2; exit 2 ;;",
            "  esac",
            "done",
            "echo $epochs $wait")
        .and(
            "tools/pass.sh",
            "case \"$1\" in",
            "  --epochs) shift 2 ;;",
            "  *) other=(\"$@\") ;;",
            "esac",
            "make \"${other[@]}\"")
        .and(
            "tools/opts.sh",
            "while getopts 'n:v' o; do case $o in n) n=$OPTARG ;; v) v=1 ;; esac; done",
            "echo $n $v")
        .and("tools/two.sh", "set -eu", "echo \"$1\" \"${2:?}\"")
        .and("tools/free.sh", "echo \"${1:-}\" \"$2\"")
        .findings(new CommandCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ./tools/train.sh --epoch 5 | has no option '--epoch'
          bash tools/train.sh --wait --epochs 5 --fast | has no option '--fast'
          tools/opts.sh -n 1 -x | has no option '-x'
          bash tools/two.sh one | needs 2 arguments, and is given 1
          bash tools/pass.sh --epoch 1 | has no option '--epoch'
          """)
  void aScriptRefusesIt(String command, String problem) {
    assertThat(running(command)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "./tools/train.sh --epochs 5 --wait",
        "./tools/train.sh -e 5",
        "./tools/train.sh $ARGS --fast",
        "./tools/train.sh --epochs --fast",
        "bash tools/pass.sh --other 1",
        "tools/opts.sh -vn 1",
        "bash tools/two.sh one two",
        "bash tools/two.sh $BOTH",
        "bash tools/free.sh"
      })
  void aScriptTakesIt(String command) {
    assertThat(running(command)).isEmpty();
  }

  @Test
  void theArgumentsOfATaskAreThoseOfItsScript() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "steps:",
                    "- task: AzureCLI@2",
                    "  inputs:",
                    "    azureSubscription: a",
                    "    scriptType: bash",
                    "    scriptLocation: scriptPath",
                    "    scriptPath: go.sh",
                    "    arguments: --stages dev")
                .and("go.sh", "case \"$1\" in --stage) s=$2 ;; *) exit 1 ;; esac", "echo $s")
                .findings(new CommandCheck()))
        .singleElement()
        .asString()
        .contains("go.sh has no option '--stages'");
  }

  @ParameterizedTest
  @CsvSource({
    "gh workflow run b.yml -f stage=dev, 0",
    "gh workflow run B -f stage=prod, 0",
    "gh workflow run b.yml -R o/r, 0",
    "gh workflow run $WORKFLOW, 0",
    "gh workflow run c.yml, 1",
    "gh workflow run b.yml, 1",
    "gh workflow run b.yml -f stage=test, 1",
    "gh workflow run a.yml, 1"
  })
  void theGithubCliStartsAWorkflow(String command, int found) {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "on: push",
                    "jobs:",
                    "  a:",
                    "    runs-on: ubuntu-24.04",
                    "    steps:",
                    "      - uses: actions/checkout@v4",
                    "      - run: " + command)
                .and(
                    ".github/workflows/b.yml",
                    "name: B",
                    "on:",
                    "  workflow_dispatch:",
                    "    inputs:",
                    "      stage: {type: choice, options: [dev, prod], required: true}",
                    "jobs: {}")
                .findings(new CommandCheck()))
        .hasSize(found);
  }
}
