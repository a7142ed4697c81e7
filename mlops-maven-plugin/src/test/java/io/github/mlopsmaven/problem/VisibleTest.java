package io.github.mlopsmaven.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

  /** Each can change what a person sees, or hide in it. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x7F, 0x85, 0x9B, 0x9D, 0xAD, 0x061C, 0x180E, 0x200B,
        0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
        0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xFFF9, 0xD800, 0xE0001, 0xE0041
      })
  void escapesWhatControlsATerminalOrCannotBeSeen(int point) {
    String raw = "a" + new String(Character.toChars(point)) + "b";

    for (String shown :
        new String[] {
          Visible.line(raw),
          Visible.message(raw),
          Visible.lines(raw),
          new UsageException(raw, raw).getMessage()
        }) {
      assertThat(shown).matches("[ -~\\n]*").contains("a").contains("b");
      assertThat(shown).doesNotContain(new String(Character.toChars(point)));
    }
  }

  /** The ranges and characters that the class names, and nothing beside them. */
  @Test
  void everyCharacterIsEscapedOrKept() {
    int[][] hidden = {
      {0x00, 0x08},
      {0x0A, 0x1F},
      {0x7F, 0x9F},
      {0xAD, 0xAD},
      {0x34F, 0x34F},
      {0x61C, 0x61C},
      {0x115F, 0x1160},
      {0x17B4, 0x17B5},
      {0x180B, 0x180F},
      {0x200B, 0x200F},
      {0x2028, 0x202E},
      {0x2060, 0x206F},
      {0x3164, 0x3164},
      {0xD800, 0xDFFF},
      {0xFEFF, 0xFEFF},
      {0xFFA0, 0xFFA0},
      {0xFFF9, 0xFFFB},
      {0xFFFE, 0xFFFF},
      {0x1D173, 0x1D17A},
      {0x1FFFE, 0x1FFFF},
      {0xE0000, 0xE0FFF}
    };
    for (int[] range : hidden) {
      for (int point = range[0]; point <= range[1]; point++) {
        assertThat(Visible.is(point)).as("%X", point).isFalse();
      }
      for (int point : new int[] {range[0] - 1, range[1] + 1}) {
        // The last two of every plane are no characters.
        boolean inAnother = (point & 0xFFFE) == 0xFFFE;
        for (int[] other : hidden) {
          inAnother |= other[0] <= point && point <= other[1];
        }
        assertThat(point < 0 || inAnother || Visible.is(point)).as("%X", point).isTrue();
      }
    }
    assertThat(Visible.line(" ~\u007f\u001f")).isEqualTo(" ~\\u007F\\u001F");
    assertThat(Visible.line("\uffff" + Character.toString(0xE0001)))
        .isEqualTo("\\uFFFF\\U000E0001");
  }

  @Test
  void everyLineOfATextStaysALine() {
    assertThat(Visible.lines("a\n\tat b\u001b\r\n\nc")).isEqualTo("a\n\tat b\\u001B\n\nc");
    assertThat(Visible.lines("")).isEmpty();
    assertThat(Visible.json("{\n\t\"a\"}")).isEqualTo("{\n\t\"a\"}");
  }

  @Test
  void escapesALineEndInAName() {
    UsageException e = new UsageException("no file 'a\n[INFO] BUILD SUCCESS\rb'", "rename it");

    assertThat(e.getMessage()).isEqualTo("no file 'a\\n[INFO] BUILD SUCCESS\\rb'\n  rename it");
  }

  @Test
  void keepsAListWhoseItemsAreIndented() {
    assertThat(new UsageException("two:\n  one\n  other", "go").problem())
        .isEqualTo("two:\n  one\n  other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Größe", "プロジェクト", "проект", "مشروع", "👍", "é", "a\tb", "~!@#"})
  void keepsLettersOfEveryLanguage(String text) {
    assertThat(Visible.line(text)).isEqualTo(text);
    assertThat(Visible.message(text)).isEqualTo(text);
  }

  @Test
  void keepsWhatAProgramReadsInJson() {
    String json = "{\n  \"a\": \"\u202Eb\u009B" + Character.toString(0xE0041) + "\"\n}";

    assertThat(Visible.json(json))
        .matches("[ -~\\n]*")
        .contains("\\u202e", "\\u009b", "\\udb40\\udc41");
  }

  @Test
  void redactsAMessageOfAHundredThousandSigns() {
    String many = "https://" + "a@".repeat(100_000) + "host";

    assertThat(new UsageException(many, "go").problem()).doesNotContain("a@");
  }
}
