package io.github.mlopsmaven.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is TOML, and what is not. */
class TomlReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "a = 1\nb.c = 'x' # y\n\"d e\" = true",
        "[a]\nb = 1\n[a.c]\nb = 2\n[[d]]\ne = 1\n[[d]]\ne = 2\n[d.f]\n[[d]]\n[d.f]",
        "a = [1, 'x', [2, 3],\n  # comment\n  4,\n]",
        "a = { b = 1, c.d = \"x, y = z\", e = [ { f = 1 } ] }",
        "a = \"\"\"x\n\"quoted\" \\\\ \"\"\"\"\nb = '''it's'''",
        "a = 1979-05-27T07:32:00Z\nb = 07:32:00\nc = 1_000\nd = -1.5e-3\ne = inf\nf = 0xff",
        "a = \"\\\"x\\\" # no comment\"\r\nb = 1\r\n",
        "[ a . b ]\nc = 'C:\\path'",
      })
  void readsToml(String text) {
    assertThat(TomlReader.mistake(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name = churn | 7 | 'churn' is no value",
        "a = 1¶requires-python \">=3\" | 22 | '=' is missing",
        "a = | 3 | a value is missing",
        "a = \"x | 4 | the text is not closed",
        "a = [1, 2 | 4 | ',' or ']' is missing",
        "a = [1 2] | 5 | '1 2' is no value",
        "a = {b = 1 | 10 | ',' or '}' is missing",
        "[a¶b = 1 | 2 | ']' is missing",
        "a = 1¶a = 2 | 6 | the key is set twice",
        "[a]¶[b]¶[a] | 8 | the table is defined twice",
        "a = 1 b = 2 | 4 | no value",
        "a = True | 4 | 'True' is no value",
        "a = 'x' 'y' | 8 | only one key",
        "= 1 | 0 | a key is missing",
      })
  void seesWhatIsNone(String text, int index, String problem) {
    Optional<TomlReader.Mistake> mistake = TomlReader.mistake(text.replace('¶', '\n'));
    assertThat(mistake).isPresent();
    assertThat(mistake.get().problem()).contains(problem);
    assertThat(mistake.get().index()).isEqualTo(index);
  }
}
