package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Terraform's tests name. */
class TerraformTestCheckTest {

  private static List<String> found(String text) {
    return ProjectUnderTest.with(
            "infra/main.tf",
            "variable \"stage\" {",
            "  type = string",
            "}",
            "locals {",
            "  name = \"a-${var.stage}\"",
            "}",
            "data \"azurerm_client_config\" \"me\" {}",
            "resource \"azurerm_resource_group\" \"this\" {",
            "  count    = 1",
            "  name     = local.name",
            "  location = data.azurerm_client_config.me.id",
            "}",
            "module \"net\" {",
            "  source = \"./net\"",
            "}",
            "output \"id\" {",
            "  value = azurerm_resource_group.this[0].id",
            "}")
        .and("infra/net/main.tf", "output \"subnet\" {", "  value = 1", "}")
        .and("infra/tests/plan.tftest.hcl", text.split("¶", -1))
        .findings(new TerraformCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run \"a\" {¶  assert {¶    condition     = azurerm_resource_group.this[0].name == local.name && output.id != var.stage¶    error_message = \"${data.azurerm_client_config.me.id} ${module.net.subnet}\"¶  }¶}",
        "run \"a\" {¶  command = plan¶  expect_failures = [var.stage, azurerm_resource_group.this, check.health]¶  providers = { azurerm = azurerm.mock }¶}",
        "run \"a\" {¶  assert {¶    condition     = resource.azurerm_resource_group.this[0].name != \"\"¶    error_message = \"x\"¶  }¶}",
        "run \"a\" {}¶run \"b\" {¶  variables {¶    stage = run.a.id¶  }¶}",
        "run \"n\" {¶  module {¶    source = \"./net\"¶  }¶  assert {¶    condition     = output.subnet == 1¶    error_message = \"x\"¶  }¶}¶run \"b\" {¶  assert {¶    condition     = run.n.subnet == 1¶    error_message = \"x\"¶  }¶}",
        "run \"o\" {¶  module {¶    source  = \"a/b/c\"¶    version = \"1\"¶  }¶  assert {¶    condition     = output.anything == 1¶    error_message = \"x\"¶  }¶}",
        "run \"a\" {¶  assert {¶    condition     = alltrue([for one in azurerm_resource_group.this : one.name != \"\"])¶    error_message = \"x\"¶  }¶}",
      })
  void reads(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "run \"a\" {¶  assert {¶    condition     = azurerm_resource_group.main[0].name != \"\"¶    error_message = \"x\"¶  }¶} | azurerm_resource_group.main is used and not declared in infra",
        "run \"a\" {¶  assert {¶    condition     = output.ids != \"\"¶    error_message = \"x\"¶  }¶} | output.ids is used and not declared in infra",
        "run \"a\" {¶  assert {¶    condition     = true¶    error_message = \"${local.nam}\"¶  }¶} | local.nam is used and not declared in infra",
        "run \"a\" {¶  assert {¶    condition     = data.azurerm_client_config.you.id != \"\"¶    error_message = \"x\"¶  }¶} | data.azurerm_client_config.you is used and not declared in infra",
        "run \"a\" {¶  expect_failures = [var.stag]¶} | var.stag is used and not declared in infra",
        "run \"a\" {}¶run \"b\" {¶  variables {¶    stage = run.first.id¶  }¶} | the run 'first' is not above this one",
        "run \"a\" {}¶run \"b\" {¶  variables {¶    stage = run.a.name¶  }¶} | the module of the run 'a' has no output 'name'",
        "run \"n\" {¶  module {¶    source = \"./net\"¶  }¶  assert {¶    condition     = output.id == 1¶    error_message = \"x\"¶  }¶} | output.id is used and not declared in infra/net",
      })
  void reports(String text, String problem) {
    assertThat(found(text))
        .singleElement()
        .asString()
        .contains(": error: " + problem + "; declare it there, or correct its name")
        .endsWith("[terraform-undeclared]");
  }
}
