package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.problem.UsageException;
import java.util.stream.Collectors;

/** Writes texts so that Velocity gives them back. */
final class VelocityText {

  private VelocityText() {}

  /**
   * A literal in an expression.
   *
   * @param text any text without a backslash and control characters
   * @throws UsageException if Velocity has no literal for it
   */
  static String string(String text) {
    if (text.indexOf('\\') >= 0 || text.chars().anyMatch(c -> c < 0x20)) {
      throw new UsageException(
          "an archetype cannot hold the text \""
              + text.replaceAll("\\p{Cntrl}", " ")
              + "\", which has a backslash or a line end",
          "write it without them in the template's descriptor");
    }
    return text.indexOf('\'') < 0
        ? "'" + text + "'"
        : "('" + text.replace("'", "' + $" + ContextPom.QUOTE + " + '") + "')";
  }

  /**
   * Text of a rendered file that is to stay as it is.
   *
   * @param text any text
   */
  static String literal(String text) {
    return text.chars()
        .mapToObj(
            c ->
                switch (c) {
                  case '$' -> "${" + ContextPom.DOLLAR + "}";
                  case '#' -> "${" + ContextPom.HASH + "}";
                  default -> Character.toString(c);
                })
        .collect(Collectors.joining());
  }
}
