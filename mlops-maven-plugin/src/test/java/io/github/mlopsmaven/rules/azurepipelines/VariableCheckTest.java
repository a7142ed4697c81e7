package io.github.mlopsmaven.rules.azurepipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableCheckTest {

  private static ProjectUnderTest pipeline(String variables, String text) {
    return ProjectUnderTest.with(
        "a.yml",
        "trigger: none",
        "name: $(Date:yyyy)$(Rev)",
        "variables: " + variables,
        "steps:",
        "  - script: " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$(modelVersion)", "$(pyhtonVersion)", "$(python.version)", "$(leg)"})
  void reportsWhatNobodySets(String text) {
    assertThat(pipeline("{pythonVersion: 3}", text).findings(new VariableCheck())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(PythonVersion)",
        "$(Build.BuildId)",
        "$(date)",
        "$(step.OUTPUT)",
        "$(fromScript)",
        "$(nproc)"
      })
  void acceptsWhatIsSetOrMayBe(String text) {
    assertThat(
            pipeline("{pythonVersion: 3}", text)
                .and("set.sh", "echo '##vso[task.setvariable variable=fromScript]1'")
                .and("b.yml", "jobs: [{job: a, strategy: {matrix: {one: {leg: 1}}}}]")
                .findings(new VariableCheck()))
        .isEmpty();
  }

  @Test
  void knowsOnlyWhatIsNearlyRightWhereMoreComesFromElsewhere() {
    String variables = "[{group: shared}, {name: pythonVersion, value: 3}]";
    assertThat(pipeline(variables, "$(modelVersion)").findings(new VariableCheck())).isEmpty();
    assertThat(pipeline(variables, "$(pythonVersions)").findings(new VariableCheck())).hasSize(1);
    assertThat(
            pipeline("{a: \"$[coalesce(variables['b'], 1)]\"}", "$(modelVersion)")
                .findings(new VariableCheck()))
        .isEmpty();
  }

  @Test
  void jobsWaitForJobsOfTemplatesAndConditions() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "a.yml",
                "trigger: none",
                "jobs:",
                "  - template: job.yml",
                "    parameters: {name: first}",
                "  - ${{ if eq(variables['x'], 1) }}:",
                "      - job: second",
                "        dependsOn: [first, frist]",
                "  - template: job.yml",
                "    parameters: {name: third, after: [second, secnd]}")
            .and(
                "job.yml",
                "parameters:",
                "  - {name: name, type: string}",
                "  - {name: after, type: object, default: []}",
                "jobs:",
                "  - job: ${{ parameters.name }}",
                "    dependsOn: ${{ parameters.after }}");
    assertThat(project.findings(new NameCheck()))
        .satisfiesExactly(
            line -> assertThat(line).contains("unknown job 'frist'"),
            line -> assertThat(line).contains("unknown job 'secnd'"));
  }

  @Test
  void aPoolHasAnImageOnlyWithAName() {
    assertThat(
            ProjectUnderTest.with(
                    "a.yml",
                    "trigger: none",
                    "pool: {image: ubuntu-latest}",
                    "jobs: [{job: a, pool: {name: own, image: linux}}]")
                .findings(new ValueCheck()))
        .singleElement()
        .asString()
        .contains("write vmImage");
  }
}
