package io.github.mlopsmaven.rules.python;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition behind a requirement: {@code python_version < "3.11" and sys_platform == 'linux'}.
 *
 * @see <a
 *     href="https://packaging.python.org/specifications/dependency-specifiers/#environment-markers">The
 *     grammar</a>
 */
final class Marker {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(and\\b|or\\b)|([()])|(===|[<>=!~]=|[<>]|in\\b|not\\s+in\\b)|('[^']*'|\"[^\"]*\")"
              + "|([A-Za-z_][\\w.]*))");

  private static final Set<String> VARIABLES =
      Set.of(
          "python_version",
          "python_full_version",
          "os_name",
          "os.name",
          "sys_platform",
          "sys.platform",
          "platform_release",
          "platform_system",
          "platform_version",
          "platform.version",
          "platform_machine",
          "platform.machine",
          "platform_python_implementation",
          "platform.python_implementation",
          "python_implementation",
          "implementation_name",
          "implementation_version",
          "extra",
          "extras",
          "dependency_groups");

  private Marker() {}

  /**
   * Whether a text is such a condition.
   *
   * @param text what stands behind the semicolon
   */
  static boolean isOne(String text) {
    Matcher token = TOKEN.matcher(text);
    // 0: a value is next, 1: an operator, 2: the other value, 3: nothing, or what joins.
    int state = 0;
    int depth = 0;
    int at = 0;
    while (at < text.length() && !text.substring(at).isBlank()) {
      if (!token.region(at, text.length()).lookingAt()) {
        return false;
      }
      at = token.end();
      boolean isValue =
          token.group(4) != null || (token.group(5) != null && VARIABLES.contains(token.group(5)));
      if (token.group(2) != null) {
        boolean isOpening = token.group(2).equals("(");
        depth += isOpening ? 1 : -1;
        if (depth < 0 || state != (isOpening ? 0 : 3)) {
          return false;
        }
      } else if (isValue && (state == 0 || state == 2)) {
        state++;
      } else if (token.group(3) != null && state == 1) {
        state = 2;
      } else if (token.group(1) != null && state == 3) {
        state = 0;
      } else {
        return false;
      }
    }
    return state == 3 && depth == 0;
  }
}
