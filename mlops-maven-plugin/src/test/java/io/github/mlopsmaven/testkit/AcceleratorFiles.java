package io.github.mlopsmaven.testkit;

import java.util.Optional;

/**
 * Our own small stand-ins for those files of the accelerator whose content decides what happens to
 * them: configuration, pipelines, workflows, and references to other files.
 */
final class AcceleratorFiles {

  private static final String CONFIG_INFRA =
      """
      # %1$s environment
      variables:
        # Names
        ap_vm_image: ubuntu-22.04

        namespace: mlopsv2 #Note: part of a storage account's name
        postfix: 0001
        location: eastus
        environment: %2$s
        enable_aml_computecluster: true
        enable_monitoring: false
       \s
        ado_service_connection_rg: Azure-ARM-%1$s
        ado_service_connection_aml_ws: Azure-ARM-%1$s

        resource_group: rg-$(namespace)-$(postfix)$(environment)
        aml_workspace: mlw-$(namespace)-$(postfix)$(environment)
        storage_account: st$(namespace)$(postfix)$(environment)

        terraform_version: 1.10.0
        terraform_workingdir: infrastructure/terraform
        terraform_st_location: $(location)
        terraform_st_storage_account: st$(namespace)$(postfix)$(environment)tf
      """;

  private static final String CONFIG_AML =
      """
      variables:
        resource_group: rg-mlopsv2-0001dev
        aml_workspace: mlw-mlopsv2-0001dev
        training_env_conda_yaml: data-science/environment/training/conda_dependencies.yml
      """;

  private static final String PIPELINE_VARIABLES =
      """
      variables:
        - ${{ if eq(variables['Build.SourceBranchName'], 'main') }}:
            - template: ../../config-infra-prod.yml
        - ${{ if ne(variables['Build.SourceBranchName'], 'main') }}:
            - template: ../../config-infra-dev.yml
      """;

  private static final String PIPELINE_VARIABLES_OF_SDK_V1 =
      """
      variables:
        - template: ../../config-aml.yml
      """;

  private static final String RESOURCES_GIT =
      """
      resources:
        repositories:
          - repository: mlops-templates # Template Repo
            name: mlops-templates
            type: git
            ref: main
      """;

  private static final String RESOURCES_GITHUB =
      """
      resources:
        repositories:
          - repository: mlops-templates # Template Repo
            name: Azure/mlops-templates # your own organization here
            endpoint: github-connection # a service connection
            type: github
            ref: main
      """;

  private static final String STAGES =
      """
      stages:
        - stage: Run
          jobs:
            - job: Run
              steps:
                - checkout: self
                  path: s/
                - checkout: mlops-templates
                  path: s/templates/
                - template: templates/aml-cli-v2/install-az-cli.yml@mlops-templates
      """;

  private static final String STAGES_ALONE =
      """
      stages:
        - stage: Run
          jobs:
            - job: Run
              steps:
                - checkout: self
      """;

  private static final String WORKFLOW =
      """
      name: %s

      on:
        workflow_dispatch:
      jobs:
        get-config:
          uses: Azure/mlops-templates/.github/workflows/read-yaml.yml@main
          with:
            file_name: config-infra-dev.yml
        run:
          needs: get-config
          uses: Azure/mlops-templates/.github/workflows/run-pipeline.yml@main
          with:
            resource_group: ${{ needs.get-config.outputs.resource_group }}
          secrets:
            creds: ${{secrets.AZURE_CREDENTIALS}}
      """;

  /** Two jobs of one mapping at different depths, as in the real file: not YAML. */
  private static final String WORKFLOW_INVALID =
      """
      name: %s

      on:
        workflow_dispatch:
      jobs:
        get-config:
            uses: Azure/mlops-templates/.github/workflows/read-yaml.yml@main
            with:
              file_name: config-infra-prod.yml
         run-pipeline:
            needs: get-config
            uses: Azure/mlops-templates/.github/workflows/run-pipeline.yml@main
      """;

  private static final String WORKFLOW_ALONE =
      """
      name: %s
      on: [push]
      jobs:
        run:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
      """;

  private static final String AML_PIPELINE =
      """
      type: pipeline
      experiment_name: fixture
      jobs:
        prep_data:
          type: command
          code: ../../../data-science/src
          command: python prep.py
          environment: azureml:train-env@latest
        train_model:
          type: command
          code: ../../../data-science/src
          command: python train.py
          environment: azureml:train-env@latest
      """;

  private static final String TRAIN_ENVIRONMENT =
      """
      name: train-env
      image: mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04
      %s
      """;

  private static final String DATA_ASSET =
      """
      name: taxi-data
      type: uri_file
      path: ../../../data/taxi-data.csv
      """;

  private static final String LICENSE =
      """
      License of a template that exists for tests only.

      Everyone may use, copy and change it, without any warranty, as long as this notice is kept.
      """;

  private final AzureShape shape;

  AcceleratorFiles(AzureShape shape) {
    this.shape = shape;
  }

  /** The text of a file that matters, with {@code \n} as line end; empty for all others. */
  Optional<String> text(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String title = name.replaceFirst("\\.ya?ml$", "");
    if (path.startsWith("config-infra-")) {
      return Optional.of(
          path.contains("prod")
              ? CONFIG_INFRA.formatted("Prod", "prod")
              : CONFIG_INFRA.formatted("Dev", "dev"));
    }
    if (name.endsWith(".code-search")) {
      return Optional.of("# an editor's search\n");
    }
    if (path.contains("/devops-pipelines/") || path.startsWith("infrastructure/bicep/pipelines/")) {
      return Optional.of(azurePipeline(path, title));
    }
    if (path.contains("/github-actions/") || path.startsWith(".github/workflows/")) {
      return Optional.of(workflow(path).formatted(title));
    }
    return switch (name) {
      case "config-aml.yml" -> Optional.of(CONFIG_AML);
      case "pipeline.yml", "pipeline.yaml", "train.yaml" -> Optional.of(AML_PIPELINE);
      case "train-env.yml", "train-env.yaml" ->
          Optional.of(TRAIN_ENVIRONMENT.formatted(environment(path)));
      case "data.yml" -> Optional.of(DATA_ASSET);
      case "LICENSE" -> Optional.of(LICENSE);
      case ".gitignore" -> Optional.of("__pycache__/\n*.pyc\n");
      default -> Optional.empty();
    };
  }

  private String azurePipeline(String path, String title) {
    String variables =
        path.contains("/python-sdk-v1/") ? PIPELINE_VARIABLES_OF_SDK_V1 : PIPELINE_VARIABLES;
    boolean alone = path.contains("/bicep/") || path.endsWith("/register-rai-components.yml");
    String resources = alone ? "" : shape == AzureShape.MAIN ? RESOURCES_GIT : RESOURCES_GITHUB;
    return "name: %s\n\n%s\ntrigger: none\n\n%s\n%s"
        .formatted(title, variables, resources, alone ? STAGES_ALONE : STAGES);
  }

  private static String workflow(String path) {
    if (path.equals("nlp/aml-cli-v2/mlops/github-actions/deploy-model-training-pipeline.yml")) {
      return WORKFLOW_INVALID;
    }
    return path.endsWith("/codeql.yml") || path.endsWith("/test-oidc.yml")
        ? WORKFLOW_ALONE
        : WORKFLOW;
  }

  private static String environment(String path) {
    if (path.startsWith("cv/")) {
      return "build:\n  path: ../../../data-science/environment/";
    }
    return path.startsWith("nlp/")
        ? "build:\n  path: ../../../data-science/environments/training/"
        : "conda_file: ../../../data-science/environment/train-conda.yml";
  }
}
