package io.github.mlopsmaven.problem;

/**
 * Text of unknown origin as a person may see it: what controls a terminal, turns the direction of
 * writing, or cannot be seen at all is written as an escape, such as {@code \}{@code u001B}.
 * Letters of every language stay as they are.
 *
 * <p>Source: the format characters of Unicode 16 that UTS 55, "Unicode Source Code Handling", and
 * CVE-2021-42574 name. A fixed list, so that the result is the same on every Java runtime.
 */
public final class Visible {

  private Visible() {}

  /**
   * One line.
   *
   * @param text any text
   * @return the text with line ends escaped too
   */
  public static String line(String text) {
    return escaped(text, false);
  }

  /**
   * A message, which may have several lines: every line but the first begins with two blanks. A
   * line end before anything else is data, such as a file's name, and is escaped: so no name can
   * pose as a line of its own.
   *
   * @param text any text
   */
  public static String message(String text) {
    return escaped(text, true);
  }

  /**
   * A text of lines, such as a stack trace.
   *
   * @param text any text
   */
  public static String lines(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.lines().forEach(line -> out.append(out.isEmpty() ? "" : "\n").append(line(line)));
    return out.toString();
  }

  /**
   * JSON, whose line ends are its layout. What is escaped stands inside of texts, so that a program
   * reads the same.
   *
   * @param text JSON
   */
  public static String json(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (point == '\n' || is(point)) {
        out.appendCodePoint(point);
      } else {
        for (char unit : Character.toChars(point)) {
          out.append(String.format("\\u%04x", (int) unit));
        }
      }
      i += Character.charCount(point);
    }
    return out.toString();
  }

  private static String escaped(String text, boolean mayContinue) {
    int clean = 0;
    while (clean < text.length() && isPlain(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, clean);
    for (int i = clean; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (point == '\n') {
        out.append(mayContinue && text.startsWith("  ", i + 1) ? "\n" : "\\n");
      } else if (point == '\r') {
        out.append("\\r");
      } else if (is(point)) {
        out.appendCodePoint(point);
      } else {
        out.append(String.format(point > 0xFFFF ? "\\U%08X" : "\\u%04X", point));
      }
      i += Character.charCount(point);
    }
    return out.toString();
  }

  /** The short answer for almost every text. */
  private static boolean isPlain(char c) {
    return (c >= 0x20 && c < 0x7F) || c == '\t';
  }

  /**
   * Whether a character is one that a person sees, or the space between words.
   *
   * @param point a code point
   */
  public static boolean is(int point) {
    return point == '\t'
        || (point >= 0x20
            && !(point >= 0x7F && point <= 0x9F)
            && point != 0xAD
            && point != 0x34F
            && point != 0x61C
            && !(point >= 0x115F && point <= 0x1160)
            && !(point >= 0x17B4 && point <= 0x17B5)
            && !(point >= 0x180B && point <= 0x180F)
            && !(point >= 0x200B && point <= 0x200F)
            && !(point >= 0x2028 && point <= 0x202E)
            && !(point >= 0x2060 && point <= 0x206F)
            && point != 0x3164
            && !(point >= 0xD800 && point <= 0xDFFF)
            && point != 0xFEFF
            && point != 0xFFA0
            && !(point >= 0xFFF9 && point <= 0xFFFB)
            && (point & 0xFFFE) != 0xFFFE
            && !(point >= 0x1D173 && point <= 0x1D17A)
            && !(point >= 0xE0000 && point <= 0xE0FFF));
  }
}
