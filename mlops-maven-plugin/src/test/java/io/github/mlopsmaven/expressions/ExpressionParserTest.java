package io.github.mlopsmaven.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "github.ref == 'refs/heads/main' && !cancelled()",
        "needs.*.result",
        "`steps['a-b'].outputs.x-y || ''`",
        "contains(fromJSON('[\"a\"]'), matrix.os)",
        "((a.b))",
        "0xff < -1.5e3",
        "'it''s'",
        "format('{0}', github.event.pull_request[github.run_id])",
        "true",
        "!a && !!b"
      })
  void readsWhatGithubReads(String text) {
    assertThat(ExpressionParser.parse(text, Dialect.GITHUB).mistake()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a = 'b'|2|compare with '=='",
        "a == \"b\"|5|write strings in single quotes",
        "a and b|2|write '&&'",
        "a &&|4|complete it, or close its brackets",
        "hashFiles('x'|13|complete it, or close its brackets",
        "a == 'b|5|close it with '",
        "a..b|2|correct the expression",
        "(a))|3|correct the expression",
        "a & b|2|write '&&'"
      })
  void saysWhatIsWrong(String text, int index, String remedy) {
    Parsed.Mistake mistake = ExpressionParser.parse(text, Dialect.GITHUB).mistake().orElseThrow();
    assertThat(mistake.index()).isEqualTo(index);
    assertThat(mistake.remedy()).isEqualTo(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))",
        "dependencies.a.outputs['b.c']",
        "counter(format('{0:yyyyMMdd}', pipeline.startTime), 100)",
        "ge(variables.version, 1.2.3)",
        "parameters.list[0].name",
        "notIn(variables['a'], 'b', 'c')"
      })
  void readsWhatAzureReads(String text) {
    assertThat(ExpressionParser.parse(text, Dialect.AZURE).mistake()).isEmpty();
  }

  @Test
  void knowsThatAzureHasNoOperators() {
    assertThat(ExpressionParser.parse("parameters.a == 'b'", Dialect.AZURE).mistake().orElseThrow())
        .isEqualTo(
            new Parsed.Mistake(
                13, "'==' is not expected here", "call a function, such as eq(a, b), and(a, b)"));
  }

  @Test
  void givesPathsAndPlaces() {
    Expression expression =
        ExpressionParser.parse(" needs.build.outputs['version']", Dialect.GITHUB)
            .expression()
            .orElseThrow();
    assertThat(expression.path()).contains(List.of("needs", "build", "outputs", "version"));
    assertThat(expression.index()).isEqualTo(21);
  }

  @Test
  void findsExpressionsInTexts() {
    assertThat(Embedded.in("a ${{ b }} ${{ '}}' }} ${{ c }"))
        .containsExactly(
            new Embedded(5, " b ", true),
            new Embedded(14, " '}}' ", true),
            new Embedded(26, " c }", false));
    assertThat(Embedded.in("${{ a } ${{ b }}").get(0).isClosed()).isFalse();
  }

  @Test
  void endsWhereAnExpressionIsBuiltToStopItsReader() {
    String deep = "(".repeat(100_000);
    assertThat(ExpressionParser.parse(deep, Dialect.GITHUB).mistake()).isPresent();
    assertThat(ExpressionParser.parse("!".repeat(100_000) + "a", Dialect.GITHUB).mistake())
        .isPresent();
  }
}
