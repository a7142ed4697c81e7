package io.github.mlopsmaven.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlScalarEditTest {

  private static final List<String> PATH = List.of("variables", "a");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mlopsv2 #Note: x|mlopsv3|mlopsv3 #Note: x",
        "0001|0002|0002",
        "0001|a b|a b",
        "'0001'|0002|'0002'",
        "'x'|it's|'it''s'",
        "\"x\" # c|a\"b\\|\"a\\\"b\\\\\" # c",
        "x|0002|\"0002\"",
        "x|1e3|\"1e3\"",
        "x|12:30|\"12:30\"",
        "x|2020-01-01|\"2020-01-01\"",
        "x|true|\"true\"",
        "x|No|\"No\"",
        "x|null|\"null\"",
        "x|``|\"\"",
        "x|a: b|\"a: b\"",
        "x|a:b|a:b",
        "x|a #b|\"a #b\"",
        "x|a#b|a#b",
        "x|-a|\"-a\"",
        "x|&a|\"&a\"",
        "x|@a|\"@a\"",
        "x|a:|\"a:\"",
        "x|${{ y }}|${{ y }}",
        "false|true|true",
        "false|yes|yes",
        "false|text|text",
        "5|true|\"true\"",
        "&here x|z|&here z",
        "!!str 5|z|!!str z",
        "&here \"x\"|z|&here \"z\"",
        "rg-$(namespace)-$(postfix)|rg|rg",
        "ä😀 # ü|é|é # ü"
      })
  void onlyTheValueChanges(String old, String value, String written) {
    String before = "# ä😀\r\nother: 0001\r\nvariables:\r\n  b: 1\r\n  a: ";
    String after = "\r\n  c: 'x'  # y\r\n";

    assertThat(replace(before + old + after, value)).isEqualTo(before + written + after);
    assertThat(replace("\uFEFF" + before + old, value)).isEqualTo("\uFEFF" + before + written);
  }

  @Test
  void anEmptyValueIsFilledIn() {
    assertThat(replace("variables:\n  a:\n  b: 1\n", "x"))
        .isEqualTo("variables:\n  a: x\n  b: 1\n");
    assertThat(replace("variables:\n  a: # c\n", "x")).isEqualTo("variables:\n  a: x # c\n");
  }

  @Test
  void theListFormOfAzurePipelines() {
    String text =
        """
        variables:
        - group: secrets
        - name: b
          value: a
        - name: a
          readonly: true
          value: 'old' # c
        - template: x.yml
        """;

    assertThat(replace(text, "new")).isEqualTo(text.replace("'old'", "'new'"));
  }

  @Test
  void insideBracesMoreIsQuoted() {
    assertThat(replace("variables: {a: x, b: y}", "1,2"))
        .isEqualTo("variables: {a: \"1,2\", b: y}");
    assertThat(replace("variables: {a: x, b: y}", "z")).isEqualTo("variables: {a: z, b: y}");
    assertThat(replace("variables: [{name: a, value: x}]", "{}"))
        .isEqualTo("variables: [{name: a, value: \"{}\"}]");
  }

  @Test
  void aValueOverSeveralLinesIsReplacedAsOne() {
    assertThat(replace("variables:\n  a: one\n    two # c\n  b: 1\n", "x"))
        .isEqualTo("variables:\n  a: x # c\n  b: 1\n");
  }

  @Test
  void theFirstDocumentThatHasThePathCounts() {
    assertThat(replace("b: 1\n---\nvariables: {a: 1}\n---\nvariables: {a: 1}\n", "2"))
        .isEqualTo("b: 1\n---\nvariables: {a: 2}\n---\nvariables: {a: 1}\n");
  }

  @Test
  void aPathThatIsNotThereIsNoError() {
    for (String text :
        List.of("", "# only\n", "variables:\n", "variables:\n  b: 1\n", "a: 1", "- a")) {
      YamlScalarEdit edit = edit(text);
      assertThat(edit.isPresent(PATH)).isFalse();
      assertThat(edit.value(PATH)).isEmpty();
      assertThat(edit.replace(PATH, "x")).isEmpty();
    }
  }

  @Test
  void theValueIsReadAsText() {
    assertThat(edit("variables:\n  a: 0001 # x\n").value(PATH)).contains("0001");
  }

  @Test
  void whatIsNotOneValueIsRefused() {
    refused("variables:\n  a: {b: 1}\n")
        .hasMessageStartingWith(
            "c.yml:2:6: 'variables.a' is not a single value, so it cannot be set");
    refused("variables:\n  a: |\n    b\n")
        .hasMessageContaining("'variables.a' is a block of lines");
    refused("b: &x 1\nvariables:\n  a: *x\n").hasMessageContaining("c.yml:3:3: 'a' is an alias");
    refused("b: &x {a: 1}\nvariables: *x\n")
        .hasMessageContaining("c.yml:2:1: 'variables' is an alias");
  }

  @Test
  void aKeyThatIsGivenTwiceIsRefused() {
    refused("variables:\n  a: 1\n  a: 2\n").hasMessageContaining("c.yml:3:3: 'a' is set twice");
    refused("variables:\n- {name: a, value: 1}\n- {name: a, value: 2}\n")
        .hasMessageContaining("c.yml:3:3: 'a' is set twice");
  }

  @Test
  void whatIsNotYamlIsRefused() {
    refused("a: 1\n b: [\n").hasMessageContaining("c.yml:2:3: not valid YAML: ");
    assertThatThrownBy(() -> YamlScalarEdit.of("c.yml", "a: ä".getBytes(ISO_8859_1)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("c.yml is not UTF-8");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(String text) {
    return assertThatThrownBy(() -> edit(text).replace(PATH, "x"))
        .isInstanceOf(UsageException.class);
  }

  private static YamlScalarEdit edit(String text) {
    return YamlScalarEdit.of("c.yml", text.getBytes(UTF_8));
  }

  private static String replace(String text, String value) {
    return new String(edit(text).replace(PATH, value).orElseThrow(), UTF_8);
  }
}
