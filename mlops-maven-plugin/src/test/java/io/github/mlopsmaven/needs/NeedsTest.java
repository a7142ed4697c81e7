package io.github.mlopsmaven.needs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.needs.PipelineNeeds.Pipeline;
import io.github.mlopsmaven.needs.PipelineNeeds.Repository;
import io.github.mlopsmaven.remote.PublishedHere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is read out of workflows and pipelines: of the built-in template, and of the accelerator's.
 */
class NeedsTest {

  @TempDir Path project;

  private void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A project of the built-in template, as a user gets it. */
  private Path generated(String orchestration) {
    return PublishedHere.generate(project, "demo", orchestration, "acme");
  }

  @Test
  void workflowsOfTheBuiltInTemplate() {
    WorkflowNeeds needs = ProjectNeeds.read(generated("github-actions")).workflows();
    assertThat(needs.environments()).containsExactly("dev", "dev-plan", "prod", "prod-plan");
    assertThat(needs.variables())
        .contains(
            Setting.of("AZURE_CLIENT_ID", Set.of("dev", "dev-plan", "prod", "prod-plan")),
            Setting.of("RETRAIN", Set.of()),
            Setting.of("DRIFT", Set.of()),
            Setting.of("TEMPLATE_UPDATES", Set.of()));
    assertThat(needs.secrets()).isEmpty();
    assertThat(needs.actions()).contains("actions/checkout", "azure/login");
    assertThat(needs.branches()).as("every sign-in has an environment").isFalse();
  }

  @Test
  void pipelinesOfTheBuiltInTemplate() {
    PipelineNeeds needs = ProjectNeeds.read(generated("azure-devops")).pipelines();
    assertThat(needs.pipelines().stream().map(Pipeline::name))
        .contains("ci", "infrastructure", "train", "deploy-online", "deploy-batch", "retrain")
        .doesNotContain("run-script", "pipeline");
    assertThat(needs.pipelines()).noneMatch(p -> p.path().startsWith("pipelines/templates/"));
    assertThat(needs.environments())
        .containsExactly(
            "demo-dev",
            "demo-dev-plan",
            "demo-dev-train",
            "demo-prod",
            "demo-prod-plan",
            "demo-prod-train");
    assertThat(needs.connections())
        .containsExactly("demo-dev", "demo-dev-plan", "demo-prod", "demo-prod-plan");
    assertThat(needs.pipelines().stream().filter(p -> p.name().equals("retrain")))
        .singleElement()
        .satisfies(
            retrain -> {
              assertThat(retrain.connections()).containsExactly("demo-prod");
              assertThat(retrain.environments()).containsExactly("demo-prod", "demo-prod-train");
            });
    assertThat(needs.pipelines().stream().filter(p -> p.name().equals("drift")))
        .singleElement()
        .satisfies(
            drift ->
                assertThat(drift.connections()).containsExactly("demo-dev-plan", "demo-prod-plan"));
    assertThat(needs.pipelines().stream().filter(p -> p.name().equals("ci")))
        .singleElement()
        .satisfies(ci -> assertThat(ci.environments()).isEmpty());
  }

  /** The accelerator keeps its steps in another repository and its names in two files. */
  @Test
  void pipelinesOfTheAccelerator() throws IOException {
    write(
        "config-infra-prod.yml",
        "variables:\n  environment: prod\n  ado_service_connection_rg: Azure-ARM-Prod\n");
    write(
        "config-infra-dev.yml",
        "variables:\n  environment: dev\n  ado_service_connection_rg: Azure-ARM-Dev\n");
    write(
        "mlops/devops-pipelines/train.yml",
        """
        variables:
          - ${{ if eq(variables['Build.SourceBranchName'], 'main') }}:
              - template: ../../config-infra-prod.yml
          - ${{ if ne(variables['Build.SourceBranchName'], 'main') }}:
              - template: ../../config-infra-dev.yml
          - group: aml-secrets
        trigger: none
        resources:
          repositories:
            - {repository: mlops-templates, name: mlops-templates, type: git, ref: main}
            - {repository: hub, name: contoso/steps, type: github, endpoint: hub-connection}
        stages:
          - stage: Train
            jobs:
              - job: Train
                steps:
                  - template: templates/run.yml@mlops-templates
        """);
    PipelineNeeds needs = ProjectNeeds.read(project).pipelines();
    assertThat(needs.pipelines())
        .containsExactly(
            new Pipeline(
                "mlops/devops-pipelines/train.yml",
                Set.of(),
                Set.of("Azure-ARM-Dev", "Azure-ARM-Prod"),
                Set.of("aml-secrets"),
                java.util.List.of(
                    new Repository("git", "mlops-templates", ""),
                    new Repository("github", "contoso/steps", "hub-connection"))));
  }

  @Test
  void workflowsOfTheAccelerator() throws IOException {
    write(
        ".github/workflows/train.yml",
        """
        on: {workflow_dispatch: }
        jobs:
          config:
            uses: Own/steps/.github/workflows/read-yaml.yml@main
          train:
            needs: config
            uses: Own/steps/.github/workflows/train.yml@main
            secrets:
              creds: ${{ secrets.AZURE_CREDENTIALS }}
          report:
            runs-on: ubuntu-latest
            steps:
              - run: echo ${{ secrets.GITHUB_TOKEN }}
        """);
    WorkflowNeeds needs = ProjectNeeds.read(project).workflows();
    assertThat(needs.secrets()).containsExactly(Setting.of("AZURE_CREDENTIALS", Set.of()));
    assertThat(needs.actions()).containsExactly("Own/steps");
    assertThat(needs.branches()).isTrue();
    assertThat(needs.environments()).isEmpty();
  }

  @Test
  void environmentsThatCallersAndChoicesName() throws IOException {
    write(
        ".github/workflows/call.yml",
        """
        on:
          workflow_dispatch:
            inputs:
              stage: {type: choice, options: [dev, prod]}
        jobs:
          a:
            strategy: {matrix: {where: [east, west]}}
            uses: ./.github/workflows/run.yml
            with: {to: "${{ matrix.where }}"}
          b:
            uses: ./.github/workflows/run.yml
            with: {to: "${{ inputs.stage == 'prod' && 'live' || inputs.stage }}"}
          c:
            uses: ./.github/workflows/run.yml
            with: {to: "${{ github.ref_name }}"}
        """);
    write(
        ".github/workflows/run.yml",
        """
        on:
          workflow_call: {inputs: {to: {type: string}}}
        jobs:
          run:
            environment: {name: "${{ inputs.to }}"}
            runs-on: ubuntu-latest
            steps: [{run: "echo ${{ vars.HERE }} # vars.NOT_A_COMMENT_OF_YAML"}]
        """);
    WorkflowNeeds needs = ProjectNeeds.read(project).workflows();
    assertThat(needs.environments()).containsExactly("dev", "east", "live", "prod", "west");
    assertThat(needs.variables())
        .contains(Setting.of("HERE", Set.of("dev", "east", "live", "prod", "west")));
  }

  @Test
  void aProjectWithoutAnyNeedsNothing() {
    assertThat(ProjectNeeds.read(project).workflows()).isEqualTo(WorkflowNeeds.NONE);
    assertThat(ProjectNeeds.read(project).pipelines()).isEqualTo(PipelineNeeds.NONE);
  }
}
