package io.github.mlopsmaven.template;

import io.github.mlopsmaven.problem.Visible;

/** Writes a text as YAML's double-quoted scalar on one line: the only style that holds any text. */
public final class YamlString {

  private YamlString() {}

  /**
   * The scalar.
   *
   * @param text any text
   * @return the text between double quotes, with what cannot be seen or would end the scalar
   *     escaped
   */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                out.append('\\').appendCodePoint(point);
              } else if (point == '\n') {
                out.append("\\n");
              } else if (isVisible(point)) {
                out.appendCodePoint(point);
              } else {
                out.append(String.format(point > 0xFFFF ? "\\U%08X" : "\\u%04X", point));
              }
            });
    return out.append('"').toString();
  }

  /**
   * Whether a character may stand in YAML as it is: one that a person sees.
   *
   * @param point a code point
   */
  public static boolean isVisible(int point) {
    return point != '\t' && Visible.is(point);
  }
}
