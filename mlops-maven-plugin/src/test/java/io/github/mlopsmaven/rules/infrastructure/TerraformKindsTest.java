package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that follow from what is written out. */
class TerraformKindsTest {

  private static final String BEGIN =
      "variable \"names\" {¶  type = list(string)¶}¶variable \"on\" {¶  type = bool¶}¶"
          + "variable \"stages\" {¶  type = map(object({ size = string, count = optional(number) }))¶}¶"
          + "variable \"rules\" {¶  type = list(object({ name = string, ports = list(number) }))¶}¶"
          + "locals {¶  a = { x = { sku = \"s\" }, y = { sku = \"t\", zone = 1 } }¶  all = [for n in var.names : { id = n }]¶  by = { for r in var.rules : r.name => r }¶  list = concat(var.names, [\"a\"])¶  text = \"a-${var.on}\"¶}¶"
          + "output \"used\" {¶  value = [var.names, var.on, var.stages, var.rules]¶}¶";

  private static List<String> found(String text) {
    return ProjectUnderTest.with("main.tf", (BEGIN + text).split("¶", -1))
        .and(
            "m/main.tf",
            "variable \"names\" {",
            "  type = list(string)",
            "}",
            "variable \"size\" {",
            "  type = string",
            "  validation {",
            "    condition     = can(regex(\"^Standard_\", var.size)) && length(var.size) < 20",
            "    error_message = \"A size of Azure.\"",
            "  }",
            "  default = \"Standard_A\"",
            "}",
            "variable \"days\" {",
            "  type = number",
            "  default = 7",
            "  validation {",
            "    condition = var.days >= 7 && var.days <= 90",
            "    error_message = \"7 to 90\"",
            "  }",
            "}",
            "output \"a\" {",
            "  value = [var.names, var.size, var.days]",
            "}")
        .findings(new TerraformCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource \"r_s\" \"a\" {¶  for_each = toset(local.list)¶  name = each.value¶}",
        "resource \"r_s\" \"a\" {¶  for_each = local.a¶  name = each.value.sku¶  zone = try(each.value.none, null)¶}",
        "resource \"r_s\" \"a\" {¶  for_each = var.stages¶  name = each.value.size¶  n = each.value.count¶}",
        "resource \"r_s\" \"a\" {¶  for_each = { for r in var.rules : r.name => r }¶  name = each.value.ports[0]¶}",
        "resource \"r_s\" \"a\" {¶  for_each = var.on ? local.a : {}¶  name = each.key¶}",
        "resource \"r_s\" \"a\" {¶  count = var.on ? 1 : 0¶  name = local.all[0].id¶  x = local.a[\"x\"].sku¶  y = local.by[\"k\"].name¶}",
        "module \"m\" {¶  source = \"./m\"¶  names = local.list¶  size = \"Standard_B\"¶  days = 30¶}",
        "module \"m\" {¶  source = \"./m\"¶  names = [for n in var.names : upper(n)]¶  days = \"8\"¶}",
        "resource \"r_s\" \"a\" {¶  dynamic \"ip_rule\" {¶    for_each = var.rules¶    content {¶      name = ip_rule.value.name¶      dynamic \"port_rule\" {¶        for_each = ip_rule.value.ports¶        iterator = port¶        content {¶          number = port.value¶          name = ip_rule.value.name¶        }¶      }¶    }¶  }¶}",
      })
  void reads(String text) {
    assertThat(
            found(
                text.contains("module")
                    ? text
                    : text + "¶module \"m\" {¶  source = \"./m\"¶  names = []¶}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "resource \"r_s\" \"a\" {¶  for_each = local.list¶} | 'for_each' takes a map or a set of strings, and this is of type list",
        "resource \"r_s\" \"a\" {¶  for_each = local.all¶} | 'for_each' takes a map or a set of strings, and this is of type tuple",
        "resource \"r_s\" \"a\" {¶  for_each = keys(local.a)¶} | and this is of type list",
        "resource \"r_s\" \"a\" {¶  for_each = toset(var.rules)¶} | takes a set of strings, and this is one of type object",
        "resource \"r_s\" \"a\" {¶  for_each = r_s.b[*].id¶}¶resource \"r_s\" \"b\" {¶  count = 1¶} | and this is of type tuple",
        "resource \"r_s\" \"a\" {¶  count = var.on¶} | 'count' takes a number, and this is of type bool",
        "resource \"r_s\" \"a\" {¶  for_each = local.a¶  x = each.value.skus¶} | each.value has no 'skus'",
        "resource \"r_s\" \"a\" {¶  for_each = var.stages¶  x = each.value.sizes¶} | each.value has no 'sizes'",
        "resource \"r_s\" \"a\" {¶  x = local.all[0].name¶} | local.all has no 'name'",
        "resource \"r_s\" \"a\" {¶  x = local.by[\"k\"].nam¶} | local.by has no 'nam'",
        "resource \"r_s\" \"a\" {¶  x = local.text.id¶} | local.text has no 'id'",
        "module \"m\" {¶  source = \"./m\"¶  names = var.on¶} | a value of type list(string) is needed, and this is of type bool",
        "module \"m\" {¶  source = \"./m\"¶  names = var.rules¶} | a value of type list(string) is needed, and this is of type list(object)",
        "module \"m\" {¶  source = \"./m\"¶  names = []¶  size = local.list¶} | a value of type string is needed, and this is of type list",
        "module \"m\" {¶  source = \"./m\"¶  names = []¶  size = \"Basic_A\"¶} | the validation of the variable refuses this value; it says: A size of Azure",
        "module \"m\" {¶  source = \"./m\"¶  names = []¶  days = 5¶} | the validation of the variable refuses this value",
        "resource \"r_s\" \"a\" {¶  dynamic \"ip_rule\" {¶    for_each = var.rules¶    iterator = rule¶    content {¶      name = ip_rule.value.name¶    }¶  }¶} | 'ip_rule' is not the iterator of a dynamic block here",
      })
  void refuses(String text, String problem) {
    String whole =
        text.contains("module") ? text : text + "¶module \"m\" {¶  source = \"./m\"¶  names = []¶}";
    assertThat(found(whole)).singleElement().asString().contains(problem);
  }

  private static List<String> project(String lock, String range) {
    return ProjectUnderTest.with(
            "a/main.tf",
            "terraform {",
            "  required_providers {",
            "    azurerm = {",
            "      source  = \"hashicorp/azurerm\"",
            "      version = \"" + range + "\"",
            "    }",
            "  }",
            "}",
            "provider \"azurerm\" {",
            "  alias = \"hub\"",
            "}",
            "module \"m\" {",
            "  source    = \"../m\"",
            "  providers = { azurerm.dns = azurerm.hub }",
            "}")
        .and(
            "a/.terraform.lock.hcl",
            "provider \"registry.terraform.io/hashicorp/azurerm\" {",
            "  version = \"" + lock + "\"",
            "}")
        .and(
            "m/main.tf",
            "terraform {",
            "  required_providers {",
            "    azurerm = { source = \"hashicorp/azurerm\", configuration_aliases = [azurerm.dns] }",
            "  }",
            "}")
        .findings(new TerraformCheck());
  }

  @Test
  void theLockHasAVersionThatIsAskedFor() {
    assertThat(project("4.81.0", "~> 4.81")).isEmpty();
    assertThat(project("4.81.5", ">= 4.1, < 5.0")).isEmpty();
    assertThat(project("4.81.0", "~> 4.81.0, != 4.82.0")).isEmpty();
    assertThat(project("4.0.0-beta1", "~> 5.0")).isEmpty();
    assertThat(project("4.81.0", "~> 4.80.0")).hasSize(1);
    assertThat(project("3.117.0", "~> 4.81"))
        .containsExactly(
            "a/main.tf:5:17: error: the provider 'azurerm' is asked for as ~> 4.81, and a/.terraform.lock.hcl has 3.117.0; run `terraform init -upgrade` and commit the lock file, or correct the version [terraform-language]");
  }

  @Test
  void aModuleGetsTheProvidersThatItAsksFor() {
    assertThat(
            ProjectUnderTest.with("main.tf", "module \"m\" {", "  source = \"./m\"", "}")
                .and(
                    "m/main.tf",
                    "terraform {",
                    "  required_providers {",
                    "    azurerm = { source = \"hashicorp/azurerm\", configuration_aliases = [azurerm.dns] }",
                    "  }",
                    "}")
                .findings(new TerraformCheck()))
        .singleElement()
        .asString()
        .contains("requires the provider azurerm.dns, which is missing");
  }

  @Test
  void whatIsReadFirstIsWrittenOut() {
    assertThat(
            ProjectUnderTest.with(
                    "main.tf",
                    "variable \"v\" {",
                    "  default = \"a\"",
                    "}",
                    "variable \"w\" {",
                    "  default = var.v",
                    "}",
                    "module \"m\" {",
                    "  source  = \"hashicorp/x/azurerm\"",
                    "  version = var.v",
                    "  a       = [var.v, var.w]",
                    "}")
                .places(new TerraformCheck()))
        .containsExactly("main.tf:5:13 [terraform-language]", "main.tf:9:13 [terraform-language]");
  }

  @Test
  void aNestedDynamicBlockHasItsIterator() {
    assertThat(
            ProjectUnderTest.with(
                    "main.tf",
                    "resource \"aws_x\" \"a\" {",
                    "  dynamic \"configuration\" {",
                    "    for_each = [1]",
                    "    content {",
                    "      dynamic \"aws_idc\" {",
                    "        for_each = [configuration.value]",
                    "        content {",
                    "          region = aws_idc.value.region",
                    "        }",
                    "      }",
                    "    }",
                    "  }",
                    "}")
                .findings(new TerraformCheck()))
        .isEmpty();
  }
}
