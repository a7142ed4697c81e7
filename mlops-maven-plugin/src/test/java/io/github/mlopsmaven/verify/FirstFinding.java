package io.github.mlopsmaven.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a project has any finding. The checks are asked one after the other up to the first that
 * finds something: none knows of another, so all of them together find something if and only if one
 * of them does. The one that saw the last project is asked first, since mutants of one kind are
 * mostly seen by the same.
 */
public final class FirstFinding {

  private final List<Check> checks;

  /**
   * Asks nobody yet.
   *
   * @param checks all that count
   */
  public FirstFinding(List<Check> checks) {
    this.checks = new ArrayList<>(checks);
  }

  /**
   * The rules of the first check that finds something.
   *
   * @param files the project
   * @return the ids of the rules that are broken; none if no check finds anything
   */
  public Set<String> rules(ProjectFiles files) {
    VerifiedProject project = files.verified();
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      Set<String> rules = new TreeSet<>();
      new Verifier(List.of(check), RuleSettings.STANDARD)
          .verify(project)
          .forEach(finding -> rules.add(finding.rule().id()));
      if (!rules.isEmpty()) {
        checks.remove(i);
        checks.add(0, check);
        return rules;
      }
    }
    return Set.of();
  }
}
