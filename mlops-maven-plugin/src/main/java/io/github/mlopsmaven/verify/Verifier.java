package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.bounds.Bounded;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.MlopsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Runs all checks on a project. */
public final class Verifier {

  /** What is said where a check could not do its work: it stops no other, and no generation. */
  static final Rule NOT_RUN = new Rule("check-not-run", Level.NOTE, "Check not run on every file");

  private static final long NANOS_FOR_A_BYTE = 200;

  /** What a test is given that is wrong on purpose. */
  private static final Pattern WRONG =
      Pattern.compile(
          "(?i)(?:^|/)(?:tests?|testdata|examples?|fixtures?|samples?|specs?)/(?:.*[/_.-])?"
              + "(?:broken|invalid|malformed|corrupt(?:ed)?|negative[_-]tests?)(?:[/_.-]|$)");

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
    rules.put(NOT_RUN.id(), NOT_RUN);
    return rules;
  }

  /**
   * Verifies a project.
   *
   * @param project what to look at
   * @return what was found, sorted by place, without what the settings switch off
   */
  public List<Finding> verify(VerifiedProject project) {
    return verify(project, Reach.ALL);
  }

  /**
   * Verifies a project whose repository may have files that nothing runs.
   *
   * @param project what to look at
   * @param reach what the repository runs; elsewhere nothing is worse than a warning
   * @return what was found, sorted by place, without what the settings switch off
   */
  List<Finding> verify(VerifiedProject project, Reach reach) {
    SortedSet<Finding> found = new TreeSet<>();
    found.addAll(settings.apply(tooLarge(project)));
    Bounded time = new Bounded(time(project));
    for (Check check : checks) {
      found.addAll(settings.apply(weighed(found(check, project, time), reach, time)));
    }
    return List.copyOf(found);
  }

  /** What is wrong where nothing runs it stops nobody; a secret is known wherever it lies. */
  private static List<Finding> weighed(List<Finding> found, Reach reach, Bounded time) {
    boolean hasError =
        found.stream().anyMatch(one -> one.level() == Level.ERROR && !isLeak(one.rule()));
    if (!hasError) {
      return found;
    }
    try {
      return time.share(
          "looking for what runs each file",
          "look for a file that is built to stop its readers",
          () ->
              found.stream()
                  .map(
                      one ->
                          one.level() != Level.ERROR
                                  || isLeak(one.rule())
                                  || reach.contains(one.path())
                              ? one
                              : one.at(Level.WARNING))
                  .toList());
    } catch (MlopsException e) {
      return found.stream()
          .map(
              one ->
                  one.level() == Level.ERROR && !isLeak(one.rule()) && reach.isArchived(one.path())
                      ? one.at(Level.WARNING)
                      : one)
          .toList();
    }
  }

  private static boolean isLeak(Rule rule) {
    return rule.id().startsWith("leak-");
  }

  private static List<Finding> tooLarge(VerifiedProject project) {
    return project.files().all().stream()
        .filter(file -> file.content().isTooLarge())
        .map(file -> notRun(file.path(), "not checked, because it is too large to be read whole"))
        .toList();
  }

  /** A large project may take longer. */
  private static Duration time(VerifiedProject project) {
    long bytes = project.files().all().stream().mapToLong(file -> file.content().size()).sum();
    return Bounds.PROCESSOR.plusNanos(bytes * NANOS_FOR_A_BYTE);
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a check throws
  private static List<Finding> found(Check check, VerifiedProject project, Bounded time) {
    String rules = String.join(", ", check.rules().stream().map(Rule::id).toList());
    try {
      return time.share(
          "the check",
          "look for a file that is built to stop its readers",
          () -> {
            Findings findings = new Findings(check.rules());
            try {
              check.check(project, findings);
            } catch (Findings.EnoughException e) {
              // What was found so far says enough.
            }
            return findings.found().stream().filter(one -> isKnown(project, one)).toList();
          });
    } catch (MlopsException e) {
      return List.of(notRun(".", rules + ": not checked, because " + e.problem()));
    } catch (RuntimeException | Error e) {
      return List.of(
          notRun(
              ".",
              rules + ": not checked, because the check failed: " + e.getClass().getSimpleName()));
    }
  }

  /**
   * What a template for projects means is known when a tool has filled it in; a secret is one. What
   * is wrong at the end of a symbolic link is told there, and what is wrong on purpose nowhere.
   */
  private static boolean isKnown(VerifiedProject project, Finding finding) {
    boolean isLink =
        project
            .file(finding.path())
            .filter(file -> file.link() != SourceFile.Link.NONE)
            .isPresent();
    return !isLink
        && (isLeak(finding.rule()) || !WRONG.matcher(finding.path()).find())
        && (isLeak(finding.rule()) || !SourceFile.isOfTemplate(finding.path()));
  }

  /**
   * A note about what was not checked.
   *
   * @param path the file, or {@code .} for the project
   * @param problem what was not checked, and why
   */
  static Finding notRun(String path, String problem) {
    return new Finding(
        NOT_RUN,
        NOT_RUN.level(),
        path,
        Position.START,
        problem,
        "check it yourself, or switch this note off with -Dmlops.rules."
            + NOT_RUN.id()
            + "=\"off: REASON\"");
  }
}
