package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.policy.Policy.Forbidden;
import io.github.mlopsmaven.policy.Policy.MaxBehind;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.ProjectStatus;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.TemplateSignature;
import io.github.mlopsmaven.verify.Finding;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Report;
import io.github.mlopsmaven.verify.Rule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The use case of {@code mlops:check}: judges a project by policies. Each policy is judged by
 * itself, with its own exceptions and its own keys, so that another policy can add to it and never
 * weaken it.
 */
public final class PolicyCheck {

  /** How many findings are named in one result. */
  private static final int NAMED = 3;

  private final List<Policy> policies;
  private final LocalDate today;
  private final String version;

  /**
   * Makes the use case.
   *
   * @param policies what is demanded
   * @param today the day, in UTC
   * @param version the version of this program
   */
  public PolicyCheck(List<Policy> policies, LocalDate today, String version) {
    this.policies = List.copyOf(policies);
    this.today = today;
    this.version = version;
  }

  /** The policies. */
  public List<Policy> policies() {
    return policies;
  }

  /**
   * Judges what can be judged before a project has a file.
   *
   * @param from what it would be made from
   */
  public List<PolicyResult> admission(MadeFrom from) {
    List<PolicyResult> results = new ArrayList<>();
    for (Policy policy : policies) {
      admission(policy, from, List.of(version, from.generatorVersion()))
          .forEach(result -> results.add(judged(policy, from.project(), result)));
    }
    return results;
  }

  /**
   * Judges a project.
   *
   * @param project the project
   */
  public List<PolicyResult> check(PolicedProject project) {
    List<PolicyResult> results = new ArrayList<>();
    for (Policy policy : policies) {
      MadeFrom from = project.madeFrom();
      List<PolicyResult> found =
          new ArrayList<>(admission(policy, from, List.of(version, from.generatorVersion())));
      if (!policy.templates().isEmpty()) {
        history(policy, project.status()).ifPresent(found::add);
      }
      if (!policy.unchanged().isEmpty()) {
        found.addAll(new UnchangedFiles(policy, project).results());
      }
      policy.verify().flatMap(worst -> verified(policy, worst, project)).ifPresent(found::add);
      if (!policy.rulesMayBeLowered()) {
        found.addAll(lowered(policy, project));
      }
      policy.maxBehind().flatMap(most -> behind(policy, most, project)).ifPresent(found::add);
      found.forEach(result -> results.add(judged(policy, from.project(), result)));
    }
    return results;
  }

  /**
   * Who signed the state, if a policy trusts the key.
   *
   * @param from what a project is made from
   * @return empty where no policy looks at signatures
   */
  public Optional<TemplateSignature> signature(MadeFrom from) {
    return policies.stream()
        .filter(policy -> !policy.trust().isEmpty())
        .flatMap(policy -> from.signature().apply(policy.trust()).signature().stream())
        .findFirst();
  }

  /**
   * Refuses what fails.
   *
   * @param results what was judged
   * @param what what is refused, as in {@code the project}
   * @throws UsageException with every result that fails
   */
  public static void refuse(List<PolicyResult> results, String what) {
    Mistakes mistakes = new Mistakes();
    results.stream()
        .filter(PolicyResult::fails)
        .forEach(result -> mistakes.add(new UsageException(result.toString(), result.remedy())));
    mistakes.refuse(what);
  }

  /**
   * A state without a good signature that is only told.
   *
   * @param by who wants to know
   * @param refusal what it would be refused with
   */
  public static PolicyResult unsigned(String by, UsageException refusal) {
    return PolicyResult.of(PolicyRule.SIGNED, by, refusal.problem(), refusal.remedy())
        .at(Level.WARNING);
  }

  /** The level on this day, and for this project. */
  private PolicyResult judged(Policy policy, String project, PolicyResult result) {
    if (result.level() == Level.NOTE) {
      return result;
    }
    Enforcement how = policy.enforcement(result.rule());
    PolicyResult told = result.fails() ? enforced(result, how) : result;
    LocalDate last = null;
    for (Exemption exemption : policy.exemptions()) {
      if (exemption.isFor(project, result.rule())) {
        if (!today.isAfter(exemption.until())) {
          return told.at(Level.NOTE)
              .adding("; allowed until " + exemption.until() + ": " + exemption.reason());
        }
        last = exemption.until();
      }
    }
    return last == null ? told : told.adding("; the exception ended on " + last);
  }

