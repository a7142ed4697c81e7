package io.github.mlopsmaven.verify;

/**
 * JSON as editors and many tools read it: with comments, and with a comma behind the last entry.
 * What JSON does not have is replaced by blanks, so that every place stays where it is.
 */
public final class JsonWithComments {

  private JsonWithComments() {}

  /**
   * The same as JSON.
   *
   * @param text JSON with comments
   */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text);
    int comma = -1;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at = textEnd(text, at);
        comma = -1;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = blank(plain, at, end < 0 ? text.length() : end);
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = blank(plain, at, end < 0 ? text.length() : end + 2);
      } else {
        if ((c == '}' || c == ']') && comma >= 0) {
          plain.setCharAt(comma, ' ');
        }
        if (!Character.isWhitespace(c)) {
          comma = c == ',' ? at : -1;
        }
        at++;
      }
    }
    return plain.toString();
  }

  private static int textEnd(String text, int open) {
    int at = open + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  private static int blank(StringBuilder plain, int from, int to) {
    for (int i = from; i < to; i++) {
      if (plain.charAt(i) != '\n') {
        plain.setCharAt(i, ' ');
      }
    }
    return to;
  }
}
