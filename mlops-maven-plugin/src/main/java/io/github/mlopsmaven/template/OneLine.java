package io.github.mlopsmaven.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any text as a part of one line of a file of ours. */
public final class OneLine {

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private OneLine() {}

  /**
   * A text without line ends, tabs and other control characters: those, and a backslash, are
   * written as {@code \}{@code uXXXX}.
   *
   * @param text any text
   * @return what stands for it
   */
  public static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.chars()
        .forEach(
            unit -> {
              boolean plain =
                  !Character.isISOControl(unit) && unit != '\\' && unit != 0x2028 && unit != 0x2029;
              if (plain) {
                out.append((char) unit);
              } else {
                out.append(String.format("\\u%04x", unit));
              }
            });
    return out.toString();
  }

  /**
   * What {@link #escaped} was given.
   *
   * @param text what it gave
   */
  public static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(found.group(1), 16))));
  }
}
