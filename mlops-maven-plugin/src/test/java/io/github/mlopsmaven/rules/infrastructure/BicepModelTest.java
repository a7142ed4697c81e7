package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Bicep computes, and when it is known. */
class BicepModelTest {

  private static final String BEGIN =
      "param name string¶param count int = 1¶param names array = []¶param maybe string?¶"
          + "var fixed = 3¶var tags = {¶  a: 'b'¶}¶output used array = [name, count, names, maybe ?? '', fixed, tags]¶";

  private static List<String> found(String text) {
    return ProjectUnderTest.with("main.bicep", (BEGIN + text).split("¶", -1))
        .and(
            "m.bicep",
            "param title string",
            "@minValue(1)",
            "@maxValue(5)",
            "param size int = 1",
            "@allowed(['dev', 'prod'])",
            "param stage string = 'dev'",
            "param more object = {}",
            "param many string[] = []",
            "output id string = '${title}${size}${stage}${string(more)}${string(many)}'")
        .findings(new BicepCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module m 'm.bicep' = {¶  name: 'm-${name}'¶  params: {¶    title: name¶    size: fixed¶    stage: 'prod'¶    more: tags¶    many: names¶  }¶}",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: {¶    title: maybe ?? 'x'¶    size: length(names)¶    many: [for n in names: n]¶    more: union(tags, {})¶  }¶}",
        "module a 'm.bicep' = {¶  name: 'a'¶  params: { title: 't' }¶}¶module b 'm.bicep' = {¶  name: 'b'¶  params: { title: a.outputs.id }¶}",
        "resource r 'A/b@1' = {¶  name: name¶  properties: {¶    x: s.properties.y¶    name: s.properties.z¶  }¶}¶resource s 'A/c@1' = {¶  name: '${name}-s'¶}",
        "resource r 'A/b@1' = [for n in names: {¶  name: n¶  dependsOn: [s]¶}]¶resource s 'A/c@1' existing = {¶  name: uniqueString(resourceGroup().id, name)¶}¶resource c 'A/b/c@1' = {¶  parent: s¶  name: 'x'¶}",
        "resource r 'A/b@1' = if (count > 1) {¶  name: s.name¶  resource inner 'c' = {¶    name: 'x'¶    properties: { y: r.id }¶  }¶}¶resource s 'A/c@1' = {¶  name: guid(subscription().id, name, 'a')¶}",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: { title: 't' }¶}¶resource r 'A/b@1' = if (count > 1) {¶  name: 'r'¶  properties: { x: m.outputs.id }¶}",
        "var a = toLower(name)¶var b = map(names, x => '${a}${x}')¶output o array = b",
      })
  void reads(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "module m 'm.bicep' = {¶  name: 'm'¶  params: {¶    title: count¶  }¶} | 'title' of the module is of type string, and this is of type int",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: {¶    title: names¶  }¶} | 'title' of the module is of type string, and this is of type array",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: {¶    title: 't'¶    size: '2'¶  }¶} | 'size' of the module is of type int, and this is of type string",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: { title: 't', more: [] }¶} | 'more' of the module is of type object, and this is of type array",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: {¶    title: 't'¶    stage: 'test'¶  }¶} | 'stage' of the module: 'test' is not one of dev, prod",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: {¶    title: 't'¶    size: 9¶  }¶} | 'size' of the module: 9 is more than 5",
        "module a 'm.bicep' = {¶  name: 'a'¶  params: { title: b.outputs.id }¶}¶module b 'm.bicep' = {¶  name: 'b'¶  params: { title: a.outputs.id }¶} | these need each other: a, b, a",
        "resource r 'A/b@1' = {¶  name: 'r'¶  properties: { x: s.id }¶}¶resource s 'A/c@1' = {¶  name: 's'¶  dependsOn: [r]¶} | these need each other: r, s, r",
        "resource r 'A/b@1' = {¶  name: s.properties.hostName¶}¶resource s 'A/c@1' = {¶  name: 's'¶} | 's' is known when it is deployed, and a name is needed before",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: { title: 't' }¶}¶resource r 'A/b@1' = {¶  name: 'r-${m.outputs.id}'¶} | 'm' is known when it is deployed, and a name",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: { title: 't' }¶}¶var late = m.outputs.id¶resource r 'A/b@1' = {¶  name: late¶} | 'late' is known when it is deployed, and a name",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: { title: 't' }¶}¶resource r 'A/b@1' = if (m.outputs.id == 'x') {¶  name: 'r'¶} | and a condition is needed before",
        "module m 'm.bicep' = {¶  name: 'm'¶  params: { title: 't' }¶}¶resource r 'A/b@1' = [for x in m.outputs.id: {¶  name: x¶}] | and a loop is needed before",
        "output o string = toLower(name, 'x') | 'toLower' takes 1 argument, and is given 2",
        "output o string = substring(name) | 'substring' takes 2 to 3 arguments, and is given 1",
        "output o string = uniqueString() | 'uniqueString' takes at least 1 arguments, and is given 0",
        "output o string = '${replace(name, '-')}' | 'replace' takes 3 arguments, and is given 2",
      })
  void refuses(String text, String problem) {
    assertThat(found(text)).singleElement().asString().contains(problem);
  }
}
