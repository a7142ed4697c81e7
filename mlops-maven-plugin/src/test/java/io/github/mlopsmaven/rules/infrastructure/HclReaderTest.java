package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the reader of HCL makes of a text: its blocks and attributes in brackets; or the place where
 * it stops. {@code ¶} is a line end.
 */
class HclReaderTest {

  private static String shape(HclBlock block) {
    String inside =
        block.attributes().stream()
                .map(attribute -> attribute.name() + attribute.text().map("="::concat).orElse(""))
                .collect(Collectors.joining(" "))
            + block.blocks().stream().map(HclReaderTest::shape).collect(Collectors.joining());
    return block.type() + String.join(".", block.labels()) + "(" + inside + ")";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`` ~ ()",
        "a = \"b\" ~ (a=b)",
        "a {} ~ (a())",
        "a \"b\" c { d = 1 } ~ (ab.c(d))",
        "a {¶  b {¶    c = \"d\"¶  }¶} ~ (a(b(c=d)))",
        "a = [1,¶ 2¶]¶b = {¶ c = 3¶} ~ (a b)",
        "a = f(¶  b,¶) ? \"x\" : \"y\" ~ (a)",
        "a = <<E¶ } { \" ${b} %{ if c }d%{ endif } ¶E¶b = 1 ~ (a b)",
        "a = <<-E¶  ${x}¶   E ~ (a)",
        "# a {¶// b {¶/* c {¶ */ d = 1 ~ (d)",
        "a = \"$${b} %%{c} \\\" }\" ~ (a=${b} %{c} \" })",
        "a = \"${b[\"c\"]}-${{ d = 1 }}\" ~ (a)",
        "a = [for x in y : x if x != null] ~ (a)",
        "a = b.*.c[0] ~ (a)",
        "a = !b && -c > 1.5e3 ~ (a)",
        "a-b_1 = 1 ~ (a-b_1)",
      })
  void reads(String text, String shape) {
    HclFile file = HclFile.parse(text.replace('¶', '\n'));
    assertThat(file.mistake()).isEmpty();
    assertThat(shape(file.root())).isEqualTo(shape);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a { ~ 1:3 ~ the bracket '{' of 'a' is never closed",
        "a {¶}} ~ 2:2 ~ a bracket '}' that nothing opened",
        "a = [1 ~ 1:5 ~ a bracket is never closed",
        "a = (1] ~ 1:7 ~ the bracket ']' closes nothing",
        "a = ~ 1:4 ~ a value was expected here",
        "a \"b ~ 1:3 ~ unterminated string literal",
        "a = \"b¶c\" ~ 1:5 ~ unterminated string literal",
        "a = \"${b\" ~ 1:9 ~ unterminated string literal",
        "a = <<E¶b ~ 1:5 ~ the here document E has no end",
        "/* a ~ 1:1 ~ a comment has no end",
        "= 1 ~ 1:1 ~ a name was expected here",
        "a¶b = 1 ~ 1:2 ~ '=' or '{' was expected after 'a'",
      })
  void refuses(String text, String place, String problem) {
    assertThat(HclFile.parse(text.replace('¶', '\n')).mistake())
        .hasValueSatisfying(
            mistake -> {
              assertThat(mistake.problem()).isEqualTo(problem);
              assertThat(mistake.position().line() + ":" + mistake.position().column())
                  .isEqualTo(place);
            });
  }
}
