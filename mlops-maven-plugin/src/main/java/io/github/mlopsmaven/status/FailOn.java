package io.github.mlopsmaven.status;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.FileStatus.There;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What makes the goal fail.
 *
 * @param causes any of them; none means never
 * @param maxDays for how many days a project may be behind; empty for none
 * @param maxCommits how many commits it may be behind; empty for none
 */
public record FailOn(Set<Cause> causes, OptionalLong maxDays, OptionalLong maxCommits) {

  /** A cause of failure. */
  public enum Cause {
    /** The template has something newer, its tag was moved, or its history was written anew. */
    BEHIND,
    /** A file was changed or deleted here, or its mode changed. */
    DRIFT,
    /** An update could not merge a file. */
    CONFLICT,
    /** A file was left at an older state by an update. */
    HELD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nothing fails. */
  public static final FailOn NEVER =
      new FailOn(Set.of(), OptionalLong.empty(), OptionalLong.empty());

  /** Copies the set. */
  public FailOn {
    causes = Set.copyOf(causes);
  }

  /**
   * Reads what a person typed.
   *
   * @param text {@code never}, or a list of causes separated by commas
   * @throws UsageException if a word is unknown
   */
  public static FailOn parse(String text) {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    if (!text.strip().equals("never")) {
      for (String word : text.split(",", -1)) {
        causes.add(cause(word.strip()));
      }
    }
    return new FailOn(causes, OptionalLong.empty(), OptionalLong.empty());
  }

  /**
   * The same, for a project that may be behind for a while. A limit means that being behind it is a
   * failure, and that being behind is none before.
   *
   * @param days for how many days
   * @param commits for how many commits
   */
  public FailOn within(OptionalLong days, OptionalLong commits) {
    Set<Cause> more = EnumSet.noneOf(Cause.class);
    more.addAll(causes);
    if (days.isPresent() || commits.isPresent()) {
      more.add(Cause.BEHIND);
    }
    return new FailOn(more, days, commits);
  }

  private boolean isTooFar(ProjectStatus status) {
    if (maxDays.isEmpty() && maxCommits.isEmpty()) {
      return true;
    }
    long commits = status.behind().map(TemplateAge.Behind::commits).orElse(0);
    return (maxDays.isPresent() && status.days().orElse(0L) > maxDays.getAsLong())
        || (maxCommits.isPresent() && commits > maxCommits.getAsLong());
  }

  private String limits(ProjectStatus status) {
    List<String> told = new ArrayList<>();
    if (maxDays.isPresent()) {
      told.add("days: %d, allowed: %d".formatted(status.days().orElse(0L), maxDays.getAsLong()));
    }
    if (maxCommits.isPresent()) {
      told.add(
          "commits: %d, allowed: %d"
              .formatted(
                  status.behind().map(TemplateAge.Behind::commits).orElse(0),
                  maxCommits.getAsLong()));
    }
    return told.isEmpty() ? "" : " (" + String.join("; ", told) + ")";
  }

  private static Cause cause(String word) {
    List<String> words = new ArrayList<>(List.of("never"));
    for (Cause cause : Cause.values()) {
      if (cause.toString().equals(word)) {
        return cause;
      }
      words.add(cause.toString());
    }
    throw new UsageException(
        "failOn '" + word + "' is unknown",
        Suggestion.useOneOf(word, words) + " with -Dmlops.failOn");
  }

  /**
   * Whether a file is a cause of failure.
   *
   * @param status the project
   * @param file the file
   */
  public boolean fails(ProjectStatus status, FileStatus file) {
    return (causes.contains(Cause.DRIFT) && file.here().isDrift())
        || (causes.contains(Cause.HELD) && file.heldAt().isPresent())
        || (causes.contains(Cause.CONFLICT) && file.conflict().isPresent())
        || (causes.contains(Cause.BEHIND)
            && isTooFar(status)
            && !file.here().isLeftAlone()
            && file.there().filter(there -> there != There.SAME).isPresent());
  }

  /**
   * Refuses a project that is not as it has to be.
   *
   * @param status how it is
   * @throws UsageException with the causes
   */
  public void require(ProjectStatus status) {
    List<String> wrong = new ArrayList<>();
    long drift = status.count(file -> file.here().isDrift());
    if (causes.contains(Cause.DRIFT) && drift > 0) {
      wrong.add(
          drift + (drift == 1 ? " file is" : " files are") + " not as the template gave them");
    }
    long held = status.count(file -> file.heldAt().isPresent());
    if (causes.contains(Cause.HELD) && held > 0) {
      wrong.add(held + " held");
    }
    long conflicts = status.count(file -> file.conflict().isPresent());
    if (causes.contains(Cause.CONFLICT) && conflicts > 0) {
      wrong.add(conflicts + (conflicts == 1 ? " conflict" : " conflicts") + " with an update");
    }
    if (causes.contains(Cause.BEHIND) && status.isBehind() && isTooFar(status)) {
      wrong.add("the template has a newer version" + limits(status));
    }
    if (!wrong.isEmpty()) {
      throw new UsageException(
          status.lock().projectName() + ": " + String.join(", ", wrong),
          "see the report above, or choose what fails the build with -Dmlops.failOn");
    }
  }
}
