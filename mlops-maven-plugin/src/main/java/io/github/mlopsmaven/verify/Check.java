package io.github.mlopsmaven.verify;

import java.util.List;

/**
 * Looks at a project and reports where rules are broken: one rule, or several that are seen in one
 * pass. A check has no state: it is run for many projects, also at the same time.
 */
public interface Check {

  /** The rules that it knows. */
  List<Rule> rules();

  /**
   * Looks at a project.
   *
   * @param project what is looked at
   * @param findings takes what is found; only findings of {@link #rules} are accepted
   */
  void check(VerifiedProject project, Findings findings);
}
