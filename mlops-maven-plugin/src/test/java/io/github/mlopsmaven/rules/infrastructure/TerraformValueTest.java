package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of variables against their types, and what waits for itself. */
class TerraformValueTest {

  private static List<String> found(ProjectUnderTest project) {
    return project.findings(new TerraformCheck()).stream()
        .filter(line -> !line.contains("[terraform-unused-variable]"))
        .toList();
  }

  private static List<String> found(String... lines) {
    return found(ProjectUnderTest.with("main.tf", lines));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string | \"a\"",
        "string | 3",
        "string | null",
        "string | true",
        "string | \"${true}/a\"",
        "number | \"3\"",
        "number | -3",
        "bool | \"true\"",
        "any | [1]",
        "list(string) | [\"a\", 1]",
        "list(string) | [for x in [1] : x]",
        "set(number) | []",
        "map(string) | { a = \"b\" }",
        "object({ a = string, b = optional(number, 1) }) | { a = \"b\" }",
        "object({ a = string }) | { \"a\" : \"b\", more = 1 }",
        "map(object({ a = string })) | { x = { a = \"b\" }, y = { a = \"c\" } }",
        "object({ a = list(string) }) | { a = concat([], []) }",
        "tuple([string, number]) | [\"a\", 1]",
      })
  void takesWhatTerraformConverts(String type, String value) {
    assertThat(found("variable \"x\" {", "  type = " + type, "  default = " + value, "}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string | [\"a\"] | a value of type string is needed, and this is a list",
        "string | { a = 1 } | a value of type string is needed, and this is an object",
        "number | \"three\" | a value of type number is needed, and this is a text",
        "bool | 1 | a value of type bool is needed, and this is a number",
        "list(string) | \"a\" | a value of type list is needed, and this is a text",
        "list(string) | [\"a\", []] | a value of type string is needed, and this is a list",
        "map(number) | { a = \"b\" } | a value of type number is needed, and this is a text",
        "object({ a = string, b = string }) | { a = \"c\" } | the field 'b' of the object is missing",
        "map(object({ a = string })) | { x = { b = \"c\" } } | the field 'a' of the object is missing",
      })
  void seesWhatDoesNotFit(String type, String value, String problem) {
    assertThat(found("variable \"x\" {", "  type = " + type, "  default = " + value, "}"))
        .singleElement()
        .asString()
        .contains(problem)
        .endsWith("[terraform-value]");
  }

  private static final String[] STAGE = {
    "variable \"stage\" {",
    "  type = string",
    "  validation {",
    "    condition     = contains([\"dev\", \"prod\"], var.stage)",
    "    error_message = \"dev or prod\"",
    "  }",
    "}",
    "variable \"sizes\" {",
    "  type = map(object({ name = string }))",
    "}",
  };

  @Test
  void readsValuesBelowTheCode() {
    assertThat(
            found(
                ProjectUnderTest.with("infra/main.tf", STAGE)
                    .and(
                        "infra/env/dev.tfvars",
                        "stage = \"test\"",
                        "sizes = {",
                        "  small = {",
                        "    nam = \"s\"",
                        "  }",
                        "}",
                        "region = \"x\"")
                    // Most of it is not of this directory.
                    .and("infra/env/other.tfvars", "region = \"x\"", "owner = \"y\"")))
        .satisfiesExactly(
            line -> assertThat(line).contains("env/dev.tfvars:1:9", "'test' is not allowed"),
            line -> assertThat(line).contains("env/dev.tfvars:3:11", "the field 'name'"),
            line -> assertThat(line).contains("env/dev.tfvars:7:1", "'region' is not a variable"));
  }

  @Test
  void readsWhatModulesAreGiven() {
    assertThat(
            found(
                ProjectUnderTest.with("m/main.tf", STAGE)
                    .and(
                        "main.tf",
                        "module \"m\" {",
                        "  source = \"./m\"",
                        "  stage  = \"test\"",
                        "  sizes  = []",
                        "}")))
        .satisfiesExactly(
            line -> assertThat(line).contains("main.tf:3:12", "'test' is not allowed"),
            line -> assertThat(line).contains("main.tf:4:12", "and this is a list"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "locals {¶  a = local.b¶  b = local.c¶  c = \"${local.a}\"¶}",
        "locals {¶  a = x_y.z.id¶}¶resource \"x_y\" \"z\" {¶  inner {¶    name = local.a¶  }¶}",
        "resource \"x_y\" \"a\" {¶  depends_on = [x_y.b]¶}¶resource \"x_y\" \"b\" {¶  n = x_y.a.n¶}",
        "data \"x_y\" \"a\" {¶  n = local.n¶}¶locals {¶  n = data.x_y.a.n¶}",
      })
  void seesWhatNeedsItself(String text) {
    assertThat(found(text.split("¶", -1)))
        .singleElement()
        .asString()
        .contains("these need each other")
        .endsWith("[terraform-cycle]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "locals {¶  a = 1¶  b = local.a¶  c = local.a + local.b¶}",
        "resource \"x_y\" \"a\" {¶  n = 1¶  lifecycle {¶    postcondition {¶"
            + "      condition     = x_y.a.n == 1¶      error_message = \"no\"¶    }¶  }¶}",
        "locals {¶  a = [for a in [1] : a]¶}",
        "resource \"x_y\" \"a\" {¶  lifecycle {¶    ignore_changes = [n]¶  }¶}",
      })
  void seesNoCycleElsewhere(String text) {
    assertThat(found(text.split("¶", -1))).isEmpty();
  }

  @Test
  void looksIntoModules() {
    String[] module = {
      "variable \"a\" {}",
      "variable \"b\" {}",
      "output \"of_a\" {",
      "  value = var.a",
      "}",
      "output \"of_b\" {",
      "  value = var.b",
      "}",
    };
    assertThat(
            found(
                ProjectUnderTest.with("m/main.tf", module)
                    .and(
                        "main.tf",
                        "module \"m\" {",
                        "  source = \"./m\"",
                        "  a = 1",
                        // Only the other output needs this one.
                        "  b = module.m.of_a",
                        "}")))
        .isEmpty();
    assertThat(
            found(
                ProjectUnderTest.with("m/main.tf", module)
                    .and(
                        "main.tf",
                        "module \"m\" {",
                        "  source = \"./m\"",
                        "  a = 1",
                        "  b = module.m.of_b",
                        "}")))
        .singleElement()
        .asString()
        .contains("module.m.b → module.m.output.of_b → module.m.b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "resource \"x_y\" \"a\" {¶  n = each.key¶} | each.key is used in a block without 'for_each'",
        "resource \"x_y\" \"a\" {¶  for_each = {}¶  n = each.values¶} | 'each' has no 'values'",
        "resource \"x_y\" \"a\" {¶  n = count.index¶} | count.index is used in a block without 'count'",
        "locals {¶  n = each.value¶} | each.value is used in a block without 'for_each'",
        "terraform {¶  required_version = \">=> 1.5\"¶} | '>=> 1.5' is not a version constraint",
        "terraform {¶  required_providers {¶    a = { version = \"4.x\" }¶  }¶} | '4.x' is not a version constraint",
        "variable \"n\" {}¶terraform {¶  backend \"a\" {¶    key = var.n¶  }¶} | a backend takes no references",
        "locals {¶  n = replace(\"a\", \"b\")¶} | replace() takes 3 arguments and is given 2",
        "locals {¶  n = upper()¶} | upper() takes 1 argument and is given 0",
        "locals {¶  n = lookup({}, \"a\", \"b\", \"c\")¶} | lookup() takes 2 to 3 arguments and is given 4",
      })
  void seesWhatTerraformRefuses(String text, String problem) {
    assertThat(found(text.split("¶", -1))).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource \"x_y\" \"a\" {¶  for_each = {}¶  dynamic \"b\" {¶    for_each = []¶"
            + "    content {¶      n = each.value.n¶    }¶  }¶}",
        "locals {¶  count = { count = 1 }¶  n = local.count.count¶}",
        "terraform {¶  required_version = \">= 1.5, < 2.0.0-beta1, != v1.6\"¶}",
        "terraform {¶  required_providers {¶    a = {¶      source  = \"h/a\"¶      version = \"~> 4.0\"¶    }¶  }¶}",
        "locals {¶  n = min([1, 2]...)¶  m = element([¶    \"a\",¶    \"b\",¶  ], 0,)¶}",
        "locals {¶  n = replace(\"a,b\", \"/(,)/\", \"${upper(\"c\")}\")¶}",
      })
  void readsWhatTerraformTakes(String text) {
    assertThat(found(text.split("¶", -1))).isEmpty();
  }

  @Test
  void leavesTheBackendsOfOpenTofu() {
    String[] code = {
      "variable \"n\" {}", "terraform {", "  backend \"a\" {", "    key = var.n", "  }", "}"
    };
    assertThat(
            found(ProjectUnderTest.with("main.tf", code).and("plan.sh", "#!/bin/sh", "tofu plan")))
        .isEmpty();
  }
}
