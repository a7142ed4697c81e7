package io.github.mlopsmaven.verify;

import java.util.regex.Pattern;

/**
 * What is to be so in a project. {@code docs/rules/ID.md} explains each rule with an example and
 * the fix.
 *
 * @param id its name, as in {@code github-unknown-input}: the subject first, lower case letters,
 *     digits and hyphens
 * @param level how bad it is when it is broken, unless a user's settings say otherwise
 * @param description what has to be so, one sentence
 */
public record Rule(String id, Level level, String description) {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)+");

  /** Checks the id's form. */
  public Rule {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("'" + id + "' is not an id of a rule");
    }
  }
}
