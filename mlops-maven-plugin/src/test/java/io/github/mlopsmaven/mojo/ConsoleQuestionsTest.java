package io.github.mlopsmaven.mojo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleQuestionsTest {

  private static final List<String> VALUES = List.of("aml-cli-v2", "python-sdk-v1");

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private ConsoleQuestions typing(String text) {
    return new ConsoleQuestions(
        new BufferedReader(new StringReader(text)), new PrintStream(shown, true, UTF_8));
  }

  @Test
  void aLabelStandsBesideItsKey() {
    typing("1\n")
        .choose(
            "Version",
            VALUES,
            Map.of("python-sdk-v1", "support ended", "aml-cli-v2", "aml-cli-v2"),
            Optional.empty());

    assertThat(shown.toString(UTF_8).lines())
        .startsWith("Version", "  1) aml-cli-v2", "  2) python-sdk-v1  support ended");
  }

  @ParameterizedTest
  @CsvSource({"2", "PYTHON-SDK-V1", "' python-sdk-v1 '", "'3\nsdk\n0\n2'"})
  void aNumberAnyCaseAndAnotherTry(String typed) {
    ConsoleQuestions questions = typing(typed + "\n");

    assertThat(questions.choose("Version", VALUES, Map.of(), Optional.empty()))
        .contains("python-sdk-v1");
    assertThat(questions.answered()).isTrue();
  }

  @Test
  void theEndOfTheInputIsNoAnswer() {
    ConsoleQuestions questions = typing("no such\n");

    assertThat(questions.ask("Version", VALUES, Optional.of("aml-cli-v2"))).isEmpty();
    assertThat(questions.answered()).isFalse();
  }

  /** Where the input was closed before Java began, a file of Java's is read in its place. */
  @Test
  void whatIsNoTextIsNoAnswerAndNothingAfterItIs() {
    ConsoleQuestions questions = typing("PK\3\4\0x\n2\n2\n");

    assertThat(questions.ask("Version", VALUES, Optional.of("aml-cli-v2"))).isEmpty();
    assertThat(questions.ask("Project name", List.of(), Optional.empty())).isEmpty();
    assertThat(questions.answered()).isFalse();
  }
}
