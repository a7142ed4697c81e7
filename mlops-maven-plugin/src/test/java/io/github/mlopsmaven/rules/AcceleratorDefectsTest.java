package io.github.mlopsmaven.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is known to be broken in projects of Azure's accelerator, in small files of our own, with
 * all rules together: each defect is reported at its place, once, and nothing beside it.
 */
class AcceleratorDefectsTest {

  private static final String[] TERRAFORM = {
    "variable \"location\" {}", "locals {", "  place = var.location", "}"
  };

  private static final ProjectUnderTest TEMPLATES =
      ProjectUnderTest.with(
              "templates/infra/plan.yml",
              "steps:",
              "  - task: TerraformTaskV2@2",
              "    inputs:",
              "      command: plan",
              "      workingDirectory: $(System.DefaultWorkingDirectory)/$(terraform_workingdir)",
              "      commandOptions: -var \"location=x\" -var \"client_secret=$(SECRET)\"")
          .and(
              "templates/sdk/install.yml",
              "steps:",
              "  - task: AzureCLI@2",
              "    inputs:",
              "      scriptType: bash",
              "      scriptLocation: inlineScript",
              "      workingDirectory: code/",
              "      inlineScript: pip install pip")
          .and(
              ".github/workflows/run.yml",
              "on:",
              "  workflow_call:",
              "    inputs:",
              "      file: {type: string, required: true}",
              "    secrets:",
              "      creds: {required: true}",
              "jobs:",
              "  run:",
              "    runs-on: ubuntu-latest",
              "    steps:",
              "      - uses: actions/checkout@v4",
              "      - uses: azure/login@v2",
              "        with:",
              "          client-id: ${{ secrets.AZURE_CLIENT_ID }}",
              "      - run: az ml job create --file ${{ inputs.file }}");

  private static String[] pipeline(String variables, String image, String template) {
    return new String[] {
      "trigger: none",
      "variables:",
      "  - template: " + variables,
      "pool: {vmImage: " + image + "}",
      "resources: {repositories: [{repository: mlops-templates, name: t, type: git, ref: main}]}",
      "steps:",
      "  - checkout: self",
      "    path: s/",
      "  - template: " + template + "@mlops-templates",
    };
  }

  private static ProjectUnderTest project(String workingDirectory) {
    return ProjectUnderTest.with(
            "config-infra-dev.yml",
            "variables:",
            "  location: westeurope",
            "  terraform_workingdir: " + workingDirectory)
        .and("infrastructure/main.tf", TERRAFORM)
        .templates("Azure/mlops-templates", "mlops-templates")
        .calling("Azure/mlops-templates@main", TEMPLATES);
  }

  private static List<String> places(ProjectUnderTest project) {
    return AllChecks.list().stream().flatMap(check -> project.places(check).stream()).toList();
  }

  @Test
  void theMovesOfItsScriptLeadAboveTheRootAndToADirectoryThatIsGone() {
    assertThat(
            places(
                project("infrastructure/terraform")
                    .and(
                        "infrastructure/tf-ado-deploy-infra.yml",
                        pipeline(
                            "../../config-infra-dev.yml",
                            "ubuntu-24.04",
                            "templates/infra/plan.yml"))))
        .containsExactlyInAnyOrder(
            "infrastructure/tf-ado-deploy-infra.yml:3:15 [azure-pipelines-missing-template]",
            "config-infra-dev.yml:3:25 [command-missing-directory]");
  }

  @Test
  void theMovesOfItsScriptLeaveAFileOfVariablesBehind() {
    String pipeline = "mlops/devops-pipelines/deploy-model-training-pipeline.yml";
    assertThat(
            places(
                project("infrastructure")
                    .and("cv/python-sdk-v1/config-aml.yml", "variables: {sku: small}")
                    .and(
                        pipeline,
                        pipeline(
                            "../../config-aml.yml", "ubuntu-24.04", "templates/sdk/install.yml"))))
        .containsExactlyInAnyOrder(
            pipeline + ":3:15 [azure-pipelines-missing-template]",
            pipeline + ":9:15 [command-missing-directory]");
  }

  @Test
  void inTheLayoutOfGenerateTheirOwnDefectsRemain() {
    assertThat(
            places(
                project("infrastructure")
                    .and(
                        "infrastructure/pipelines/tf-ado-deploy-infra.yml",
                        pipeline(
                            "../../config-infra-dev.yml",
                            "ubuntu-20.04",
                            "templates/infra/plan.yml"))))
        .containsExactlyInAnyOrder(
            "infrastructure/pipelines/tf-ado-deploy-infra.yml:4:17 [azure-pipelines-retired-image]",
            "infrastructure/pipelines/tf-ado-deploy-infra.yml:9:15 [command-terraform-variable]");
  }

  @Test
  void itsWorkflowsDisagreeWithWhatTheyCall() {
    String workflow = ".github/workflows/deploy-model-training-pipeline.yml";
    ProjectUnderTest project =
        project("infrastructure")
            .and(
                workflow,
                "on: workflow_dispatch",
                "jobs:",
                "  old:",
                "    uses: Azure/mlops-templates/.github/workflows/run.yml@main",
                "    with: {file: mlops/job.yaml}",
                "    secrets:",
                "      creds: ${{ secrets.AZURE_CREDENTIALS }}",
                "  new:",
                "    uses: Azure/mlops-templates/.github/workflows/run.yml@main",
                "    with: {file: mlops/job.yml}",
                "    secrets:",
                "      AZURE_CLIENT_ID: ${{ secrets.AZURE_CLIENT_ID }}")
            .and(
                "mlops/job.yml",
                "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json",
                "command: echo",
                "environment: azureml://registries/azureml/environments/a/versions/1");
    assertThat(places(project))
        .containsExactlyInAnyOrder(
            workflow + ":3:3 [github-oidc-permission]",
            workflow + ":4:11 [github-undeclared-secret]",
            workflow + ":5:18 [command-missing-file]",
            workflow + ":9:11 [github-missing-secret]",
            workflow + ":12:7 [github-unknown-secret]");
  }
}
