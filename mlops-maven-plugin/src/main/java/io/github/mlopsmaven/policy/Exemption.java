package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.template.Glob;
import java.time.LocalDate;

/**
 * A project for which a rule does not hold for a while.
 *
 * @param project the project's name, or a pattern such as {@code legacy-*}
 * @param rule which rule
 * @param until the last day, in UTC
 * @param reason why
 */
public record Exemption(Glob project, PolicyRule rule, LocalDate until, String reason) {

  boolean isFor(String name, PolicyRule other) {
    return rule == other && project.matches(name);
  }
}
