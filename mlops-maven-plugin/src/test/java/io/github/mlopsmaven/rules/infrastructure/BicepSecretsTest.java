package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BicepSecretsTest {

  private static final String BEGIN =
      "@secure()¶param key string¶resource s 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {¶  name: 'a'¶  tags: { x: key }¶}¶";

  private static List<String> found(String text) {
    return ProjectUnderTest.with("main.bicep", (BEGIN + text).split("¶", -1))
        .findings(new BicepCheck())
        .stream()
        .filter(line -> line.contains("[bicep-secret]"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "output k string = s.listKeys().keys[0].value | the output 'k' is kept in plain text, and 'listKeys' is a secret",
        "output k string = 'AccountName=a;AccountKey=${s.listKeys().keys[0].value}' | 'listKeys' is a secret",
        "output k string = listConnectionStrings(s.id, '2023-01-01').a | 'listConnectionStrings' is a secret",
        "output k string = '${key}-x' | and 'key' is a secret",
        "output k object = {¶  a: key¶} | and 'key' is a secret",
        "param adminPassword string¶output n string = adminPassword | the parameter 'adminPassword' is a secret by its name, and not marked as one",
        "@description('x')¶param clientSecret string = newGuid()¶output n int = length(clientSecret) | the parameter 'clientSecret' is a secret by its name",
      })
  void reports(String text, String message) {
    assertThat(found(text)).singleElement().asString().contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "output k string = s.id",
        "@secure()¶output k string = s.listKeys().keys[0].value",
        "output key string = s.properties.key",
        "output k object = {¶  key: s.name¶}",
        "@secure()¶@minLength(8)¶param adminPassword string¶resource t 'A/b@1' = {¶  name: 't'¶  properties: { p: adminPassword }¶}",
        "param passwordLength int = 8¶param usesPassword bool = true¶param passwordSecretName string = 'x'¶output o array = [passwordLength, usesPassword, passwordSecretName]",
        "output k array = [for n in range(0, 2): n]",
        "output l string = s.listLocations()",
      })
  void reads(String text) {
    assertThat(found(text)).isEmpty();
  }
}
