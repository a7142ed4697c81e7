package io.github.mlopsmaven.rules.azurepipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What flows through a pipeline that extends a template. */
class PipelineFlowTest {

  @Test
  void eachValueOfAParameterNamesATemplate() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "parameters:",
                    "- name: target",
                    "  type: string",
                    "  default: dev",
                    "  values: [dev, prd]",
                    "variables:",
                    "- template: variables/${{ parameters.target }}.yml",
                    "- ${{ if eq(parameters.target, 'dev') }}:",
                    "  - template: only/${{ parameters.target }}.yml",
                    "steps:",
                    "- script: echo")
                .and("variables/dev.yml", "variables: {a: b}")
                .and("only/dev.yml", "variables: {c: d}")
                .findings(new TemplateCheck()))
        .singleElement()
        .asString()
        .startsWith("azure-pipelines.yml:8:13: error: 'variables/prd.yml' does not exist");
  }

  @Test
  void seesVariablesOfTemplatesThatAParameterChooses() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "parameters:",
                    "- {name: target, type: string, default: dev}",
                    "variables:",
                    "- template: variables/${{ parameters.target }}.yml",
                    "- group: secrets",
                    "extends:",
                    "  template: base.yml")
                .and("variables/dev.yml", "variables: {resourceGroup: b}")
                .and(
                    "base.yml",
                    "stages:",
                    "- stage: a",
                    "  jobs:",
                    "  - job: b",
                    "    steps:",
                    "    - script: az group show -n $(resource_group) -o $(other_command) $(resourceGroup)")
                .places(new VariableCheck()))
        .containsExactly("base.yml:6:15 [azure-pipelines-unset-variable]");
  }

  @Test
  void knowsWhatFunctionsAndNamesAreAndHowManyArgumentsThereAre() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "jobs:",
                    "- ${{ each kind in parameters.kinds }}:",
                    "  - job: a_${{ kind }}",
                    "    condition: and(succeeded(), ne(variables['Build.Reason']))",
                    "    steps: [{script: 'echo ${{ kinds }} ${{ iif(true, 1) }}'}]",
                    "  - job: b",
                    "    condition: succeeded",
                    "    steps: [{script: 'echo ${{ coalesce(kind, 1, 2) }} ${{ true }}'}]")
                .findings(new ExpressionCheck()))
        .extracting(line -> line.replaceFirst(".*error: (.*?);.*", "$1"))
        .containsExactly(
            "the function 'ne' is given 1 argument",
            "the function 'iif' is given 2 arguments",
            "there is no 'kinds'",
            "there is no 'succeeded'");
  }

  @Test
  void tasksGetWhatTheyNeed() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "steps:",
                    "- task: AzureCLI@2",
                    "  inputs: {azureSubscription: a, scriptType: bash, scriptPath: a.sh}",
                    "- task: AzureCLI@2",
                    "  inputs: {scriptType: bash, scriptLocation: inlineScript, inlineScript: a}",
                    "- task: AzureCLI@2",
                    "  inputs: {connectedServiceNameARM: a, scriptType: bash, scriptPath: a.sh}",
                    "- task: AzureCLI@2",
                    "  inputs: {azureSubscription: a, scriptType: bash, scriptLocation: scriptPath}")
                .findings(new TaskCheck()))
        .extracting(line -> line.replaceFirst(": error: (.*?);.*", " $1"))
        .containsExactly(
            "azure-pipelines.yml:5:9 AzureCLI@2 needs the input 'azureSubscription'",
            "azure-pipelines.yml:9:9 AzureCLI@2 needs the input 'scriptPath'");
  }

  @Test
  void versionsOfTasksAreThosePublished() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "steps:",
                    "- task: PublishCodeCoverageResults@2",
                    "  inputs: {summaryFileLocation: a.xml}",
                    "- task: PublishCodeCoverageResults@2",
                    "- task: AzureCLI@3",
                    "  inputs: {azureSubscription: a, scriptType: bash, scriptPath: a.sh}",
                    "- task: PublishCodeCoverageResults@3",
                    "  inputs: {summaryFileLocation: a.xml}",
                    "- task: CondaAuthenticate@1",
                    "- task: CondaAuthenticate@2")
                .findings(new TaskCheck()))
        .extracting(line -> line.replaceFirst(": error: (.*?);.*", " $1"))
        .containsExactly(
            "azure-pipelines.yml:5:9 PublishCodeCoverageResults@2 needs the input"
                + " 'summaryFileLocation'",
            "azure-pipelines.yml:8:9 the task 'PublishCodeCoverageResults' has no version 3",
            "azure-pipelines.yml:11:9 the task 'CondaAuthenticate' has no version 2");
  }

  @Test
  void namesOfStagesAndJobsHaveNoHyphen() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "jobs:",
                    "- job: a-b",
                    "  steps: []",
                    "- job: a_${{ b }}",
                    "  steps: []")
                .findings(new ValueCheck()))
        .containsExactly(
            "azure-pipelines.yml:3:8: error: 'a-b' is not a name of a stage or job; use letters,"
                + " digits and '_', with no digit first, as in a_b [azure-pipelines-value]");
  }

  @Test
  void knowsWhatIncludersTasksAndLoopsGive() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "azure-pipelines.yml",
                "trigger: none",
                "parameters: [{name: versions, type: object, default: ['3.10']}]",
                "strategy:",
                "  matrix:",
                "    ${{ each v in parameters.versions }}:",
                "      py_${{ replace(v, '.', '') }}: {python.version: '${{ v }}'}",
                "steps:",
                "- script: echo $(python.version) $(PYPIRC_PATH)",
                "- task: TwineAuthenticate@1")
            .and(
                "templates/run.yml",
                "parameters:",
                "  variablesFile: ''",
                "jobs:",
                "- job: a",
                "  variables:",
                "  - template: ${{ parameters.variablesFile }}");
    assertThat(project.findings(new VariableCheck())).isEmpty();
    assertThat(project.findings(new TemplateCheck())).isEmpty();
  }

  @Test
  void whatIsDownloadedIsDeclared() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "resources: {pipelines: [{pipeline: upstream, source: a}]}",
                    "steps:",
                    "- download: current",
                    "- download: none",
                    "- download: upstream",
                    "- download: upstreams",
                    "- download: ${{ parameters.a }}")
                .findings(new TemplateCheck()))
        .containsExactly(
            "azure-pipelines.yml:7:13: error: no pipeline resource has the alias 'upstreams';"
                + " use upstream (did you mean upstream?) [azure-pipelines-unknown-alias]");
  }

  @Test
  void variablesOfWhatIsIncludedFromElsewhereMayBeSetThere() {
    assertThat(
            ProjectUnderTest.with(
                    "ci.yml",
                    "trigger: none",
                    "variables:",
                    "- group: secrets",
                    "- template: ${{ variables['System.DefaultWorkingDirectory'] }}/vars/dev.yml",
                    "steps: [{script: a}]")
                .and("vars/dev.yml", "variables:", "- template: common.yml")
                .and("vars/common.yml", "variables: {ACR_PASSWORD: $(acrPassword)}")
                .findings(new VariableCheck()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          parameters.names | parameters.names is a string, and a loop goes over a list
          parameters.wrong | parameters.wrong is a string
          variables.regions | variables.regions is a string
          'dev,prod' | 'dev,prod' is a string
          lower(parameters.names) | lower() is a string
          parameters.list |
          split(parameters.names, ',') |
          parameters.stages |
          parameters.elsewhere |
          """)
  void aLoopGoesOverAList(String target, @Nullable String problem) {
    List<String> findings =
        ProjectUnderTest.with(
                "azure-pipelines.yml",
                "trigger: none",
                "parameters:",
                "- {name: names, type: string, default: 'dev,prod'}",
                "- {name: wrong, type: object, default: dev}",
                "- {name: list, type: object, default: [dev, prod]}",
                "- {name: stages, type: stageList, default: []}",
                "variables: {regions: a}",
                "steps:",
                "- ${{ each one in " + target + " }}:",
                "  - script: echo ${{ one }}")
            .findings(new ExpressionCheck());
    if (problem == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).singleElement().asString().contains(problem);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - script: ls ${{ variables['Build.ArtifactStagingDirectory'] }} | 'Build.ArtifactStagingDirectory' has no value yet
          - script: ls ${{ variables['Agent.OS'] }} | 'Agent.OS' has no value yet
          - script: ls $(Build.ArtifactStagingDirectory) |
          - script: ls ${{ variables['Build.Reason'] }} |
          - template: ${{ variables['System.DefaultWorkingDirectory'] }}/steps/a.yml |
          """)
  void aPathOfTheAgentIsKnownLater(String step, @Nullable String problem) {
    List<String> findings =
        ProjectUnderTest.with("azure-pipelines.yml", "trigger: none", "steps:", step)
            .findings(new ExpressionCheck());
    if (problem == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).singleElement().asString().contains(problem);
    }
  }
}
