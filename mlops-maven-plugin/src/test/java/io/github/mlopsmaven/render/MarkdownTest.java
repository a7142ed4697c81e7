package io.github.mlopsmaven.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "<script>alert(1)</script>, \\<script\\>alert(1)\\</script\\>",
        "<img src=x onerror=y>, \\<img src=x onerror=y\\>",
        "[x](javascript:alert(1)), [x\\](javascript:alert(1))",
        "[x](JAVASCRIPT:a), [x\\](JAVASCRIPT:a)",
        "[x](java&#115;cript:a), [x\\](java&#115;cript:a)",
        "[x](data:text/html;base64), [x\\](data:text/html;base64)",
        "[x](vbscript:a \"t\"), [x\\](vbscript:a \"t\")",
      })
  void aSentenceOfADescriptorHasNoHtmlAndNoScript(String markdown, String shown) {
    assertThat(Markdown.sentence(markdown)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "see https://example.com/a., see <https://example.com/a>.",
        "<https://example.com>, <https://example.com>",
        "[a](https://example.com/a?b&c=d), [a](https://example.com/a?b&c=d)",
        "[a](docs/a.md#b) and `<b>`, [a](docs/a.md#b) and `<b>`",
        "**bold** and _more_, **bold** and _more_",
      })
  void aSentenceOfADescriptorKeepsItsMarkdown(String markdown, String shown) {
    assertThat(Markdown.sentence(markdown)).isEqualTo(shown);
  }

  @Test
  void nothingThatCannotBeSeenReachesAReadme() {
    String raw = "a\u001B[31m\u202Eb\u200B\r\nc";

    assertThat(Markdown.text(raw)).isEqualTo("a\\\\u001B\\[31m\\\\u202Eb\\\\u200B c");
    assertThat(Markdown.code(raw)).isEqualTo("a\\u001B[31m\\u202Eb\\u200B c");
    assertThat(Markdown.sentence(raw)).isEqualTo("a\\u001B[31m\\u202Eb\\u200B c");
  }
}
