package io.github.mlopsmaven.verify;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs all checks on a project. */
public final class Verifier {

  private final List<Check> checks;
  private final RuleSettings settings;

  /**
   * Makes a verifier.
   *
   * @param checks what to look for
   * @param settings which rules count, and how much
   */
  public Verifier(List<Check> checks, RuleSettings settings) {
    this.checks = List.copyOf(checks);
    this.settings = settings;
    settings.requireKnown(rules(checks).keySet());
  }

  /**
   * The rules of some checks.
   *
   * @param checks the checks
   * @return id to rule, sorted
   */
  public static Map<String, Rule> rules(List<Check> checks) {
    Map<String, Rule> rules = new TreeMap<>();
    for (Check check : checks) {
      check.rules().forEach(rule -> rules.put(rule.id(), rule));
    }
    return rules;
  }

  /**
   * Verifies a project.
   *
   * @param project what to look at
   * @return what was found, sorted by place, without what the settings switch off
   */
  public List<Finding> verify(VerifiedProject project) {
    SortedSet<Finding> found = new TreeSet<>();
    for (Check check : checks) {
      Findings findings = new Findings(check.rules());
      check.check(project, findings);
      found.addAll(settings.apply(findings.found()));
    }
    return List.copyOf(found);
  }
}
