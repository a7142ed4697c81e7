package io.github.mlopsmaven.rules.azurepipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputPathsTest {

  private static List<String> findings(String stageCondition, String jobValue, String ownValue) {
    return ProjectUnderTest.with(
            "azure-pipelines.yml",
            "trigger: none",
            "stages:",
            "- stage: build",
            "  jobs:",
            "  - job: version",
            "    steps:",
            "    - bash: echo '##vso[task.setvariable variable=tag;isOutput=true]1'",
            "      name: meta",
            "    - bash: echo '##vso[task.setvariable variable=plain]1'",
            "      name: other",
            "  - template: more.yml",
            "- stage: test",
            "  dependsOn: []",
            "  jobs:",
            "  - job: check",
            "    steps: [{bash: ls}]",
            "- stage: deploy",
            "  dependsOn: build",
            "  condition: " + stageCondition,
            "  jobs:",
            "  - deployment: online",
            "    environment: dev",
            "    strategy: {runOnce: {deploy: {steps: [{template: out.yml}]}}}",
            "  - job: after",
            "    dependsOn: online",
            "    variables:",
            "      other: $[ " + jobValue + " ]",
            "      own: $[ " + ownValue + " ]",
            "    steps: [{bash: ls}]",
            "  - job: apart",
            "    steps: [{bash: ls}]")
        .and("more.yml", "jobs: [{job: late, steps: [{task: Own@1, name: any}]}]")
        .and(
            "out.yml",
            "steps:",
            "- bash: echo '##vso[task.setvariable variable=url;isOutput=true]1'",
            "  name: out")
        .findings(new ExpressionCheck());
  }

  private static final String CONDITION = "ne(dependencies.build.outputs['version.meta.tag'], '')";

  private static final String OTHER = "stageDependencies.build.version.outputs['meta.tag']";

  private static final String OWN = "dependencies.online.outputs['online.out.url']";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ne(dependencies.build.outputs['version.meta.tag'], '')
          and(succeeded(), eq(dependencies.build.result, 'Succeeded'))
          ne(dependencies.build.outputs['late.any.thing'], '')
          """)
  void readsAStage(String condition) {
    assertThat(findings(condition, OTHER, OWN)).noneMatch(line -> !line.contains("'thing'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ne(stageDependencies.build.version.outputs['meta.tag'], '') | a condition of a stage knows no stageDependencies
          ne(dependencies.build.outputs['meta.tag'], '') | outputs of a stage are named by job, step and variable
          ne(dependencies.version.outputs['meta.tag'], '') | 'version' is a job
          eq(dependencies.test.result, 'Failed') | the stage 'deploy' does not wait for 'test'
          ne(dependencies.build.version.outputs['meta.tag'], '') | a stage has no 'version' to read
          """)
  void aConditionOfAStageReadsStages(String condition, String problem) {
    assertThat(findings(condition, OTHER, OWN)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          dependencies.version.outputs['meta.tag'] | the stage has no job 'version'
          stageDependencies.deploy.online.outputs['online.out.url'] | 'deploy' is the stage that this is read in
          stageDependencies.test.check.result | the stage 'deploy' does not wait for 'test'
          stageDependencies.build.version.outputs['other.tag'] | the step 'other' sets no output variable 'tag'
          dependencies.apart.result | the job 'after' does not wait for 'apart'
          dependencies.online.outputs['out.url'] | outputs of the deployment job 'online' are named by job
          dependencies.online.out.url | a job has no 'out' to read
          """)
  void aJobReadsJobsOfItsStageAndOfEarlierStages(String value, String problem) {
    assertThat(findings(CONDITION, value, OWN)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          stageDependencies.build.version.outputs['meta.tag']
          stageDependencies.build.version.result
          dependencies.online.outputs['online.out.url']
          dependencies.online.result
          """)
  void readsJobs(String value) {
    assertThat(findings(CONDITION, value, OWN)).isEmpty();
  }
}
