package io.github.mlopsmaven.template;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import org.junit.jupiter.api.Test;

/** Names that cannot be read, and why. */
class EntryNameTest {

  private static final String UNREADABLE = "src/" + EntryName.NOT_UTF_8 + ".txt";

  @Test
  void inALocaleWithoutUnicodeTheLocaleIsToBlameAndNotTheTemplate() {
    assertThatThrownBy(() -> EntryName.requireReadable(UNREADABLE, "ANSI_X3.4-1968"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the name of the file '"
                + UNREADABLE
                + "' cannot be read in the character set ANSI_X3.4-1968\n"
                + "  run with a UTF-8 locale: LC_ALL=C.UTF-8 mvn ...");
  }

  @Test
  void withUnicodeTheNameIsNotUtf8() {
    assertThatThrownBy(() -> EntryName.requireReadable(UNREADABLE, "UTF-8"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("which is not UTF-8");
  }

  @Test
  void whatCanBeReadIsFineInAnyLocale() {
    assertThatCode(() -> EntryName.requireReadable("src/\u00fc.txt", "ANSI_X3.4-1968"))
        .doesNotThrowAnyException();
  }
}
