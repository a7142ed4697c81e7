package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionCheckTest {

  private static List<String> findings(String condition) {
    return ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "on:",
            "  push:",
            "  workflow_dispatch:",
            "    inputs:",
            "      stage: {type: choice, options: [dev, prod]}",
            "      dry: {type: boolean}",
            "      note: {type: string}",
            "jobs:",
            "  a:",
            "    strategy:",
            "      matrix:",
            "        os: [ubuntu-24.04, macos-14]",
            "        size: ['1', '2']",
            "        include: [{os: windows-2022, size: '3'}]",
            "        made: ${{ fromJSON(vars.MADE) }}",
            "        wide: [true, false]",
            "    env: {FLAG: 'yes', ONE: 1}",
            "    steps:",
            "      - id: w",
            "        run: |",
            "          echo \"changed=true\" >> $GITHUB_OUTPUT",
            "          echo \"changed=false\" >> $GITHUB_OUTPUT",
            "          echo \"made=$MADE\" >> $GITHUB_OUTPUT",
            "          echo \"count=1\" >> $GITHUB_OUTPUT",
            "      - if: " + condition,
            "        run: ls")
        .findings(new ConditionCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          github.event_name == 'pushed' | github.event_name is never 'pushed': there is no such event
          github.event_name != 'release' | github.event_name is never 'release': `on` does not have it
          github.ref == 'main' | github.ref is never 'main'
          github.ref_name == 'refs/heads/main' | github.ref_name is never 'refs/heads/main'
          steps.x.outcome == 'failed' | steps.x.outcome is never 'failed'
          job.status == 'skipped' | job.status is never 'skipped'
          runner.os == 'Darwin' | runner.os is never 'Darwin'
          inputs.stage == 'test' | inputs.stage is never 'test'
          inputs.dry == 'true' | inputs.dry is true or false, and never the string 'true'
          matrix.os == 'linux' | matrix.os is never 'linux'
          steps.x.outputs.kind == true | steps.x.outputs.kind is a string, and never equal to true
          false != needs.a.outputs.kind | needs.a.outputs.kind is a string, and never equal to false
          github.event.inputs.dry == true | github.event.inputs.dry is a string, and never equal to true
          inputs.note == true | inputs.note is a string, and never equal to true
          env.FLAG == true | env.FLAG is a string, and never equal to true
          matrix.os == false | matrix.os is a string, and never equal to false
          matrix.wide == 'true' | matrix.wide is true or false, and never the string 'true'
          contains(github.actor, 'bot') == 'false' | what is compared is true or false, and never the string 'false'
          github.event.pull_request.draft == 'true' | github.event.pull_request.draft is true or false
          inputs.dry == needs.a.outputs.kind | needs.a.outputs.kind is a string, and never equal to a boolean
          steps.w.outputs.changed | steps.w.outputs.changed is a string, and the string 'false' is true
          always() && !steps.w.outputs.changed | steps.w.outputs.changed is a string, and the string 'false' is true
          """)
  void saysWhatNeverOccurs(String condition, String problem) {
    assertThat(findings(condition)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          inputs.dry == true | inputs.dry is a string, and never equal to true
          inputs.dry | inputs.dry is a string, and the string 'false' is true
          inputs.name |
          inputs.dry == 'true' |
          """)
  void anInputOfAnActionIsAString(String condition, String problem) {
    List<String> findings =
        ProjectUnderTest.with(
                "action.yml",
                "inputs: {dry: {default: 'false'}, name: {default: x}}",
                "runs:",
                "  using: composite",
                "  steps:",
                "    - if: " + condition,
                "      shell: bash",
                "      run: ls")
            .findings(new ConditionCheck());
    if (problem == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).singleElement().asString().contains(problem);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          github.event_name == 'push'
          github.event_name == 'Push'
          github.ref == 'refs/heads/main'
          github.ref_name == 'feature/x'
          steps.x.outcome == 'failure'
          steps.x.outputs.kind == 'failed'
          job.status == 'success'
          runner.os == 'linux'
          inputs.stage == 'prod'
          inputs.stage == ''
          inputs.dry == true
          github.event.inputs.dry == 'true'
          inputs.note == 'anything'
          matrix.os == 'windows-2022'
          matrix.made == 'anything'
          matrix.size == 3
          startsWith(github.ref, 'v')
          steps.x.outputs.kind == 'true'
          steps.w.outputs.count == true
          steps.w.outputs.made
          steps.x.outputs.kind
          fromJSON(steps.x.outputs.kind) == true
          needs.a.result == 'success' && inputs.dry == true
          inputs.dry != false
          matrix.wide == true
          env.ONE == true
          contains(github.ref, 'v') == true
          github.event.pull_request.draft == false
          inputs.dry == contains(github.ref, 'v')
          """)
  void saysNothingWhereItMayOccur(String condition) {
    assertThat(findings(condition)).isEmpty();
  }
}
