package io.github.mlopsmaven.status;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.FileStatus.There;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What makes the goal fail.
 *
 * @param causes any of them; none means never
 */
public record FailOn(Set<Cause> causes) {

  /** A cause of failure. */
  public enum Cause {
    /** The template has something newer, or its tag was moved. */
    BEHIND,
    /** A file was changed or deleted here, or its mode changed. */
    DRIFT,
    /** A file was left at an older state by an update. */
    HELD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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
    return new FailOn(causes);
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
   * @param file the file
   */
  public boolean fails(FileStatus file) {
    return (causes.contains(Cause.DRIFT) && file.here().isDrift())
        || (causes.contains(Cause.HELD) && file.heldAt().isPresent())
        || (causes.contains(Cause.BEHIND)
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
    boolean behind =
        status.state() == ProjectStatus.State.BEHIND
            || status.state() == ProjectStatus.State.MOVED_TAG;
    if (causes.contains(Cause.BEHIND) && behind) {
      wrong.add("the template has a newer state");
    }
    if (!wrong.isEmpty()) {
      throw new UsageException(
          status.lock().projectName() + ": " + String.join(", ", wrong),
          "see the report above, or choose what counts with -Dmlops.failOn");
    }
  }
}
