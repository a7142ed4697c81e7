package io.github.mlopsmaven.rules.azurepipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class SecretVariableCheckTest {

  private final SecretVariableCheck check = new SecretVariableCheck();

  private static ProjectUnderTest pipeline(String... steps) {
    return ProjectUnderTest.with(
        "azure-pipelines.yml",
        ("trigger: none\nsteps:\n" + String.join("\n", steps)).split("\n", -1));
  }

  @Test
  void wantsEachSecretThatAScriptReads() {
    assertThat(
            pipeline(
                    "- bash: echo '##vso[task.setvariable variable=my.key;isSecret=true]x'",
                    "- bash: curl -H \"$MY_KEY\" \"$SYSTEM_ACCESSTOKEN\"",
                    "  env: {MY_KEY: $(my.key)}",
                    "- pwsh: Write-Host $env:MY_KEY",
                    "- task: AzureCLI@2",
                    "  inputs:",
                    "    scriptType: bash",
                    "    inlineScript: echo $SYSTEM_ACCESSTOKEN")
                .places(check))
        .containsExactly(
            "azure-pipelines.yml:4:9 [azure-pipelines-secret]",
            "azure-pipelines.yml:6:9 [azure-pipelines-secret]",
            "azure-pipelines.yml:10:19 [azure-pipelines-secret]");
  }

  @Test
  void saysNothingOfWhatAScriptHas() {
    assertThat(
            pipeline(
                    "- bash: echo '##vso[task.setvariable variable=key;issecret=true]x'",
                    "- bash: echo '##vso[task.setvariable variable=plain]x'",
                    "- bash: echo '##vso[task.setvariable variable=out;isOutput=true;issecret=true]x'",
                    "- bash: echo $PLAIN $OUT ${KEY:-none} $(key)",
                    "- bash: |",
                    "    KEY=$(az keyvault secret show --name x --query value -o tsv)",
                    "    echo \"$KEY\"",
                    "- bash: echo '$SYSTEM_ACCESSTOKEN'",
                    "- bash: echo $SYSTEM_ACCESSTOKEN",
                    "  env: {SYSTEM_ACCESSTOKEN: $(System.AccessToken)}",
                    "- bash: echo $SYSTEM_ACCESSTOKEN",
                    "  env: ${{ parameters.env }}")
                .places(check))
        .isEmpty();
  }
}
