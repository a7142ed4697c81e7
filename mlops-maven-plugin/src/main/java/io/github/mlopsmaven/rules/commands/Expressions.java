package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values into the texts of workflows and pipelines. */
final class Expressions {

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{([^}$]*+(?:\\$(?!\\{\\{)[^}$]*+)*+)}}");

  /** A macro of Azure Pipelines; anything else in such brackets is the shell's. */
  private static final Pattern MACRO = Pattern.compile("\\$\\(([A-Za-z_][\\w.]*)\\)");

  private static final Pattern GITHUB_NAME = Pattern.compile("inputs\\.([\\w-]+)");

  private static final Pattern AZURE_NAME =
      Pattern.compile("(parameters|variables)(?:\\.([\\w.-]+)|\\['([\\w.-]+)'])");

  /** Variables that Azure Pipelines sets to the directory of the files. */
  private static final Set<String> ROOTS =
      Set.of(
          "system.defaultworkingdirectory", "build.sourcesdirectory", "build.repository.localpath");

  private static final Pattern ASKED =
      Pattern.compile("(?:variables|parameters)(?:\\.([\\w-]+)|\\['([^']+)'])");

  private static final Pattern SIMPLE =
      Pattern.compile(
          "\\$\\{\\{\\s*if\\s+(eq|ne)\\(\\s*(parameters\\.\\w+)\\s*,\\s*'([^']*)'\\s*\\)\\s*}}");

  private static final String UNKNOWN = String.valueOf(ShellWord.UNKNOWN);

  private static final int MOST_STEPS = 8;

  private Expressions() {}

  /**
   * Puts values into a text of GitHub Actions.
   *
   * @param text the text
   * @param inputs name to value
   * @param missing the value of any other input
   */
  static String github(String text, Map<String, String> inputs, String missing) {
    Matcher matcher = EXPRESSION.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String inside = matcher.group(1).strip();
      Matcher name = GITHUB_NAME.matcher(inside);
      String value =
          inside.equals("github.workspace")
              ? ShellWord.ROOT
              : name.matches()
                  ? inputs.getOrDefault(name.group(1), missing)
                  : inside.contains("inputs.")
                      ? new GithubValue(inputs, missing).of(inside)
                      : UNKNOWN;
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  /**
   * Puts values into a text of Azure Pipelines.
   *
   * @param text the text
   * @param parameters name to value
   * @param variables name, in lower case, to value
   */
  static String azure(String text, Map<String, String> parameters, Map<String, String> variables) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    String before = "";
    String filled = text;
    for (int i = 0; i < MOST_STEPS && !filled.equals(before); i++) {
      before = filled;
      filled = macros(expressions(filled, parameters, variables), variables);
    }
    return filled;
  }

  private static String expressions(
      String text, Map<String, String> parameters, Map<String, String> variables) {
    Matcher matcher = EXPRESSION.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      Matcher name = AZURE_NAME.matcher(matcher.group(1).strip());
      String value = UNKNOWN;
      if (name.matches()) {
        String key = name.group(2) == null ? name.group(3) : name.group(2);
        value =
            name.group(1).equals("parameters")
                ? parameters.getOrDefault(key, UNKNOWN)
                : variables.getOrDefault(key.toLowerCase(Locale.ROOT), UNKNOWN);
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  private static String macros(String text, Map<String, String> variables) {
    Matcher matcher = MACRO.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      String value = variables.get(name);
      if (ROOTS.contains(name)) {
        value = ShellWord.ROOT;
      } else if (value == null) {
        value = name.indexOf('.') > 0 ? UNKNOWN : matcher.group();
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  /**
   * The names of parameters and variables that a condition asks for, beside those of one around it.
   *
   * @param before those
   * @param condition its text
   */
  static Set<String> asked(Set<String> before, String condition) {
    Matcher name = ASKED.matcher(condition);
    Set<String> asked = new HashSet<>(before);
    while (name.find()) {
      asked.add((name.group(1) == null ? name.group(2) : name.group(1)).toLowerCase(Locale.ROOT));
    }
    return asked;
  }

  /**
   * Whether a condition about a parameter holds: {@code ${{ if ne(parameters.name, '') }}}.
   *
   * @param condition its text
   * @param filled puts values into a text
   * @return empty where that is not known
   */
  static Optional<Boolean> truth(String condition, UnaryOperator<String> filled) {
    Matcher simple = SIMPLE.matcher(condition);
    if (!simple.matches()) {
      return Optional.empty();
    }
    String value = filled.apply("${{ " + simple.group(2) + " }}");
    boolean isKnown = value.indexOf(ShellWord.UNKNOWN) < 0 && value.indexOf('$') < 0;
    return isKnown
        ? Optional.of(value.equalsIgnoreCase(simple.group(3)) == simple.group(1).equals("eq"))
        : Optional.empty();
  }
}
