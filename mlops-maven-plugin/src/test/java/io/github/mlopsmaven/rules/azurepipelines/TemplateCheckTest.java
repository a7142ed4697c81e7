package io.github.mlopsmaven.rules.azurepipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import io.github.mlopsmaven.verify.Repositories;
import org.junit.jupiter.api.Test;

class TemplateCheckTest {

  private static final String PIPELINE = "pipelines/train.yml";

  private final TemplateCheck check = new TemplateCheck();

  private static ProjectUnderTest pipeline(String... lines) {
    return ProjectUnderTest.with(PIPELINE, lines)
        .and(
            "pipelines/steps/run.yml",
            "parameters:",
            "  - {name: file, type: string}",
            "  - {name: tier, type: string, default: low}",
            "steps: []");
  }

  @Test
  void acceptsEachWayToNameATemplate() {
    assertThat(
            pipeline(
                    "trigger: none",
                    "variables:",
                    "  - {name: dir, value: steps}",
                    "steps:",
                    "  - template: steps/run.yml",
                    "    parameters: {File: a}",
                    "  - template: ./../pipelines/steps/run.yml",
                    "    parameters: {file: a}",
                    "  - template: /pipelines/steps/run.yml",
                    "    parameters: {file: a, tier: high}",
                    "  - template: pipelines/steps/run.yml@self",
                    "    parameters: {file: a}",
                    "  - template: ${{ variables.dir }}/run.yml",
                    "    parameters: {file: a}",
                    "  - template: ${{ variables.unknown }}/run.yml")
                .findings(check))
        .isEmpty();
  }

  @Test
  void reportsTemplatesThatAreNotThere() {
    assertThat(
            pipeline(
                    "steps:",
                    "  - template: steps/rum.yml",
                    "  - template: ../../above.yml",
                    "extends:",
                    "  template: nowhere.yml")
                .findings(check))
        .containsExactly(
            PIPELINE
                + ":2:15: error: 'pipelines/steps/rum.yml' does not exist; name a file that exists"
                + " (did you mean pipelines/steps/run.yml?) [azure-pipelines-missing-template]",
            PIPELINE
                + ":3:15: error: '../../above.yml' leads above the root of the repository; name a"
                + " file that exists; a path starts at the folder of this file"
                + " [azure-pipelines-missing-template]",
            PIPELINE
                + ":5:13: error: 'pipelines/nowhere.yml' does not exist; name a file that exists; a"
                + " path starts at the folder of this file [azure-pipelines-missing-template]");
  }

  @Test
  void reportsParametersThatAreMissingOrTooMany() {
    assertThat(
            pipeline(
                    "steps:",
                    "  - template: steps/run.yml",
                    "    parameters:",
                    "      build_type: docker")
                .findings(check))
        .containsExactly(
            PIPELINE
                + ":2:15: error: missing required parameter 'file' of pipelines/steps/run.yml; add"
                + " 'file' to 'parameters' [azure-pipelines-missing-parameter]",
            PIPELINE
                + ":4:7: error: pipelines/steps/run.yml declares no parameter 'build_type'; use one"
                + " of file, tier [azure-pipelines-unknown-parameter]");
  }

  @Test
  void takesExpressionsForWhatTheyMayGive() {
    assertThat(
            pipeline(
                    "parameters: [{name: extra, type: object, default: {}}]",
                    "steps:",
                    "  - ${{ if eq(1, 1) }}:",
                    "      - template: steps/run.yml",
                    "        parameters:",
                    "          ${{ if eq(1, 1) }}:",
                    "            file: a",
                    "          ${{ else }}:",
                    "            file: b",
                    "  - template: steps/run.yml",
                    "    parameters:",
                    "      ${{ insert }}: ${{ parameters.extra }}",
                    "  - template: steps/run.yml",
                    "    parameters: ${{ parameters.extra }}",
                    "  - ${{ each s in parameters.extra }}:",
                    "      - template: ${{ s.template }}",
                    "  - task: Publish@1",
                    "    inputs: {template: none.yml}")
                .findings(check))
        .isEmpty();
  }

