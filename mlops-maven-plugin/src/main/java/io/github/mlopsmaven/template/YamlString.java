package io.github.mlopsmaven.template;

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
                out.append(String.format("\\u%04X", point));
              }
            });
    return out.append('"').toString();
  }

  /**
   * Whether a character may stand in YAML as it is. A fixed list, so that the result does not
   * depend on the Unicode version of the Java runtime.
   *
   * @param point a code point
   */
  public static boolean isVisible(int point) {
    return point >= 0x20
        && !(point >= 0x7F && point <= 0x9F)
        && !(point >= 0x200B && point <= 0x200F)
        && !(point >= 0x2028 && point <= 0x202E)
        && !(point >= 0x2060 && point <= 0x206F)
        && !(point >= 0xD800 && point <= 0xDFFF)
        && point != 0xFEFF
        && point != 0xFFFE
        && point != 0xFFFF;
  }
}
