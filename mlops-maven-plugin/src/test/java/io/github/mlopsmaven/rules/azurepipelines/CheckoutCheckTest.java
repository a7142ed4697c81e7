package io.github.mlopsmaven.rules.azurepipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutCheckTest {

  private static List<String> findings(String... lines) {
    return ProjectUnderTest.with("azure-pipelines.yml", lines)
        .and("scripts/deploy.sh", "#!/bin/bash")
        .and("infra/main.json", "{}")
        .and("requirements.txt", "numpy")
        .findings(new CheckoutCheck());
  }

  private static List<String> deployment(String... steps) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "trigger: none",
                "jobs:",
                "  - deployment: a",
                "    environment: dev",
                "    pool: {vmImage: ubuntu-22.04}",
                "    strategy:",
                "      runOnce:",
                "        deploy:",
                "          steps:"));
    for (String step : steps) {
      lines.add("            " + step);
    }
    return findings(lines.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- bash: scripts/deploy.sh",
        "- script: pip install -r requirements.txt",
        "- bash: bash $(Build.SourcesDirectory)/scripts/deploy.sh",
        "- {bash: ./deploy.sh, workingDirectory: scripts}",
        "- {task: AzureCLI@2, inputs: {scriptType: bash, scriptPath: scripts/deploy.sh}}",
        "- {task: AzureResourceManagerTemplateDeployment@3, inputs: {csmFile: infra/main.json}}"
      })
  void aDeploymentJobChecksNothingOut(String step) {
    assertThat(deployment("- download: current", step))
        .singleElement()
        .asString()
        .contains("a deployment job has not checked out the project");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- checkout: self",
        "- template: steps.yml",
        "- bash: git clone https://example.com/x .",
        "- {task: DownloadPipelineArtifact@2, inputs: {targetPath: .}}",
        "- {bash: mkdir x, workingDirectory: $(Pipeline.Workspace)/drop}",
        "- bash: cp -r $(Pipeline.Workspace)/drop/* ."
      })
  void filesComeInOtherWays(String step) {
    List<String> found = deployment(step, "- bash: scripts/deploy.sh");
    if (step.contains("mkdir")) {
      assertThat(found).hasSize(1);
    } else {
      assertThat(found).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- bash: az ml online-endpoint show",
        "- bash: $(Pipeline.Workspace)/drop/scripts/deploy.sh",
        "- {bash: ./deploy.sh, workingDirectory: $(Pipeline.Workspace)/drop/scripts}"
      })
  void otherStepsNeedNoFilesOfTheProject(String step) {
    assertThat(deployment(step)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmImage: ubuntu-22.04", "name: own"})
  void aJobWithoutACheckoutHasNoFilesOnMachinesOfMicrosoft(String pool) {
    List<String> found =
        findings(
            "trigger: none",
            "pool: {" + pool + "}",
            "stages:",
            "  - stage: a",
            "    jobs:",
            "      - job: b",
            "        steps:",
            "          - checkout: none",
            "          - script: bash scripts/deploy.sh",
            "      - job: c",
            "        steps:",
            "          - script: bash scripts/deploy.sh");
    if (pool.startsWith("name")) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).singleElement().asString().contains(":9:").contains("checkout: none");
    }
  }
}
