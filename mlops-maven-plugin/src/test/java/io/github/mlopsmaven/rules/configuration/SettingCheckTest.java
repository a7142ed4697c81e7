package io.github.mlopsmaven.rules.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class SettingCheckTest {

  private final SettingCheck check = new SettingCheck();

  private static ProjectUnderTest settings() {
    return ProjectUnderTest.with(
            "config/settings-dev.yml", "variables:", "  group: rg", "  network: {name: vnet}")
        .and("config/settings-prod.yml", "variables:", "  group: rg", "  network: {id: 1}");
  }

  @Test
  void readsTerraform() {
    assertThat(
            settings()
                .and(
                    "infra/main.tf",
                    "locals {",
                    "  s = yamldecode(file(\"${path.module}/../config/settings-${var.stage}.yml\")).variables",
                    "}")
                .and(
                    "infra/more.tf",
                    "a = local.s.group",
                    "b = local.s.groups",
                    "c = local.s.network.name",
                    "d = try(local.s.other, 1)")
                .findings(check))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("infra/more.tf:2:13: error: 'groups' is read and not set in")
                    .contains("did you mean group?"),
            line ->
                assertThat(line)
                    .contains("'name' is read and not set in config/settings-prod.yml"));
  }

  @Test
  void whatIsInATextIsNoName() {
    assertThat(
            ProjectUnderTest.with("roles.json", "{\"owner\": 1}")
                .and(
                    "main.bicep",
                    "var roles = loadJsonContent('./roles.json')",
                    "var a = roles.owner",
                    "var b = 'it is ${toLower('x')} in roles.other'",
                    "var c = 'it is ${roles.none}'")
                .places(check))
        .containsExactly("main.bicep:4:24 [configuration-missing-key]");
  }

  @Test
  void followsParametersOfBicep() {
    assertThat(
            settings()
                .and(
                    "infra/dev.bicepparam",
                    "using 'main.bicep'",
                    "param config = loadYamlContent('../config/settings-dev.yml').variables")
                .and(
                    "infra/main.bicep",
                    "param config object",
                    "module a 'a.bicep' = {",
                    "  params: {",
                    "    settings: config",
                    "  }",
                    "}")
                .and(
                    "infra/a.bicep",
                    "param settings object",
                    "output x string = settings.group",
                    "output y string = settings.?maybe",
                    "output z string = settings.goup")
                .findings(check))
        .singleElement()
        .asString()
        .startsWith("infra/a.bicep:4:28: error: 'goup' is read");
  }

  @Test
  void readsScriptsAndPython() {
    assertThat(
            settings()
                .and(
                    "scripts/config.sh",
                    "file=\"$root/settings-$stage.yml\"",
                    "setting() {",
                    "  sed -n \"s/^  $1: //p\" \"$file\"",
                    "}")
                .and("scripts/use.sh", "a=\"$(setting group)\"", "b=\"$(setting groups)\"")
                .and("scripts/query.sh", "yq '.variables.goup' config/settings-dev.yml")
                .and(
                    "read.py",
                    "with open(\"config/settings-dev.yml\") as f:",
                    "    config = yaml.safe_load(f)",
                    "print(config[\"variables\"][\"group\"], config[\"variable\"])")
                .findings(check))
        .hasSize(3);
  }
}
