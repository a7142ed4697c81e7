package io.github.mlopsmaven.rules.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of a script and the arguments that they cannot do without. */
final class ShellFunctions {

  private static final Pattern HEAD =
      Pattern.compile(
          "(?m)^[ \\t]*(?:function[ \\t]+)?([A-Za-z_][\\w-]*)[ \\t]*(?:\\([ \\t]*\\))?[ \\t\\n]*\\{[ \\t]*$");

  private static final Pattern NUMBER =
      Pattern.compile("\\$(?:([1-9])|\\{([1-9])(?::?\\?[^}]*)?})");

  private static final Pattern OTHER_USE =
      Pattern.compile(
          "\\bshift\\b|\\$#|\\$\\{#|\\$\\{?[@*]|\\bgetopts\\b|\\bawk\\b|\\bBASH_ARGV\\b");

  private static final Pattern STRICT =
      Pattern.compile(
          "(?m)^[ \\t]*set[ \\t]+(?:-[a-z]+[ \\t]+)*-(?:[a-z]*u|o[ \\t]+nounset)|^#!.*[ \\t]-[a-z]*u");

  private static final Pattern KEPT = Pattern.compile("\\b([A-Za-z_]\\w*)=\"?\\$\\{?([1-9])}?\"?");

  private ShellFunctions() {}

  /**
   * Calls that give less than a function needs.
   *
   * @param text the script
   * @param script the same, read
   * @param others the scripts that it reads into itself
   */
  static List<ShellSyntax.Mistake> mistakes(String text, ShellScript script, List<String> others) {
    boolean isStrict = STRICT.matcher(text).find();
    Map<String, Integer> needed = new LinkedHashMap<>();
    others.forEach(other -> needed.putAll(needed(other, isStrict)));
    needed.keySet().removeAll(script.syntax().functions());
    needed.putAll(needed(text, isStrict));
    List<ShellSyntax.Mistake> found = new ArrayList<>();
    for (ShellCommand command : script.commands()) {
      Integer most = needed.get(command.name());
      boolean isCertain = command.words().stream().skip(1).allMatch(word -> isOneWord(word));
      if (most != null && isCertain && command.words().size() - 1 < most) {
        int given = command.words().size() - 1;
        found.add(
            new ShellSyntax.Mistake(
                command.words().get(0).index(),
                "the function '"
                    + command.name()
                    + "' reads $"
                    + most
                    + ", and is given "
                    + (given == 0
                        ? "no argument"
                        : given == 1 ? "one argument" : given + " arguments")));
      }
    }
    return found;
  }

  private static boolean isOneWord(ShellWord word) {
    return !word.pieces().isEmpty()
        && word.pieces().stream()
            .allMatch(
                piece ->
                    piece instanceof ShellWord.Piece.Text text
                        && text.text().indexOf(ShellWord.UNKNOWN) < 0
                        && text.text().indexOf('*') < 0);
  }

  private static Map<String, Integer> needed(String text, boolean isStrictAround) {
    Map<String, Integer> needed = new LinkedHashMap<>();
    Matcher head = HEAD.matcher(text);
    while (head.find()) {
      String indent = head.group().replaceFirst("\\S[\\s\\S]*", "").replace("\n", "");
      int end = text.indexOf("\n" + indent + "}", head.end() - 1);
      String body =
          end < 0 ? "" : text.substring(head.end(), end).replaceAll("(?m)^[ \\t]*#.*$", "");
      int most = OTHER_USE.matcher(body).find() ? 0 : most(body);
      boolean isTwice = needed.containsKey(head.group(1));
      // Without set -u, an argument that is missing is an empty one.
      boolean isStrict =
          isStrictAround || STRICT.matcher(text).find() || body.contains("${" + most + ":?");
      needed.put(head.group(1), isTwice || !isStrict ? 0 : most);
    }
    needed.values().removeIf(most -> most == 0);
    return needed;
  }

  /** The last argument that is read and never asked for. */
  private static int most(String body) {
    int most = 0;
    Matcher number = NUMBER.matcher(body);
    while (number.find()) {
      String digit = number.group(1) == null ? number.group(2) : number.group(1);
      if (!isOptional(body, digit)) {
        most = Math.max(most, Integer.parseInt(digit));
      }
    }
    return most;
  }

  private static boolean isOptional(String body, String digit) {
    if (isAskedFor(body, digit) || body.contains("'{")) {
      return true;
    }
    Matcher kept = KEPT.matcher(body);
    while (kept.find()) {
      boolean isUsed = Pattern.compile("\\$\\{?" + kept.group(1) + "\\b").matcher(body).find();
      if (kept.group(2).equals(digit) && (!isUsed || isAskedFor(body, kept.group(1)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a body asks if a variable is empty, or has a value for that. */
  private static boolean isAskedFor(String body, String name) {
    return Pattern.compile(
            "(?:-[zn]|\\[\\[?)\\s+\"?\\$\\{?"
                + name
                + "\\b|\\$\\{"
                + name
                + "(?::?[-+=]|[#%/^,@])|\\bcase\\s+\"?\\$\\{?"
                + name
                + "\\b")
        .matcher(body)
        .find();
  }
}
