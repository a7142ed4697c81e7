package io.github.mlopsmaven.needs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What host and Azure keep of a project after its files changed. */
class ProjectHoldingsTest {

  private static final String WORKFLOW =
      """
      on: push
      permissions: {id-token: write}
      jobs:
        deploy:
          environment: prod
          steps:
            - run: deploy "${{ vars.AZURE_CLIENT_ID }}" "${{ secrets.KEY }}"
        test:
          steps:
            - run: test "${{ vars.LEVEL }}" "${{ secrets.TOKEN }}"
      """;

  private static final String PIPELINE =
      """
      trigger: none
      variables:
        - group: shared-settings
      resources:
        repositories:
          - {repository: t, type: git, name: mlops-templates}
      stages:
        - stage: Deploy
          jobs:
            - deployment: d
              environment: demo-prod
              strategy: {runOnce: {deploy: {steps: [{task: AzureCLI@2, inputs: {azureSubscription: arm-prod}}]}}}
      """;

  private final Map<String, String> before = new TreeMap<>();
  private final Map<String, String> after = new TreeMap<>();

  private List<String> left() {
    return ProjectHoldings.left(before, after).stream()
        .map(holding -> holding.holder() + ": " + holding.kind() + " " + holding.name())
        .toList();
  }

  @Test
  void whatAnUnchangedProjectHasIsNeeded() {
    before.put(".github/workflows/ci.yml", WORKFLOW);
    before.put("pipelines/ci.yml", PIPELINE);
    after.putAll(before);

    assertThat(left()).isEmpty();
  }

  @Test
  void whatGitHubKeepsForWorkflowsThatAreGone() {
    before.put(".github/workflows/ci.yml", WORKFLOW);

    assertThat(left())
        .containsExactly(
            "GitHub: environment prod",
            "Azure: identity that trusts the environment prod of GitHub",
            "Azure: identity that trusts the branch main of GitHub",
            "GitHub: variable LEVEL",
            "GitHub: secret TOKEN");
  }

  @Test
  void aSettingOfAnEnvironmentThatStaysIsNamedWithIt() {
    before.put(".github/workflows/ci.yml", WORKFLOW);
    after.put(
        ".github/workflows/ci.yml",
        WORKFLOW.replace(" \"${{ secrets.KEY }}\"", "").replace("vars.LEVEL", "vars.OTHER"));

    assertThat(left())
        .containsExactly("GitHub: variable LEVEL", "GitHub: secret KEY of the environment prod");
    assertThat(ProjectHoldings.left(before, after))
        .extracting(Holding::remedy)
        .containsExactly("gh variable delete LEVEL", "gh secret delete KEY --env prod");
  }

  @Test
  void whatAzureDevOpsKeepsForPipelinesThatAreGone() {
    before.put("pipelines/ci.yml", PIPELINE);

    assertThat(left())
        .containsExactly(
            "Azure DevOps: pipeline of pipelines/ci.yml",
            "Azure DevOps: environment demo-prod",
            "Azure DevOps: service connection arm-prod",
            "Azure: identity that trusts the service connection arm-prod of Azure DevOps",
            "Azure DevOps: variable group shared-settings",
            "Azure DevOps: repository mlops-templates");
  }

  @Test
  void aPipelineThatMovedIsRegisteredUnderItsOldPlace() {
    before.put("pipelines/ci.yml", PIPELINE);
    after.put("ci/ci.yml", PIPELINE);

    assertThat(left()).containsExactly("Azure DevOps: pipeline of pipelines/ci.yml");
  }

  @Test
  void aStateAndItsResourcesStayWhereTheLanguageChanges() {
    before.put(
        "infrastructure/main.tf",
        """
        terraform {
          backend "azurerm" {
            key = "demo.tfstate"
          }
        }
        resource "azurerm_resource_group" "main" {}
        resource "azurerm_storage_account" "main" {}
        """);
    before.put("config-dev.yml", "variables:\n  p: abc\n  terraform_st_account: st$(p)dev\n");
    after.put("main.bicep", "resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n}\n");

    assertThat(ProjectHoldings.left(before, after))
        .extracting(Holding::title)
        .containsExactly(
            "Azure: Terraform state in the backend azurerm under the key demo.tfstate, with"
                + " terraform_st_account stabcdev",
            "Azure: resources that Terraform made, 2 in its code: azurerm_resource_group,"
                + " azurerm_storage_account");
    assertThat(ProjectHoldings.left(after, before))
        .extracting(Holding::title)
        .containsExactly(
            "Azure: resources that Bicep made, 1 in its code: Microsoft.Storage/storageAccounts");
  }

  @Test
  void namesOfCommandsAreFollowedThroughScriptsAndSettings() {
    before.put(
        "scripts/make.sh",
        """
        group="$(setting resource_group)"
        stack=mlops
        # az group create --name commented
        az group create --name "$group" \\
          --location "$(setting location)"
        az stack group create --name "$stack" --resource-group "$group"
        az storage account create -n 'st$(postfix)dev' --resource-group "$group" && true
        az ml online-endpoint create --file "$here/online/endpoint.yml" --name "$(setting endpoint)"
        az ml online-deployment create --name blue --endpoint-name x
        az storage container create --name "$(only-a-run-can-tell | cut -f1)"
        """);
    before.put(
        "config-dev.yml",
        """
        variables:
          postfix: "01"
          resource_group: rg-$(postfix)-dev
          endpoint: oep-$(postfix)-dev
        """);
    before.put(
        "online/endpoint.yml",
        """
        $schema: https://azuremlschemas.azureedge.net/latest/managedOnlineEndpoint.schema.json
        name: not-its-name
        """);

    assertThat(left())
        .containsExactly(
            "Azure: resource group rg-01-dev",
            "Azure: stack group mlops",
            "Azure: storage account st01dev",
            "Azure: online endpoint oep-01-dev");
    after.putAll(before);
    assertThat(left()).isEmpty();
    after.put(
        "config-dev.yml", "variables:\n  postfix: \"02\"\n  resource_group: rg-$(postfix)-dev\n");
    assertThat(left()).contains("Azure: resource group rg-01-dev").doesNotContain("rg-02-dev");
  }

  @Test
  void whatAWorkspaceKnowsUnlessCodeNamesItStill() {
    String schema = "$schema: https://azuremlschemas.azureedge.net/latest/";
    before.put("train/data.yml", schema + "data.schema.json\nname: fares\npath: x\n");
    before.put("train/part.yml", schema + "commandComponent.schema.json\nname: prepare\n");
    before.put("train/pipeline.yml", schema + "pipelineJob.schema.json\nname: run\n");
    before.put(
        "deploy/d.yml",
        schema
            + "managedOnlineDeployment.schema.json\nname: blue\nmodel: azureml:fares-model@latest\n");

    assertThat(left())
        .containsExactlyInAnyOrder(
            "Azure: data fares", "Azure: command component prepare", "Azure: model fares-model");
    after.put("train.py", "data = client.data.get(\"fares\", label='latest')\n");
    assertThat(left()).doesNotContain("Azure: data fares").contains("Azure: model fares-model");
  }

  @Test
  void filesThatCannotBeReadTellNothing() {
    before.put("a.yml", ": : :\n\t- [");
    before.put("b.tf", "resource \"x\"");
    before.put("c.sh", "az create --name $(((\naz group create --name \"$x");

    assertThat(left()).isEmpty();
  }
}
