package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.PatternSearch;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script calls its arguments, and how many it needs where its first one is not the word with
 * which it ends early.
 *
 * @param names place of an argument to the variable that it is kept in
 * @param early the word with which it ends early
 * @param later how many arguments it needs with any other word; 0 if nobody can tell
 */
public record ShellArguments(Map<Integer, String> names, String early, int later) {

  /** {@code if [[ "$what" == check ]]; then} with its body. */
  private static final Pattern EARLY =
      Pattern.compile(
          "(?m)^if \\[\\[? \"?\\$\\{?([A-Za-z1]\\w*)}?\"? ==? \"?([\\w.-]+)\"? \\]\\]?; then\\n((?:(?:[ \\t][^\\n]*+)?+\\n)*?)fi$");

  private static final Pattern EXIT = Pattern.compile("(?m)^[ \\t]+exit(?:[ \\t]+0)?$");

  private static final Pattern NEEDED =
      Pattern.compile("(?m)^[^ \\t#\\n][^\\n]*\\$\\{([1-9]):?\\?");

  private static final Pattern OTHER_USE =
      Pattern.compile(
          "\\bshift\\b|\\$#|\\$\\{#|\\$\\{?[@*]|(?m)^(?:case|if|for|while)\\b|\\bexit\\b");

  /** Copies the map. */
  public ShellArguments {
    names = Map.copyOf(names);
  }

  /**
   * Reads a script, once.
   *
   * @param content the script
   */
  public static ShellArguments of(Content content) {
    return content.learn(ShellArguments.class, ShellArguments::read);
  }

  private static ShellArguments read(Content content) {
    Map<String, Integer> places = ShellChoices.places(content);
    Map<Integer, String> names = places.isEmpty() ? Map.of() : ShellChoices.first(content.text());
    String text = ShellProgram.withoutFunctions(content);
    PatternSearch early = new PatternSearch(EARLY, text, "if [");
    if (!early.find()) {
      return new ShellArguments(names, "", 0);
    }
    Matcher found = early.match();
    Integer place = places.get(found.group(1));
    if (place == null || place != 1 || !EXIT.matcher(found.group(3)).find()) {
      return new ShellArguments(names, "", 0);
    }
    String rest = text.substring(found.end());
    Matcher other = OTHER_USE.matcher(rest);
    String sure = other.find() ? rest.substring(0, other.start()) : rest;
    int later = 0;
    Matcher needed = NEEDED.matcher(sure);
    while (needed.find()) {
      later = Math.max(later, Integer.parseInt(needed.group(1)));
    }
    return new ShellArguments(names, found.group(2), later);
  }

  /** A name without what people write differently. */
  public static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }
}
