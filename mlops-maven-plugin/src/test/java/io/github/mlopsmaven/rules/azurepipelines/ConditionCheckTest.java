package io.github.mlopsmaven.rules.azurepipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionCheckTest {

  private static List<String> findings(String condition) {
    return ProjectUnderTest.with(
            "azure-pipelines.yml",
            "trigger: none",
            "parameters:",
            "- {name: stage, type: string, default: dev, values: [dev, prod]}",
            "- {name: note, type: string, default: x}",
            "steps:",
            "- script: ls",
            "  condition: " + condition)
        .findings(new ConditionCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          eq(variables['Build.Reason'], 'PullRequests') | variables.Build.Reason is never 'PullRequests'
          in(variables['Build.Reason'], 'Manual', 'Push') | variables.Build.Reason is never 'Push'
          ne(variables['Agent.OS'], 'Ubuntu') | variables.Agent.OS is never 'Ubuntu'
          eq(variables['Build.SourceBranch'], 'main') | Build.SourceBranch is never 'main'
          eq(variables['Build.SourceBranchName'], 'refs/heads/main') | Build.SourceBranchName is never
          eq(dependencies.a.result, 'Success') | dependencies.a.result is never 'Success'
          """)
  void saysWhatNeverOccurs(String condition, String problem) {
    assertThat(findings(condition)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eq(variables['Build.Reason'], 'pullrequest')",
        "eq(variables['Build.SourceBranch'], 'refs/heads/main')",
        "startsWith(variables['Build.SourceBranch'], 'refs')",
        "eq(variables['Build.SourceBranchName'], 'main')",
        "eq(variables['own'], 'Push')",
        "eq(dependencies.a.outputs['b.c'], 'Success')",
        "ne(variables['Build.Reason'], '')"
      })
  void saysNothingWhereItMayOccur(String condition) {
    assertThat(findings(condition)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"prod, 0", "test, 1"})
  void aParameterHasOneOfItsValues(String value, int found) {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "parameters:",
                    "- {name: stage, type: string, default: dev, values: [dev, prod]}",
                    "steps:",
                    "- ${{ if eq(parameters.stage, '" + value + "') }}:",
                    "  - script: ls")
                .findings(new ConditionCheck()))
        .hasSize(found);
  }
}
