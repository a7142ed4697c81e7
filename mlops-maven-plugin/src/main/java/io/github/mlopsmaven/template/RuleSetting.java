package io.github.mlopsmaven.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How much a rule of {@code mlops:verify} counts for the projects of a template.
 *
 * @param rule the rule's id
 * @param level its level, or off
 * @param reason why, one sentence
 */
public record RuleSetting(String rule, Level level, String reason) {

  /**
   * Removes space around the reason.
   *
   * @throws IllegalArgumentException if there is no reason
   */
  public RuleSetting {
    reason = reason.strip();
    if (reason.isEmpty()) {
      throw new IllegalArgumentException("the rule " + rule + " is set without a reason");
    }
  }

  /**
   * Reads what {@link #text} writes, and what people type.
   *
   * @param rule the rule's id
   * @param text {@code LEVEL: REASON}
   * @return empty if it has another form
   */
  public static Optional<RuleSetting> parse(String rule, String text) {
    int colon = text.indexOf(':');
    String level = (colon < 0 ? text : text.substring(0, colon)).strip();
    String reason = colon < 0 ? "" : text.substring(colon + 1).strip();
    return Arrays.stream(Level.values())
        .filter(known -> known.toString().equals(level) && !reason.isEmpty())
        .map(known -> new RuleSetting(rule, known, reason))
        .findFirst();
  }

  /** {@code LEVEL: REASON}. */
  public String text() {
    return level + ": " + reason;
  }

  /** A level that a rule can be given. */
  public enum Level {
    /** Something will not work. */
    ERROR,
    /** Something probably will not work. */
    WARNING,
    /** Something to know. */
    NOTE,
    /** The rule does not count. */
    OFF;

    /** The word that people write. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
