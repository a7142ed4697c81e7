package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameter files in JSON, and what declarations in Bicep say. */
class BicepParametersTest {

  private static final String[] CODE = {
    "@description('Which stage.')",
    "@allowed(['dev', 'prod'])",
    "param stage string",
    "@minLength(3)",
    "@maxLength(5)",
    "param prefix string",
    "@minValue(1)",
    "param size int",
    "param kind 'a' | 'b' = 'a'",
    "param zones string[] = []",
    "output all string = '${stage}${prefix}${size}${kind}${length(zones)}'",
  };

  private static List<String> found(String path, String... values) {
    String[] lines = new String[values.length + 5];
    lines[0] = "{";
    lines[1] =
        "  \"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#\",";
    lines[2] = "  \"parameters\": {";
    System.arraycopy(values, 0, lines, 3, values.length);
    lines[values.length + 3] = "  }";
    lines[values.length + 4] = "}";
    return ProjectUnderTest.with("infra/main.bicep", CODE)
        .and(path, lines)
        .findings(new BicepParametersCheck());
  }

  @Test
  void takesWhatFits() {
    assertThat(
            found(
                "infra/dev.parameters.json",
                "\"stage\": {\"value\": \"dev\"},",
                "\"prefix\": {\"value\": \"#{prefix}#\"},",
                "\"kind\": {\"value\": \"b\"},",
                "\"zones\": {\"value\": [\"1\"]},",
                "\"size\": {\"reference\": {\"secretName\": \"a\"}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"stage\": {\"value\": \"test\"} | 'stage': 'test' is not one of dev, prod",
        "\"stage\": {\"value\": 1} | 'stage': a value of type string is needed, and this is of type int",
        "\"prefix\": {\"value\": \"toolong\"} | 'prefix': 'toolong' is longer than 5",
        "\"prefix\": {\"value\": \"ab\"} | 'prefix': 'ab' is shorter than 3",
        "\"size\": {\"value\": 0} | 'size': 0 is less than 1",
        "\"kind\": {\"value\": \"c\"} | 'kind': 'c' is not one of a, b",
        "\"zones\": {\"value\": \"1\"} | 'zones': a value of type array is needed",
        "\"zone\": {\"value\": [\"1\"]} | the Bicep file has no parameter 'zone'",
      })
  void seesWhatDoesNot(String value, String problem) {
    assertThat(
            found(
                "infra/parameters/main.parameters.json",
                "\"stage\": {\"value\": \"dev\"}, \"prefix\": {\"value\": \"abc\"},",
                "\"size\": {\"value\": 3},",
                value))
        .anySatisfy(line -> assertThat(line).contains(problem).endsWith("[bicep-parameter-value]"));
  }

  @Test
  void seesWhatIsMissing() {
    assertThat(
            found(
                "infra/dev.parameters.json",
                "\"stage\": {\"value\": \"dev\"},",
                "\"size\": {\"value\": 3}"))
        .singleElement()
        .asString()
        .contains("requires the parameter 'prefix', which is missing");
  }

  @Test
  void leavesFilesOfSomethingElse() {
    assertThat(
            found(
                "infra/dev.parameters.json",
                "\"a\": {\"value\": \"dev\"},",
                "\"size\": {\"value\": \"x\"}"))
        .isEmpty();
  }

  private static ProjectUnderTest apart(String more) {
    return ProjectUnderTest.with("deploy/bicep/main.bicep", CODE)
        .and("deploy/bicep/other.bicep", more, "param stage string", "output b string = stage")
        .and(
            "deploy/params/test.json",
            "{",
            "  \"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#\",",
            "  \"parameters\": {\"stage\": {\"value\": \"dev\"}, \"prefix\": {\"value\": \"abc\"},",
            "    \"sizes\": {\"value\": 3}}",
            "}");
  }

  /** Nothing names both files; one Bicep file takes most of what is given. */
  @Test
  void theOnlyCodeThatTakesTheValuesIsMeant() {
    assertThat(apart("").findings(new BicepParametersCheck()))
        .anySatisfy(line -> assertThat(line).contains("has no parameter 'sizes'"))
        .anySatisfy(line -> assertThat(line).contains("requires the parameter 'size'"));
    assertThat(apart("param prefix string").findings(new BicepParametersCheck()))
        .as("two take most of it")
        .isEmpty();
  }

  @Test
  void aNameThatIsKnownWhenTheCommandRunsIsAnyFileOfItsFolder() {
    ProjectUnderTest project =
        apart("param prefix string")
            .and(
                "deploy/apply.sh",
                "az deployment group create --template-file deploy/bicep/main.bicep \\",
                "  --parameters \"@deploy/params/${STAGE}.json\"");

    assertThat(project.findings(new BicepParametersCheck()))
        .anySatisfy(line -> assertThat(line).contains("has no parameter 'sizes'"));
  }

  private static List<String> compiled(String text) {
    return ProjectUnderTest.with("main.bicep", text.split("¶", -1))
        .and("types.bicep", "@export()", "type open = string", "type closed = string")
        .findings(new BicepCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "param a: string¶output b string = a | a colon after 'a'",
        "param a array = 'x'¶output b array = a | of type array, and its default is of type string",
        "param a int = true¶output b int = a | of type int, and its default is of type bool",
        "param a string = {}¶output b string = a | of type string, and its default is of type object",
        "resource a 'Microsoft.Storage/storageAccounts' = {¶  name: 'a'¶} | is not a type of a resource",
        "import { closed } from 'types.bicep'¶param a closed¶output b string = a | exports no 'closed'; add `@export()`",
        "import { opened } from 'types.bicep'¶param a opened¶output b string = a | exports no 'opened'; declare it there",
      })
  void seesWhatBicepRefuses(String text, String problem) {
    assertThat(compiled(text)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "import { open, open as other } from 'types.bicep'¶param a open¶param c other¶output b string = '${a}${c}'",
        "param a bool = 'x' == 'y'¶output b bool = a",
        "param a array = [for x in [1]: x]¶output b array = a",
        "param a object = { b: 1 }¶output b object = a",
        "param a string = resourceGroup().location¶output b string = a",
        "resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = {¶  name: 'a'¶  resource b 'blobServices' = {¶    name: 'default'¶  }¶}",
      })
  void readsWhatBicepTakes(String text) {
    assertThat(compiled(text)).isEmpty();
  }
}
