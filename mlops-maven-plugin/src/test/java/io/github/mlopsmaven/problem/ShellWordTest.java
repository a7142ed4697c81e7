package io.github.mlopsmaven.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shell takes each word for what it is. */
class ShellWordTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a b",
        "it's",
        "say \"hi\"",
        "$HOME",
        "`id`",
        "back\\slash",
        "a'b\"c$d",
        "!x",
        "",
        "*",
        "~",
        "a;b",
        "a&b",
        "(x)",
        "50%",
        "ssh://a@b:22/c"
      })
  void aShellGivesItBack(String text) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    Process shell =
        new ProcessBuilder(List.of("/bin/sh", "-c", "printf %s " + ShellWord.of(text, false)))
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    shell.waitFor();
    assertThat(said).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a b", "it's", "\u00fc"})
  void harmlessWordsAreTheSameOnEverySystem(String text) {
    assertThat(ShellWord.of(text))
        .isEqualTo(ShellWord.of(text, true))
        .isEqualTo(ShellWord.of(text, false))
        .contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$HOME", "say \"hi\"", "50%"})
  void windowsHasDoubleQuotesOnly(String text) {
    assertThat(ShellWord.of(text, true)).isEqualTo('"' + text.replace("\"", "\\\"") + '"');
  }
}