  private PolicyResult enforced(PolicyResult result, Enforcement how) {
    PolicyResult told =
        how.reason().isPresent() && !result.problem().endsWith(how.reason().get())
            ? result.adding(": " + how.reason().get())
            : result;
    if (how.fails(today)) {
      return told;
    }
    return told.at(Level.WARNING)
        .adding(how.failFrom().map(day -> "; refused from " + day).orElse(""));
  }

  private List<PolicyResult> admission(Policy policy, MadeFrom from, List<String> versions) {
    List<PolicyResult> found = new ArrayList<>();
    if (!policy.templates().isEmpty()) {
      found.addAll(new TemplateAdmission(policy, from).results());
    }
    policy
        .generator()
        .flatMap(range -> versions.stream().distinct().filter(each -> !range.has(each)).findFirst())
        .ifPresent(
            wrong ->
                found.add(
                    PolicyResult.of(
                        PolicyRule.GENERATOR,
                        policy.name(),
                        "the version "
                            + wrong
                            + " of mlops-maven-plugin"
                            + (wrong.equals(version) ? "" : ", which generated the project,")
                            + " is not in "
                            + policy.generator().orElseThrow(),
                        wrong.equals(version)
                            ? "use an allowed version of the plugin"
                            : "run mvn mlops:update with an allowed version of the plugin")));
    for (Forbidden forbidden : policy.forbidden()) {
      forbidden(policy, forbidden, from).ifPresent(found::add);
    }
    policy
        .requiredValues()
        .forEach((name, allowed) -> value(policy, name, allowed, from).ifPresent(found::add));
    return found;
  }

  private Optional<PolicyResult> forbidden(Policy policy, Forbidden rule, MadeFrom from) {
    for (Map.Entry<String, List<String>> entry : rule.when().entrySet()) {
      String actual =
          Optional.ofNullable(from.selection().get(entry.getKey()))
              .or(() -> Optional.ofNullable(from.values().get(entry.getKey())))
              .orElse("");
      List<String> texts = List.of(actual.split(MadeFrom.AND, -1));
      if (entry.getValue().stream()
          .noneMatch(
              text -> texts.stream().anyMatch(each -> each.strip().equalsIgnoreCase(text)))) {
        return Optional.empty();
      }
    }
    List<String> words = new ArrayList<>();
    rule.when()
        .keySet()
        .forEach(
            name ->
                words.add(
                    name
                        + "="
                        + from.selection()
                            .getOrDefault(name, from.values().getOrDefault(name, ""))));
    return Optional.of(
        enforced(
            PolicyResult.of(
                PolicyRule.FORBIDDEN,
                policy.name(),
                String.join(" with ", words) + " is forbidden",
                "choose another value; the choices of a template: mvn mlops:options"),
            rule.enforcement()));
  }

  private static Optional<PolicyResult> value(
      Policy policy, String name, List<String> allowed, MadeFrom from) {
    Optional<String> actual =
        Optional.ofNullable(from.values().get(name))
            .or(() -> Optional.ofNullable(from.selection().get(name)));
    if (actual.filter(allowed::contains).isPresent()) {
      return Optional.empty();
    }
    if (actual.isEmpty() && from.complete()) {
      // The template has no such setting.
      return Optional.empty();
    }
    String choices = String.join(", ", allowed);
    PolicyResult result =
        PolicyResult.of(
            PolicyRule.REQUIRED_VALUES,
            policy.name(),
            actual
                    .map(text -> name + (text.isEmpty() ? " is not set" : " is '" + text + "'"))
                    .orElse("the value of " + name + " is not known without the template")
                + "; allowed "
                + (allowed.size() == 1 ? "is " : "are ")
                + choices,
            "set -Dmlops.values." + name + "=" + allowed.get(0));
    return Optional.of(actual.isEmpty() ? result.at(Level.NOTE) : result);
  }

  /** A commit that is not in the history of its branch may be from anywhere. */
  private static Optional<PolicyResult> history(Policy policy, ProjectStatus status) {
    String what =
        switch (status.state()) {
          case MOVED_TAG -> "the tag that the project was made from names another commit now";
          case DIVERGED ->
              "the commit that the project was made from is not in the history of "
                  + status.newer().flatMap(newer -> newer.ref()).orElse("the template's branch");
          default -> "";
        };
    return what.isEmpty()
        ? Optional.empty()
        : Optional.of(
            PolicyResult.of(
                PolicyRule.REFS,
                policy.name(),
                what,
                "take its current version: mvn mlops:update"));
  }

