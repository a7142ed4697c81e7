package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.TrustedKeys;
import io.github.mlopsmaven.verify.Level;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a company demands of its projects, as {@code mlops-policy.yml} says.
 *
 * @param name how it was named, for messages: coordinates with a version, or the name of a file
 * @param templates the templates that are allowed; none for every template
 * @param generator the versions of this program that are allowed
 * @param forbidden selections that are not allowed
 * @param requiredValues setting to the values that are allowed
 * @param unchanged patterns of files that have to be as the template gave them
 * @param verify the worst level of findings that is refused
 * @param rulesMayBeLowered whether projects may lower rules of {@code mlops:verify}
 * @param maxBehind how far a project may be behind; empty for any distance
 * @param checks how rules are enforced that are not enforced strictly
 * @param exemptions projects for which rules do not hold for a while
 * @param trust the keys that states of a template may be signed with
 */
public record Policy(
    String name,
    List<AllowedTemplate> templates,
    Optional<VersionSpan> generator,
    List<Forbidden> forbidden,
    Map<String, List<String>> requiredValues,
    List<Glob> unchanged,
    Optional<Level> verify,
    boolean rulesMayBeLowered,
    Optional<MaxBehind> maxBehind,
    Map<PolicyRule, Enforcement> checks,
    List<Exemption> exemptions,
    TrustedKeys trust) {

  /** Copies, keeping the order. */
  public Policy {
    templates = List.copyOf(templates);
    forbidden = List.copyOf(forbidden);
    requiredValues = Collections.unmodifiableMap(new LinkedHashMap<>(requiredValues));
    unchanged = List.copyOf(unchanged);
    Map<PolicyRule, Enforcement> copied = new EnumMap<>(PolicyRule.class);
    copied.putAll(checks);
    checks = Collections.unmodifiableMap(copied);
    exemptions = List.copyOf(exemptions);
  }

  /**
   * A selection that is not allowed.
   *
   * @param when option or setting to the values of it; all have to be met
   * @param enforcement since when, and why
   */
  public record Forbidden(Map<String, List<String>> when, Enforcement enforcement) {

    /** Copies, keeping the order. */
    public Forbidden {
      when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
    }
  }

  /**
   * How far a project may be behind its template.
   *
   * @param days how many days
   * @param commits how many commits
   */
  public record MaxBehind(OptionalLong days, OptionalLong commits) {}

  /** How a rule is enforced. */
  Enforcement enforcement(PolicyRule rule) {
    return checks.getOrDefault(rule, Enforcement.STRICT);
  }
}
