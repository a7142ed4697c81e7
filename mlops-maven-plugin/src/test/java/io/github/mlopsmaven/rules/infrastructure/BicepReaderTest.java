package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the reader of Bicep makes of a text: what it declares, then what its expressions name; or
 * the place where it stops. {@code ¶} is a line end.
 */
class BicepReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`` ~ [] []",
        "param a string = 'b' ~ [a] []",
        "var a = b.c[d].e ~ [a] [b.c.e, d]",
        "var a = '${b}-${c(d)} \\${e} it\\'s' ~ [a] [b, d]",
        "var a = '''¶ ${b} '' ¶''' ~ [a] []",
        "var a = { b: c¶  'd-e': f ? g : h } ~ [a] [c, f, g, h]",
        "var a = [for (b, c) in d: { e: b }] ~ [a, b, c] [b, b, c, d]",
        "var a = map(b, c => c.d) ~ [a, c] [b, c, c.d]",
        "resource a 'X/y@1' existing = { name: b¶ parent: c } ~ [a] [b, c]",
        "resource a 'X/y@1' = if (b) { resource c 'z' = { name: d } } ~ [a, c] [b, d]",
        "module a 'b.bicep' = { params: { c: d } } ~ [a] [d]",
        "import { a, b as c } from 'd.bicep' ~ [a, b, c] []",
        "type a = { b: 'x' | 'y'¶ c: d? } ~ [a] [d]",
        "func a(b string) int => length(b) ~ [a, b, int, string] [b, b]",
        "// var a = 1¶/* var b = 2 */¶#disable-next-line x¶var c = 3 ~ [c] []",
        "@description('a')¶output b string = c!.d.?e ~ [] [c.d]",
        "using 'a.bicep'¶param b = c ~ [b] [c]",
      })
  void reads(String text, String expected) {
    BicepFile file = BicepFile.parse(text.replace('¶', '\n'));
    assertThat(file.mistake()).isEmpty();
    assertThat(
            new TreeSet<>(file.declared())
                + " "
                + file.references().stream()
                    .map(reference -> String.join(".", reference.path()))
                    .sorted()
                    .collect(Collectors.toList()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "var a = { ~ 1:9 ~ the bracket '{' is never closed",
        "var a = [¶ 1¶}¶ ~ 3:1 ~ the bracket '}' closes nothing",
        "var a = ) ~ 1:9 ~ the bracket ')' closes nothing",
        "var a = 'b ~ 1:9 ~ unterminated string literal",
        "var a = 'b¶c' ~ 1:9 ~ unterminated string literal",
        "var a = '''b ~ 1:9 ~ unterminated multi-line string",
        "var a = '${b ~ 1:10 ~ unterminated interpolation",
        "/* a ~ 1:1 ~ a comment has no end",
      })
  void refuses(String text, String place, String problem) {
    assertThat(BicepFile.parse(text.replace('¶', '\n')).mistake())
        .hasValueSatisfying(
            mistake -> {
              assertThat(mistake.problem()).isEqualTo(problem);
              assertThat(mistake.position().line() + ":" + mistake.position().column())
                  .isEqualTo(place);
            });
  }
}
