package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a policy can demand. Its word is the key of {@code mlops-policy.yml} that demands it. */
public enum PolicyRule {
  /** The template is one of those that are allowed. */
  TEMPLATES("The project comes from a template that the policy allows."),
  /** The branch, tag, commit or version of the template is one of those that are allowed. */
  REFS("The project comes from a ref or version of the template that the policy allows."),
  /** The state of the template is signed by a key that the policy trusts. */
  SIGNED("The state of the template is signed by a key that the policy trusts."),
  /** The version of this program that made the project, and that runs, is allowed. */
  GENERATOR("The plugin has a version that the policy allows."),
  /** The selection is not forbidden. */
  FORBIDDEN("The project has no selection that the policy forbids."),
  /** Settings have one of the allowed values. */
  REQUIRED_VALUES("Settings have a value that the policy allows."),
  /** Files are as the template gave them. */
  UNCHANGED("Files that the policy protects are as the template gave them."),
  /** {@code mlops:verify} finds nothing at the level that the policy says. */
  VERIFY("mlops:verify finds nothing at the level that the policy says."),
  /** Nobody lowered a rule of {@code mlops:verify}. */
  RULES_MAY_BE_LOWERED("No rule of mlops:verify is lowered."),
  /** The project is not too far behind its template. */
  MAX_BEHIND("The project is not further behind its template than the policy allows.");

  private final String description;

  PolicyRule(String description) {
    this.description = description;
  }

  /** The key in {@code mlops-policy.yml}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The rule as reports have it; its id is {@code policy-} and the word, with hyphens. */
  public Rule rule() {
    return new Rule("policy-" + toString().replace('_', '-'), Level.ERROR, description);
  }

  /**
   * The rule that a word names.
   *
   * @param word a key of {@code mlops-policy.yml}
   */
  public static Optional<PolicyRule> of(String word) {
    return Arrays.stream(values()).filter(rule -> rule.toString().equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(PolicyRule::toString).toList();
  }
}
