package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Bicep loads against its types, properties that are read, and scopes. */
class BicepShapeTest {

  private static final String[] TYPES = {
    "@export()",
    "type settings = {",
    "  name: string",
    "  @minValue(1)",
    "  size: int",
    "  tier: 'basic' | 'standard'",
    "  isOpen: bool",
    "  zones: string[]?",
    "  *: string",
    "}",
  };

  private static List<String> loaded(String... values) {
    return ProjectUnderTest.with("infra/types.bicep", TYPES)
        .and(
            "infra/main.bicep",
            "import { settings } from 'types.bicep'",
            "param config settings",
            "output all string = '${config.name}${config.size}${config.tier}'")
        .and(
            "infra/dev.bicepparam",
            "using 'main.bicep'",
            "param config = loadYamlContent('dev.yml').all")
        .and("infra/dev.yml", values)
        .findings(new BicepCheck());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "¶  zones: [\"1\"]", "¶  more: a text", "¶  isOpen: #{open}#"})
  void takesWhatFits(String more) {
    String text =
        "all:¶  name: a¶  size: 2¶  tier: basic¶"
            + (more.contains("isOpen") ? "" : "  isOpen: true");
    assertThat(loaded((text + more).split("¶", -1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size: 0 | 'size': 0 is less than 1",
        "size: \"2\" | 'size': a value of type int is needed, and this is of type string",
        "size: 1.5 | 'size': a value of type int is needed, and this is of type number with a fraction",
        "tier: premium | 'tier': 'premium' is not one of basic, standard",
        "isOpen: \"true\" | 'isOpen': a value of type bool is needed, and this is of type string",
        "zones: a | 'zones': an array is needed",
        "other: 7 | 'other': a value of type string is needed, and this is of type int",
      })
  void seesWhatDoesNotFit(String line, String problem) {
    String key = line.substring(0, line.indexOf(':'));
    List<String> lines =
        new ArrayList<>(
            List.of("all:", "  name: a", "  size: 2", "  tier: basic", "  isOpen: true"));
    lines.removeIf(one -> one.startsWith("  " + key + ":"));
    lines.add("  " + line);
    assertThat(loaded(lines.toArray(String[]::new)))
        .singleElement()
        .asString()
        .startsWith("infra/dev.yml:")
        .contains(problem);
  }

  private static List<String> code(String text) {
    return ProjectUnderTest.with("infra/types.bicep", TYPES)
        .and("infra/part.bicep", "param size int", "output id string = '${size}'")
        .and("infra/sub.bicep", "targetScope = 'subscription'", "output id string = 'a'")
        .and("infra/main.bicep", text.split("¶", -1))
        .findings(new BicepCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import { settings } from 'types.bicep'¶param config settings¶output a string = config.name¶output b string = config.more",
        "var roles = {¶  read: 'a'¶}¶output a string = roles.read",
        "var items = [¶  { name: 'a' }¶  { name: 'b', more: 1 }¶]¶output a array = map(items, item => item.name)",
        "var parts = union({ a: 'b' }, { c: 'd' })¶output a string = parts.c",
        "module sub 'sub.bicep' = {¶  name: 'sub'¶  scope: subscription()¶}",
        "module part 'part.bicep' = {¶  name: 'part'¶  scope: resourceGroup('other')¶  params: {¶    size: 1¶  }¶}",
        "targetScope = 'subscription'¶module part 'part.bicep' = {¶  name: 'part'¶  scope: resourceGroup('other')¶  params: {¶    size: 1¶  }¶}",
        "param item { name: string }?¶output a string = item.?name ?? 'x'",
      })
  void takesWhatIsThere(String text) {
    assertThat(code(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "var roles = {¶  read: 'a'¶}¶output a string = roles.write | 'roles' has no property 'write'",
        "var items = [¶  { name: 'a' }¶]¶output a array = map(items, item => item.label) | 'item' has no property 'label'",
        "import { settings } from 'types.bicep'¶param config settings¶output a string = config.name.first | 'name' is of type string and has no properties",
        "import { settings } from 'types.bicep'¶param config settings¶output a bool = !config.name | 'name' is of type string, and bool is needed here",
        "module part 'part.bicep' = {¶  name: 'part'¶  params: {¶    size: 1¶  }¶}¶output a string = part.output.id | a module has no property 'output'",
        "import { settings } from 'types.bicep'¶param config settings¶output a int = config.name | the output is of type int, and its value is of type string",
        "param at int = utcNow()¶output a int = at | the parameter is of type int, and its value is of type string",
        "module sub 'sub.bicep' = {¶  name: 'sub'¶} | the module is written for the scope subscription, and is deployed to the scope resourceGroup",
        "targetScope = 'subscription'¶output a string = resourceGroup().name | resourceGroup() has no meaning",
        "resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {¶  name: 'a'¶  location: 'b'¶} | is not deployed to a resource group",
      })
  void seesWhatIsNotThere(String text, String problem) {
    assertThat(code(text)).singleElement().asString().contains(problem);
  }
}
