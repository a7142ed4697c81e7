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
  TEMPLATES("Template not allowed by the policy"),
  /** The branch, tag, commit or version of the template is one of those that are allowed. */
  REFS("Template ref or version not allowed by the policy"),
  /** The state of the template is signed by a key that the policy trusts. */
  SIGNED("Template version not signed by a trusted key"),
  /** The version of this program that made the project, and that runs, is allowed. */
  GENERATOR("Plugin version not allowed by the policy"),
  /** The selection is not forbidden. */
  FORBIDDEN("Selection forbidden by the policy"),
  /** Settings have one of the allowed values. */
  REQUIRED_VALUES("Value not allowed by the policy"),
  /** Files are as the template gave them. */
  UNCHANGED("Protected file changed"),
  /** {@code mlops:verify} finds nothing at the level that the policy says. */
  VERIFY("Findings of mlops:verify above the allowed level"),
  /** Nobody lowered a rule of {@code mlops:verify}. */
  RULES_MAY_BE_LOWERED("Rule of mlops:verify lowered"),
  /** The project is not too far behind its template. */
  MAX_BEHIND("Project too far behind its template");

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
