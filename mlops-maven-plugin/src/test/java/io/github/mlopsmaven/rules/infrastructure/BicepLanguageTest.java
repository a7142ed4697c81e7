package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Bicep's own language takes. */
class BicepLanguageTest {

  private static List<String> found(String text) {
    return ProjectUnderTest.with("main.bicep", text.split("¶", -1)).findings(new BicepCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@description('a')¶@sys.minLength(3)¶param a string¶output b string = a",
        "func up(a string) string => toUpper(a)¶output b string = up('x')",
        "import { f, g as h } from 'other.bicep'¶output b string = '${f()}${h()}'",
        "import * as lib from 'other.bicep'¶output b string = lib.f()",
        "output b array = map([1], x => sys.string(x))",
        "output b object = { for x in [1]: '${x}': x }",
        "resource a 'A/b@2020-01-01' existing = { name: 'a' }¶@secure()¶output b object = a.listKeys()",
        "@secure()¶output b object = listKeys('a', '2020-01-01')",
        "output b string = az.resourceGroup().location",
        "param a string¶output a string = a",
        "var a = { x: { name: 1 }, name: 2 }¶output b object = a",
        "targetScope = 'subscription'",
        "resource a 'A/b@2020-01-01' = if (true) { name: 'a' }",
        "type t = {¶  @minLength(1)¶  a: string¶}¶param p t¶output b string = p.a",
        "var a = [for (x, i) in [1]: { a: i, b: x }]¶output b array = a",
      })
  void readsWhatTheLanguageHas(String text) {
    assertThat(found(text)).filteredOn(line -> !line.contains("bicep-missing-file")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "@describe('a')¶param a string¶output b string = a | 1:2 | unknown decorator 'describe'",
        "type t = {¶  @least(1)¶  a: string¶}¶param p t¶output b string = p.a | 2:4 | unknown decorator 'least'",
        "@sys.min(3)¶param a string¶output b string = a | 1:6 | unknown decorator 'min'",
        "output b string = lower('A') | 1:19 | unknown function 'lower'; did you mean toLower()?",
        "output b string = '${uuid('a')}' | 1:22 | unknown function 'uuid'",
        "output b string = sys.resourceGroup().name | 1:23 | unknown function 'resourceGroup'",
        "targetScope = 'group' | 1:16 | unknown scope 'group'",
        "param a string¶var a = 1¶output b string = a | 2:5 | 'a' is already declared at main.bicep:1:7",
        "output b int = 1¶output b int = 2 | 2:8 | 'b' is already declared at main.bicep:1:8",
        "output b object = {¶  x: 1¶  x: 2¶} | 3:3 | 'x' is set twice in one object",
        "param a text¶output b string = a | 1:9 | 'text' is used and not declared",
      })
  void seesWhatItDoesNotHave(String text, String place, String problem) {
    assertThat(found(text))
        .singleElement()
        .asString()
        .startsWith("main.bicep:" + place + ":")
        .contains(problem);
  }
}