  @Test
  void looksIntoTheRepositoryBehindAnAlias() {
    ProjectUnderTest project =
        pipeline(
                "resources:",
                "  repositories:",
                "    - {repository: mlops-templates, name: any, type: git, ref: main}",
                "    - {repository: other, name: a/b, type: github}",
                "steps:",
                "  - checkout: mlops-templates",
                "  - checkout: mlops-template",
                "  - template: templates/a.yml@mlops-templates",
                "  - template: templates/b.yml@mlops-templates",
                "  - template: templates/c.yml@other",
                "  - template: templates/c.yml@nobody")
            .templates("contoso/steps", "mlops-templates");
    assertThat(
            project
                .calling(
                    "contoso/steps@main",
                    ProjectUnderTest.with(
                        "templates/a.yml", "parameters: {old: x, form: y}", "steps: []"))
                .findings(check))
        .containsExactly(
            PIPELINE
                + ":7:15: error: no repository resource has the alias 'mlops-template'; use one of"
                + " mlops-templates, other (did you mean mlops-templates?)"
                + " [azure-pipelines-unknown-alias]",
            PIPELINE
                + ":9:15: error: 'templates/b.yml' does not exist in contoso/steps at main; name a"
                + " file that exists (did you mean templates/a.yml?)"
                + " [azure-pipelines-missing-template]",
            PIPELINE
                + ":11:15: error: no repository resource has the alias 'nobody'; use one of"
                + " mlops-templates, other [azure-pipelines-unknown-alias]");
    assertThat(
            project
                .calling("contoso/steps@main", new Repositories.Found.Absent("it is offline"))
                .places(check))
        .contains(PIPELINE + ":8:15 [azure-pipelines-not-checked]");
  }

  @Test
  void reportsAStateThatARepositoryLacksOnceWhereItIsNamed() {
    assertThat(
            pipeline(
                    "resources:",
                    "  repositories:",
                    "    - {repository: mlops-templates, name: any, type: git, ref: v9}",
                    "steps:",
                    "  - template: templates/a.yml@mlops-templates",
                    "  - template: templates/b.yml@mlops-templates")
                .templates("contoso/steps", "mlops-templates")
                .calling(
                    "contoso/steps@v9",
                    new Repositories.Found.Lacking("contoso/steps has no 'v9'", "use v1"))
                .findings(check))
        .containsExactly(
            PIPELINE
                + ":3:64: error: contoso/steps has no 'v9'; use v1"
                + " [azure-pipelines-missing-template]");
  }

  @Test
  void letsAnIncludedTemplateUseTheAliasesOfItsPipeline() {
    assertThat(
            pipeline(
                    "resources: {repositories: [{repository: t, name: a/b, type: github}]}",
                    "steps:",
                    "  - template: steps/more.yml")
                .and("pipelines/steps/more.yml", "steps:", "  - template: x.yml@t")
                .findings(check))
        .isEmpty();
  }

  @Test
  void looksForTemplatesOfVariablesAndTheirParameters() {
    assertThat(
            pipeline(
                    "variables:",
                    "  - ${{ if eq(variables['Build.SourceBranchName'], 'main') }}:",
                    "    - template: ../config-prod.yml",
                    "  - template: ../config-dev.yml",
                    "pool: {vmImage: ubuntu-24.04}")
                .and("config-dev.yml", "variables: {a: b}")
                .places(check))
        .containsExactly(PIPELINE + ":3:17 [azure-pipelines-missing-template]");
  }

  @Test
  void takesTheSeparatorOfWindowsToo() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "pipelines/a.yml", "trigger: none", "jobs:", "- template: ..\\jobs\\b.yml")
            .and("jobs/b.yml", "jobs:", "- job: a");
    assertThat(project.findings(new TemplateCheck())).isEmpty();
    assertThat(
            project
                .and("pipelines/a.yml", "trigger: none", "jobs:", "- template: ..\\jobs\\c.yml")
                .findings(new TemplateCheck()))
        .hasSize(1);
  }

  @Test
  void aTaskIsFoundByItsOldName() {
    assertThat(
            ProjectUnderTest.with(
                    "a.yml",
                    "trigger: none",
                    "steps:",
                    "- task: AzureResourceGroupDeployment@3",
                    "- task: AzureResourceGroupDeployment@9")
                .places(new TaskCheck()))
        .containsExactly("a.yml:4:9 [azure-pipelines-task]");
  }
}
