package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerraformExpressionTest {

  private static void read(String expression) {
    HclFile file = HclFile.parse("x = " + expression + "\n");
    HclExpressions.read(file.root().attribute("x").orElseThrow().expression());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a ? b : c ? d : e",
        "-1 + 2 * (3 - x) % 4",
        "!a && (b || c == d)",
        "f(a, b...)",
        "provider::time::rfc3339_parse(\"a\")",
        "[\n  1,\n  2,\n]",
        "{\n  a = 1\n  \"b\" = 2, (c) = 3\n  d : 4\n}",
        "{ for k, v in m : k => v... if v != null }",
        "[for x in l : x.y[0].z[*].w if can(x)]",
        "a.0.b[\"c\"].*.d",
        "\"${a}-${b.c}-%{ if d }x%{ else }y%{ endif }\"",
        "<<-EOT\n  ${~ a ~}\n  EOT",
        "f(\n  a,\n  b ? c :\n  d\n)",
        "(\n  a\n  && b\n)",
        "{ a = b ? {\n  c = 1\n } : null }"
      })
  void reads(String expression) {
    assertThatCode(() -> read(expression)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a ? b | ':' of the condition
          a b | 'b' is not expected here
          f(a b) | ',' of the arguments of f()
          [a b] | ',' of the list
          [for x y : z] | 'in' of 'for'
          { a b } | '=' after the key
          a + | a value is missing
          { for k, v in m : k } | '=>' of 'for'
          """)
  void refuses(String expression, String problem) {
    assertThatThrownBy(() -> read(expression)).hasMessageContaining(problem);
  }

  private static List<String> findings(String... lines) {
    String[] all = new String[lines.length + BEFORE.length];
    System.arraycopy(BEFORE, 0, all, 0, BEFORE.length);
    System.arraycopy(lines, 0, all, BEFORE.length, lines.length);
    return ProjectUnderTest.with("infra/main.tf", all)
        .and("infra/start.tftpl", "${stage}%{ for n in names ~} ${n} %{ endfor }")
        .and("infra/bad.tftpl", "%{ for n in names }")
        .and("infra/object.tftpl", "${jsonencode({", "  a = stage", "  b = 2", "})}")
        .findings(new TerraformCheck());
  }

  private static final String[] BEFORE = {
    "variable \"names\" { type = list(string) }",
    "variable \"node\" { type = object({ size = string, min = optional(number) }) }",
    "locals { sizes = { small = 1, large = { cpu = 2 } } }",
    "provider \"azurerm\" { alias = \"hub\" }",
    "resource \"azurerm_a\" \"one\" { name = var.node.size }",
    "resource \"azurerm_a\" \"list\" { count = length(var.names) }",
    "resource \"azurerm_a\" \"map\" { for_each = toset(var.names) }",
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          azurerm_a.list.id | azurerm_a.list has 'count', so it is a list
          azurerm_a.map.id | azurerm_a.map has 'for_each', so it is a map
          azurerm_a.map[0].id | numbers are no keys of it
          azurerm_a.one[0].id | so it is one
          [for n in var.names : m] | 'm' stands for nothing here
          [for n in var.names : ns.id] | ns.id is used and not declared
          local.sizes.medium | local.sizes has no 'medium'
          local.sizes.large.ram | local.sizes has no 'ram'
          var.node.sizes | var.node has no field 'sizes'
          path.modules | 'path' has no 'modules'
          stage == "x" | 'stage' stands for nothing here
          var.names ? 1 | ':' of the condition
          templatefile("${path.module}/start.tftpl", { stage = 1 }) | reads 'names', and no value has this name
          templatefile("${path.module}/bad.tftpl", {}) | has no '%{ endfor }'
          """)
  void saysWhatANameDoesNotStandFor(String value, String problem) {
    assertThat(findings("output \"x\" { value = " + value + " }"))
        .singleElement()
        .asString()
        .contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "azurerm_a.list[0].id",
        "azurerm_a.list[*].id",
        "length(azurerm_a.list)",
        "azurerm_a.map[\"a\"].id",
        "azurerm_a.map[var.names[0]].id",
        "values(azurerm_a.map)[*].id",
        "[for k, v in azurerm_a.map : v.id]",
        "azurerm_a.one[\"id\"]",
        "azurerm_a.one.tags[0]",
        "{ for n in var.names : n => upper(n) if n != \"\" }",
        "[for n in var.names : [for m in split(\",\", n) : \"${n}-${m}\"]]",
        "local.sizes.large.cpu",
        "local.sizes[var.names[0]]",
        "var.node.min",
        "path.root",
        "terraform.workspace",
        "templatefile(\"${path.module}/start.tftpl\", { stage = 1, names = [] })",
        "templatefile(\"${path.module}/start.tftpl\", merge({}, local.sizes))",
        "try(local.sizes.medium, null)",
        "can(var.node.sizes)",
        "contains(keys(local.sizes), \"medium\") ? local.sizes.medium : null",
        "templatefile(\"${path.module}/object.tftpl\", { stage = 1 })",
        "{ stage = 1, name : true }"
      })
  void saysNothingWhereItStandsForSomething(String value) {
    assertThat(findings("output \"x\" { value = " + value + " }")).isEmpty();
  }

  @Test
  void aLongChainIsOneOperation() {
    assertThat(findings("output \"x\" { value = 1" + " + 1".repeat(50_000) + " }")).isEmpty();
  }

  @Test
  void whatIsNestedTooDeepIsAMistake() {
    String deep = "(".repeat(300) + "1" + ")".repeat(300);
    assertThat(findings("output \"x\" { value = " + deep + " }"))
        .singleElement()
        .asString()
        .contains("nested deeper than 200 levels");
  }

  @Test
  void aForMayNameItsVariableAsADynamicBlockDoes() {
    assertThat(
            findings(
                "resource \"azurerm_b\" \"x\" {",
                "  dynamic \"rule\" {",
                "    for_each = var.names",
                "    content { ids = [for rule in rule.value.parts : rule.id] }",
                "  }",
                "}"))
        .isEmpty();
  }

  @Test
  void whatHasMovedOnNeedNotBeDeclared() {
    assertThat(
            findings(
                "moved {",
                "  from = azurerm_a.first",
                "  to   = azurerm_a.ones",
                "}",
                "moved {",
                "  from = azurerm_a.ones",
                "  to   = azurerm_a.one",
                "}"))
        .isEmpty();
  }

  @Test
  void theVariableOfADynamicBlockHasAKeyAndAValue() {
    assertThat(
            findings(
                "resource \"azurerm_b\" \"x\" {",
                "  dynamic \"rule\" {",
                "    for_each = var.names",
                "    content {",
                "      name = rule.value",
                "      kind = rule.name",
                "    }",
                "  }",
                "  dynamic \"other\" {",
                "    for_each = var.names",
                "    iterator = it",
                "    content { name = it.key }",
                "  }",
                "  dynamic \"empty\" { for_each = var.names }",
                "}"))
        .extracting(line -> line.replaceFirst(".*?error: (.*?);.*", "$1"))
        .containsExactlyInAnyOrder(
            "'rule' has no 'name'", "the dynamic block 'empty' has no block 'content'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resource "azurerm_b" "x" { provider = azurerm.spoke } | has no alias 'spoke'
          module "m" { source = "x/y/z", providers = { azurerm = azurerm.spoke } } | not valid Terraform
          resource "azurerm_b" "x" { for_each = var.names } | 'for_each' takes a map or a set
          resource "azurerm_b" "x" { count = var.names } | 'count' takes a number
          resource "azurerm_b" "x" { depends_on = ["azurerm_a.one"] } | 'depends_on' takes names
          moved { from = azurerm_a.one } | 'azurerm_a.one' is declared still
          removed { from = azurerm_a.one } | 'azurerm_a.one' is declared still
          output "x" { sensitive = "yes" } | 'sensitive' takes true or false
          """)
  void readsSettingsBeforeItComputesAnything(String block, String problem) {
    assertThat(findings(block)).anyMatch(line -> line.contains(problem));
  }

  @Test
  void takesSettingsThatFit() {
    assertThat(
            findings(
                "resource \"azurerm_b\" \"x\" {",
                "  provider   = azurerm.hub",
                "  for_each   = { for n in var.names : n => n }",
                "  depends_on = [azurerm_a.one, azurerm_a.list]",
                "  lifecycle {",
                "    prevent_destroy = true",
                "    ignore_changes  = [tags, name]",
                "  }",
                "}",
                "moved {",
                "  from = azurerm_a.old",
                "  to   = azurerm_a.one",
                "}",
                "moved {",
                "  from = azurerm_a.list",
                "  to   = azurerm_a.list[0]",
                "}",
                "removed {",
                "  from = azurerm_a.gone",
                "}"))
        .isEmpty();
  }
}
