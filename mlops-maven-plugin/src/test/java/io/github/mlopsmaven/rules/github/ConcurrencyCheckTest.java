package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyCheckTest {

  private static List<String> findings(String caller, String job, String callee, String inner) {
    return ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "on: push",
            "concurrency: " + caller,
            "jobs:",
            "  a:",
            "    uses: ./.github/workflows/b.yml",
            "    with: {stage: dev}",
            "    concurrency: " + job)
        .and(
            ".github/workflows/b.yml",
            "on: {workflow_call: {inputs: {stage: {type: string}}}}",
            "concurrency: " + callee,
            "jobs:",
            "  b:",
            "    runs-on: ubuntu-24.04",
            "    concurrency: " + inner,
            "    steps: [{run: ls}]")
        .findings(new ConcurrencyCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          deploy | x | {group: deploy, cancel-in-progress: true} | y
          {group: '${{ github.workflow }}-${{ github.ref }}'} | x | '${{github.workflow}}-${{ github.ref }}' | y
          deploy-dev | x | 'deploy-${{ inputs.stage }}' | y
          a | deploy | deploy | y
          a | x | b | a
          a | a | b | y
          a | x | b | b
          """)
  void aGroupThatIsHeldIsNotEntered(String caller, String job, String callee, String inner) {
    assertThat(findings(caller, job, callee, inner))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("waits for the concurrency group"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          a | b | c | d
          deploy-prod | x | 'deploy-${{ inputs.stage }}' | y
          'a-${{ github.ref }}' | x | 'a-${{ github.sha }}' | y
          a | x | 'a-${{ matrix.stage }}' | 'a-${{ matrix.stage }}'
          """)
  void otherGroupsAreFree(String caller, String job, String callee, String inner) {
    assertThat(findings(caller, job, callee, inner)).isEmpty();
  }
}
