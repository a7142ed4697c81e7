package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Terraform's own language takes, with `terraform validate` of 1.11 as the judge of the table.
 */
class TerraformLanguageTest {

  private static List<String> found(String... lines) {
    return ProjectUnderTest.with("main.tf", lines).findings(new TerraformCheck()).stream()
        .filter(line -> !line.contains("[terraform-unused-variable]"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string",
        "any",
        "list",
        "map",
        "list(string)",
        "map(list(number))",
        "set(any)",
        "tuple([string, number])",
        "tuple([])",
        "object({})",
        "object({ a = optional(string), b = optional(number, 3), c : bool })",
        "object({ a = optional(list(string), [\"x\", \"y\"]), b = optional(object({ c = string }), {}) })",
        "map(object({ a = string, }))",
      })
  void readsTypes(String type) {
    assertThat(found("variable \"x\" {", "  type = " + type, "}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text | unknown type 'text'",
        "\"string\" | a type is in quotes",
        "set | 'set' has no type of its elements",
        "object | '(' was expected in 'object'",
        "object([string]) | '{' was expected in 'object'",
        "tuple(string) | '[' was expected in 'tuple'",
        "list(string, number) | ')' was expected in 'list'",
        "list(text) | unknown type 'text'",
        "optional(string) | 'optional' is outside of an object",
        "object({ a = optional(string, 1, 2) }) | 'optional' has more than one default",
        "object({ \"a\" = string }) | is not a field of an object",
        "string[] | the type ends before '['",
        "null | unknown type 'null'",
        "dict(string) | unknown type 'dict'",
      })
  void refusesTypes(String type, String problem) {
    assertThat(found("variable \"x\" {", "  type = " + type, "}"))
        .singleElement()
        .asString()
        .contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "locals { a = merge({}, { b = upper(\"c\") }) }",
        "locals { a = [for x in toset([\"a\"]) : x if (length(x) > 0)] }",
        "locals { a = provider::azapi::parse_resource_id(\"a\", \"b\") }",
        "locals { a = core::max(1, 2) }",
        "locals { a = convert([1], list(number)) }",
        "locals { a = \"$${lower(x)} $(date)\" }",
        "moved { \n from = a.b \n to = a.c \n}",
        "import { \n to = a.b \n id = 3 \n}",
        "removed { \n from = a.b \n lifecycle { destroy = false } \n}",
        "check \"a\" { \n assert { \n condition = true \n error_message = \"no\" \n} \n}",
        "resource \"a_b\" \"c\" { \n whatever = 1 \n lifecycle { ignore_changes = all } \n own { x = 1 } \n}",
        "terraform { \n backend \"azurerm\" { key = \"a\" } \n}",
        "output \"a\" { \n value = 1 \n sensitive = true \n depends_on = [] \n}",
      })
  void readsWhatTheLanguageHas(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "locals { a = yamldecod(\"b\") } | unknown function 'yamldecod'; did you mean yamldecode()?",
        "locals { a = \"${lowercase(\"b\")}\" } | unknown function 'lowercase'",
        "locals { a = list(\"b\") } | unknown function 'list'",
        "resorce \"a_b\" \"c\" {} | unknown block 'resorce'",
        "resource \"a_b\" {} | 'resource' has one label; a block of this kind has 2 labels",
        "output \"a\" {} | 'output' has no 'value'",
        "variable \"a\" { desc = \"b\" } | 'variable' has no argument 'desc'",
        "resource \"a_b\" \"c\" { lifecycle { prevent = true } } | 'lifecycle' has no argument 'prevent'",
        "terraform { providers { a = 1 } } | 'terraform' has no block 'providers'",
        "stage = 1 | 'stage' is outside of any block",
        "output \"a\" {¶ value = 1¶ value = 2¶} | 'value' is already set at main.tf:2:2",
      })
  void seesWhatItDoesNotHave(String text, String problem) {
    assertThat(found(text.replace("¶", "\n"))).singleElement().asString().contains(problem);
  }

  @Test
  void seesNamesThatAreDeclaredTwice() {
    assertThat(
            ProjectUnderTest.with("a/main.tf", "output \"x\" { value = 1 }", "locals { y = 1 }")
                .and("a/more.tf", "output \"x\" { value = 1 }", "locals { y = 2 }")
                .and("a/main_override.tf", "output \"x\" { value = 1 }")
                .and("b/main.tf", "output \"x\" { value = 1 }")
                .places(new TerraformCheck()))
        .containsExactly(
            "a/more.tf:1:1 [terraform-duplicate]", "a/more.tf:2:10 [terraform-duplicate]");
  }

  @Test
  void seesFilesThatARootModuleReads() {
    assertThat(
            ProjectUnderTest.with(
                    "infra/main.tf",
                    "variable \"stage\" {",
                    "  validation {",
                    "    condition     = contains([\"dev\", \"prod\"], var.stage)",
                    "    error_message = \"no\"",
                    "  }",
                    "}",
                    "locals {",
                    "  a = file(\"${path.root}/a.txt\")",
                    "  b = file(\"./b.txt\")",
                    "  c = filesha512(\"${path.module}/c.txt\")",
                    "  d = file(\"${path.module}/d-${var.stage}.yml\")",
                    "  e = try(file(\"${path.module}/e.yml\"), \"\")",
                    "  f = file(\"/etc/hosts\")",
                    "  g = file(var.stage)",
                    "}")
                .and("infra/d-new-stage.yml", "a: 1")
                .places(new TerraformCheck()))
        .containsExactly(
            "infra/main.tf:8:12 [terraform-missing-file]",
            "infra/main.tf:9:12 [terraform-missing-file]",
            "infra/main.tf:10:18 [terraform-missing-file]",
            "infra/main.tf:11:12 [terraform-missing-file]");
  }
}
