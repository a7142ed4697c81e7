package io.github.mlopsmaven.rules.azurepipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompileTimeTest {

  private static List<String> reading(String expression) {
    return ProjectUnderTest.with(
            "azure-pipelines.yml",
            "trigger: none",
            "variables:",
            "  plain: a",
            "  late: $[counter('x', 1)]",
            "  both: $[counter('y', 1)]",
            "jobs:",
            "  - job: a",
            "    variables: {both: b}",
            "    strategy: {matrix: {one: {leg: 1}}}",
            "    steps:",
            "      - bash: echo " + expression)
        .findings(new ExpressionCheck());
  }

  @ParameterizedTest
  @ValueSource(strings = {"${{ variables.late }}", "${{ variables['leg'] }}"})
  void readsWhatOnlyTheRunSets(String expression) {
    assertThat(reading(expression))
        .singleElement()
        .asString()
        .contains("has no value before the run begins");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${{ variables.plain }}",
        "$(late)",
        "${{ variables.both }}",
        "${{ variables.other }}"
      })
  void readsWhatIsThere(String expression) {
    assertThat(reading(expression)).isEmpty();
  }
}
