package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class TerraformCheckTest {

  private final TerraformCheck check = new TerraformCheck();

  @Test
  void reportsWhereABracketIsMissing() {
    assertThat(ProjectUnderTest.with("main.tf", "locals {", "  a = [1, 2", "}").findings(check))
        .containsExactly(
            "main.tf:3:1: error: not valid Terraform: the bracket '}' closes nothing; correct it at"
                + " or above this line, then run `terraform fmt` [terraform-syntax]");
    assertThat(ProjectUnderTest.with("main.tf", "locals {", "  a = 1").places(check))
        .containsExactly("main.tf:1:8 [terraform-syntax]");
  }

  @Test
  void reportsWhatIsNotDeclared() {
    assertThat(
            ProjectUnderTest.with(
                    "infrastructure/main.tf",
                    "variable \"location\" {",
                    "  type = string",
                    "}",
                    "resource \"azurerm_resource_group\" \"this\" {",
                    "  name     = \"rg-${var.locaton}\"",
                    "  location = var.location",
                    "}",
                    "output \"id\" {",
                    "  value = azurerm_resource_group.that.id",
                    "}")
                .findings(check))
        .containsExactly(
            "infrastructure/main.tf:5:20: error: var.locaton is used and not declared in"
                + " infrastructure; declare it there, or correct its name [terraform-undeclared]",
            "infrastructure/main.tf:9:11: error: azurerm_resource_group.that is used and not"
                + " declared in infrastructure; declare it there, or correct its name"
                + " [terraform-undeclared]");
  }

  @Test
  void findsDeclarationsInEveryFileOfTheDirectory() {
    assertThat(
            ProjectUnderTest.with("main.tf", "locals {", "  a = \"${var.x}-${local.b}\"", "}")
                .and(
                    "more.tf",
                    "variable \"x\" {}",
                    "locals { b = \"b\" }",
                    "output \"a\" { value = local.a }")
                .findings(check))
        .isEmpty();
  }

  @Test
  void takesLoopsKeysFunctionsAndHistoryForWhatTheyAre() {
    assertThat(
            ProjectUnderTest.with(
                    "main.tf",
                    "data \"azurerm_client_config\" \"current\" {}",
                    "locals {",
                    "  # a comment with var.nothing in it",
                    "  zones = [for azurerm_zone in [\"a\"] : azurerm_zone.name if true]",
                    "  tags  = { azurerm_key = data.azurerm_client_config.current.id }",
                    "  text  = <<-EOT",
                    "    ${local.tags.azurerm_key} and $${var.nothing}",
                    "  EOT",
                    "}",
                    "module \"self\" {",
                    "  source   = \"git::https://example.com/self\"",
                    "  for_each = {}",
                    "  self     = each.value.id",
                    "}",
                    "moved {",
                    "  from = azurerm_old.this",
                    "  to   = azurerm_old.that",
                    "}",
                    "output \"x\" { value = [local.zones, local.text] }")
                .findings(check))
        .isEmpty();
  }

  @Test
  void reportsVariablesThatNothingUses() {
    assertThat(
            ProjectUnderTest.with(
                    "variables.tf",
                    "variable \"secret\" {",
                    "  validation {",
                    "    condition     = var.secret != \"\"",
                    "    error_message = \"no\"",
                    "  }",
                    "}")
                .findings(check))
        .containsExactly(
            "variables.tf:1:1: warning: the variable 'secret' is declared and used nowhere; use it"
                + " as var.secret, or remove its block [terraform-unused-variable]");
  }

  @Test
  void comparesWhatAModuleTakesWithWhatItIsGiven() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "main.tf",
                "module \"network\" {",
                "  source = \"./network\"",
                "  count  = 1",
                "  nme    = \"x\"",
                "}",
                "output \"id\" { value = module.network[0].identifier }")
            .and("network/main.tf", "variable \"name\" {}", "output \"id\" { value = var.name }");
    assertThat(project.findings(check))
        .containsExactly(
            "main.tf:1:1: error: the module 'network' requires the variable 'name', which is missing; add `name = …` to this block [terraform-module-argument]",
            "main.tf:4:3: error: the module 'network' has no variable 'nme'; declare it in network,"
                + " or take this line out [terraform-module-argument]",
            "main.tf:6:23: error: the module 'network' has no output 'identifier'; declare `output"
                + " \"identifier\"` in network [terraform-unknown-output]");
  }

  @Test
  void reportsModulesAndFilesThatAreNotThere() {
    assertThat(
            ProjectUnderTest.with(
                    "infrastructure/main.tf",
                    "module \"a\" { source = \"./modules/a\" }",
                    "module \"b\" { source = \"Azure/naming/azurerm\" }",
                    "locals {",
                    "  x = file(\"${path.module}/../config-${local.s}.yml\")",
                    "  s = file(\"${path.module}/key.pub\")",
                    "  t = file(\"elsewhere.txt\")",
                    "}")
                .and("config-dev.yml", "a: 1")
                .places(check))
        .containsExactly(
            "infrastructure/main.tf:1:14 [terraform-missing-module]",
            "infrastructure/main.tf:5:12 [terraform-missing-file]");
  }

  @Test
  void looksAtValuesAndTests() {
    assertThat(
            ProjectUnderTest.with(
                    "main.tf", "variable \"stage\" {}", "output \"s\" { value = var.stage }")
                .and("dev.tfvars", "stge = \"dev\"")
                .and(
                    "tests/plan.tftest.hcl",
                    "run \"x\" {",
                    "  variables {",
                    "    stag = 1",
                    "  }",
                    "}")
                .places(check))
        .containsExactly(
            "dev.tfvars:1:1 [terraform-undeclared]",
            "tests/plan.tftest.hcl:3:5 [terraform-undeclared]");
  }
}
