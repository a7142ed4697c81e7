package io.github.mlopsmaven.problem;

import java.util.Locale;
import java.util.regex.Pattern;

/** A word of a command that a person types, so that the shell takes it for what it is. */
public final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[\\w./:@,=+-]+");

  /** What stands for itself between double quotes, in every shell. */
  private static final Pattern CALM = Pattern.compile("[^\"$`\\\\!%\\p{Cntrl}]*");

  private ShellWord() {}

  /**
   * The word, in quotes where it needs them.
   *
   * @param text the word without quotes
   */
  public static String of(String text) {
    return of(text, System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win"));
  }

  static String of(String text, boolean windows) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    if (CALM.matcher(text).matches()) {
      return '"' + text + '"';
    }
    return windows
        ? '"' + text.replace("\"", "\\\"") + '"'
        : "'" + text.replace("'", "'\\''") + "'";
  }
}
