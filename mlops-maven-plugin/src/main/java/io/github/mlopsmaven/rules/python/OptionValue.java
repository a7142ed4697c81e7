package io.github.mlopsmaven.rules.python;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an option of a program takes.
 *
 * @param choices the values; none where any will do
 * @param type what it becomes: int, float, or anything else; switch where it takes nothing
 */
public record OptionValue(Set<String> choices, String type) {

  private static final Pattern WHOLE = Pattern.compile("\\s*[+-]?\\d[\\d_]*\\s*");

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?i)\\s*[+-]?(?:(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:e[+-]?\\d+)?|inf(?:inity)?|nan)\\s*");

  /** Copies the choices. */
  public OptionValue {
    choices = Set.copyOf(choices);
  }

  /** Whether it says anything about a value. */
  boolean isKnown() {
    return !choices.isEmpty() || type.equals("int") || type.equals("float") || isSwitch();
  }

  /** Whether the option takes no value. */
  public boolean isSwitch() {
    return type.equals("switch");
  }

  /**
   * What is wrong with a value.
   *
   * @param value the value
   * @return what it has to be; empty if it is that
   */
  public Optional<String> mistake(String value) {
    if (!choices.isEmpty()) {
      return choices.contains(value)
          ? Optional.empty()
          : Optional.of("one of " + String.join(", ", new TreeSet<>(choices)));
    }
    if (type.equals("int") && !WHOLE.matcher(value).matches()) {
      return Optional.of("a whole number");
    }
    return type.equals("float") && !NUMBER.matcher(value).matches()
        ? Optional.of("a number")
        : Optional.empty();
  }
}
