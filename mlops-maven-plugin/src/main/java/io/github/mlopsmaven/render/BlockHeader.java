package io.github.mlopsmaven.render;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line such as {@code key: |} or {@code - >-}: the deeper lines below it are text. Looked for in
 * one pass, since lines may be long.
 */
final class BlockHeader {

  private static final Pattern START = Pattern.compile("^\\s*+(?:-\\s++)*+");
  private static final Pattern END = Pattern.compile("[-+0-9]{0,2}+\\s*+(?:(?<=\\s)#.*)?+$");

  private BlockHeader() {}

  /**
   * How deep the text below a line has to be.
   *
   * @param line without its end
   * @return the text is deeper than so many blanks; nothing if the line begins no text
   */
  static OptionalInt indent(String line) {
    Matcher start = START.matcher(line);
    int key = start.find() ? start.end() : 0;
    if (line.startsWith("#", key)) {
      return OptionalInt.empty();
    }
    Matcher end = END.matcher(line);
    for (int at = key; at < line.length(); at++) {
      char sign = line.charAt(at);
      boolean stands =
          at == 0 || line.charAt(at - 1) == ':' || Character.isWhitespace(line.charAt(at - 1));
      if ((sign == '|' || sign == '>') && stands && end.region(at + 1, line.length()).lookingAt()) {
        // Text is deeper than its key; an item without a key is as deep as its dash.
        return OptionalInt.of(isBare(line, key, at) ? depth(line) : key);
      }
    }
    return OptionalInt.empty();
  }

  private static int depth(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** Whether nothing but tags and anchors stands there. */
  private static boolean isBare(String line, int from, int to) {
    int at = from;
    while (at < to) {
      boolean property = line.charAt(at) == '!' || line.charAt(at) == '&';
      if (!property && !Character.isWhitespace(line.charAt(at))) {
        return false;
      }
      while (at < to && !Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      while (at < to && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
    }
    return true;
  }
}