  private static Optional<PolicyResult> verified(
      Policy policy, Level worst, PolicedProject project) {
    Report report = project.verified();
    List<Finding> bad =
        report.places().stream()
            .map(Report.Place::finding)
            .filter(finding -> finding.level().compareTo(worst) <= 0)
            .toList();
    if (bad.isEmpty()) {
      return Optional.empty();
    }
    Finding first = bad.get(0);
    return Optional.of(
        PolicyResult.of(
                PolicyRule.VERIFY,
                policy.name(),
                "mlops:verify has "
                    + bad.size()
                    + (bad.size() == 1 ? " finding" : " findings")
                    + " of level "
                    + worst
                    + (worst == Level.ERROR ? ": " : " or worse: ")
                    + String.join(
                        "; ",
                        bad.stream()
                            .limit(NAMED)
                            .map(
                                finding ->
                                    finding.path()
                                        + ":"
                                        + finding.position().line()
                                        + " ["
                                        + finding.rule().id()
                                        + "]")
                            .toList())
                    + (bad.size() > NAMED ? "; …" : ""),
                "fix what mvn mlops:verify reports")
            .in(first.path().equals(".") ? FileList.PATH : first.path()));
  }

  /** What the user says, and what somebody wrote into the lock. */
  private static List<PolicyResult> lowered(Policy policy, PolicedProject project) {
    List<PolicyResult> found = new ArrayList<>();
    Map<String, Rule> rules = project.verified().rules();
    for (RuleSetting setting : project.userRules()) {
      if (lowers(rules, setting)) {
        found.add(
            PolicyResult.of(
                PolicyRule.RULES_MAY_BE_LOWERED,
                policy.name(),
                "the rule " + setting.rule() + " is set to '" + setting.text() + "'",
                "remove <rules>, -Dmlops.rules."
                    + setting.rule()
                    + " or the entry of the options"
                    + " file"));
      }
    }
    Optional<List<RuleSetting>> own = project.templateRules();
    for (RuleSetting setting : project.recorded().lock().rules()) {
      if (own.isPresent() && !own.get().contains(setting) && lowers(rules, setting)) {
        found.add(
            PolicyResult.of(
                PolicyRule.RULES_MAY_BE_LOWERED,
                policy.name(),
                "the lock file sets the rule "
                    + setting.rule()
                    + " to '"
                    + setting.text()
                    + "', which the template does not say",
                "restore .mlops/project.yml from version control"));
      }
    }
    return found;
  }

  private static boolean lowers(Map<String, Rule> rules, RuleSetting setting) {
    Rule rule = rules.get(setting.rule());
    return setting.level() == RuleSetting.Level.OFF
        || (rule != null && Level.valueOf(setting.level().name()).compareTo(rule.level()) > 0);
  }

  private static Optional<PolicyResult> behind(
      Policy policy, MaxBehind most, PolicedProject project) {
    ProjectStatus status = project.status();
    Optional<TemplateAge.Behind> behind = status.behind();
    if (behind.isEmpty()) {
      boolean known = status.newer().isPresent() && !status.isBehind();
      return known
          ? Optional.empty()
          : Optional.of(
              PolicyResult.of(
                      PolicyRule.MAX_BEHIND,
                      policy.name(),
                      "how far the project is behind its template is not known",
                      "run it once without -o, where the template can be asked")
                  .at(Level.NOTE));
    }
    List<String> wrong = new ArrayList<>();
    long days = status.days().orElse(0L);
    if (most.days().isPresent() && days > most.days().getAsLong()) {
      wrong.add(
          days + (days == 1 ? " day" : " days") + " (allowed: " + most.days().getAsLong() + ")");
    }
    int commits = behind.get().commits();
    if (most.commits().isPresent() && commits > most.commits().getAsLong()) {
      wrong.add(
          commits
              + (commits == 1 ? " commit" : " commits")
              + " (allowed: "
              + most.commits().getAsLong()
              + ")");
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            PolicyResult.of(
                PolicyRule.MAX_BEHIND,
                policy.name(),
                "the project is behind its template by " + String.join(" and ", wrong),
                "run mvn mlops:update"));
  }
}
