package io.github.mlopsmaven.template;

/**
 * How much a rule of {@code mlops:verify} counts for the projects of a template.
 *
 * @param rule the rule's id
 * @param level its level, or off
 * @param reason why, one sentence
 */
public record RuleSetting(String rule, Level level, String reason) {

  /** A level that a rule can be given. */
  public enum Level {
    /** Something will not work. */
    ERROR,
    /** Something probably will not work. */
    WARNING,
    /** Something to know. */
    NOTE,
    /** The rule does not count. */
    OFF
  }
}
