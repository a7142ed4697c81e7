package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a file with settings, as Python code puts it together.
 *
 * @param path the path; what is known only when the code runs stands in braces
 * @param parameter the parameter that has the path; the empty string where the path is known
 */
record SettingsPath(String path, String parameter) {

  private static final Pattern TEXT =
      Pattern.compile("([fFrR]{0,2})(\"([^\"\\n\\\\]*)\"|'([^'\\n\\\\]*)')");

  private static final Pattern FILE = Pattern.compile(".*\\.(?:ya?ml|json)");

  /** A folder that is made for the moment: what is in it is nothing of the project. */
  private static final Pattern TEMPORARY = Pattern.compile("(?i)te?mp");

  /** Modes and encodings. */
  private static final Set<String> OTHERS = Set.of("r", "rt", "rb", "utf-8", "utf8", "UTF-8");

  /** {@code a if b else c}: it may be either. */
  private static final Pattern CHOICE = Pattern.compile("\\sif\\s[\\s\\S]*\\selse\\s");

  private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*");

  /** No name is looked for further. */
  private static final int DEEPEST = 4;

  /**
   * The path that an expression means.
   *
   * @param text the file
   * @param code the same without its texts
   * @param start where the expression begins
   * @param end where it ends
   * @param scope the function that it stands in
   */
  static Optional<SettingsPath> of(
      String text, String code, int start, int end, Optional<PythonModule.Function> scope) {
    return of(text, code, start, end, scope, 0);
  }

  private static Optional<SettingsPath> of(
      String text,
      String code,
      int start,
      int end,
      Optional<PythonModule.Function> scope,
      int depth) {
    String expression = code.substring(start, end);
    if (CHOICE.matcher(expression).find()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    Matcher literal = TEXT.matcher(text).region(start, end);
    int first = -1;
    while (literal.find()) {
      String part = literal.group(3) == null ? literal.group(4) : literal.group(3);
      boolean isFormat = literal.group(1).toLowerCase(java.util.Locale.ROOT).contains("f");
      if (!OTHERS.contains(part)) {
        first = first < 0 ? literal.start() : first;
        parts.add(isFormat ? part : part.replace("{", "").replace("}", ""));
      }
    }
    if (!parts.isEmpty()) {
      String path = String.join("/", parts);
      // What stands before the first text, but for the calls that take it.
      String before =
          code.substring(start, first).replaceAll("\\b(?:open|Path|pathlib|str)\\b", "");
      boolean isFloating = before.matches("(?s).*\\w.*");
      return FILE.matcher(path).matches() && !TEMPORARY.matcher(before).find()
          ? Optional.of(new SettingsPath((isFloating ? "{}/" : "") + path, ""))
          : Optional.empty();
    }
    Matcher opened =
        Pattern.compile("^\\s*open\\s*\\(|^\\s*(?:pathlib\\s*\\.\\s*)?Path\\s*\\(")
            .matcher(expression);
    if (opened.find()) {
      int close = PythonProgram.closing(code, start + opened.end());
      int comma = PythonProgram.parts(code, start + opened.end(), close).get(0)[1];
      return of(text, code, start + opened.end(), comma, scope, depth);
    }
    Matcher name = NAME.matcher(expression.replaceFirst("(?s)[,.].*", ""));
    return name.matches() && depth < DEEPEST
        ? named(text, code, start, name.group(1), scope, depth)
        : Optional.empty();
  }

  /** What a name stands for: a file that was opened, another path, or a parameter. */
  private static Optional<SettingsPath> named(
      String text,
      String code,
      int index,
      String name,
      Optional<PythonModule.Function> scope,
      int depth) {
    Matcher opened =
        Pattern.compile("\\bwith\\s+([^\\n]*?)\\s+as\\s+" + name + "\\s*:").matcher(code);
    Optional<int[]> found = Optional.empty();
    while (opened.find() && opened.start() < index) {
      found = Optional.of(new int[] {opened.start(1), opened.end(1)});
    }
    Matcher set =
        Pattern.compile("(?m)^[ \\t]*" + name + "\\s*(?::[^=\\n]+)?=(?!=)([^\\n]*)$").matcher(code);
    int times = 0;
    while (found.isEmpty() && set.find()) {
      times++;
      if (times == 1) {
        int close = statementEnd(code, set.start(1));
        found = Optional.of(new int[] {set.start(1), close});
        break;
      }
    }
    boolean isTwice = times == 1 && set.find();
    if (found.isPresent() && !isTwice) {
      return of(text, code, found.get()[0], found.get()[1], scope, depth + 1);
    }
    return scope
        .filter(function -> function.signature().places().contains(name))
        .map(function -> new SettingsPath("", name));
  }

  private static int statementEnd(String code, int start) {
    int depth = 0;
    for (int i = start; i < code.length(); i++) {
      char c = code.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (c == '\n' && depth <= 0) {
        return i;
      }
    }
    return code.length();
  }
}
