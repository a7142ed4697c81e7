package io.github.mlopsmaven.expressions;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression inside of a text: {@code ${{ … }}}.
 *
 * @param start where what is between the brackets begins
 * @param text what is between the brackets
 * @param isClosed whether the closing brackets are there
 */
public record Embedded(int start, String text, boolean isClosed) {

  private static final String OPEN = "${{";
  private static final String CLOSE = "}}";

  /**
   * The expressions of a text, in order. Brackets in strings do not close.
   *
   * @param text the text
   */
  public static List<Embedded> in(String text) {
    List<Embedded> found = new ArrayList<>();
    int open = text.indexOf(OPEN);
    while (open >= 0) {
      int start = open + OPEN.length();
      int end = closing(text, start);
      if (end < 0) {
        found.add(new Embedded(start, text.substring(start), false));
        return found;
      }
      found.add(new Embedded(start, text.substring(start, end), true));
      open = text.indexOf(OPEN, end);
    }
    return found;
  }

  private static int closing(String text, int start) {
    boolean isQuoted = false;
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == '\'') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && text.startsWith(CLOSE, i)) {
        return i;
      } else if (!isQuoted && text.startsWith(OPEN, i)) {
        return -1;
      }
    }
    // A quote that is never closed hides the brackets; the parser says so.
    return text.indexOf(CLOSE, start);
  }
}
