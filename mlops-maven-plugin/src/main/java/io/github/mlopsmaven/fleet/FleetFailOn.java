package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.fleet.FleetRow.Result;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What makes the goal fail, when all repositories have their row.
 *
 * @param causes any of them; none means never
 */
public record FleetFailOn(Set<Cause> causes) {

  /** A cause of failure. */
  public enum Cause {
    /** A repository could not be read, or not be updated. */
    ERROR("failed"),
    /** The template has something newer. */
    BEHIND("behind"),
    /** A file is not as the template gave it. */
    DRIFT("with drift"),
    /** A file was left at an older state by an update. */
    HELD("with held files"),
    /** An update could not merge a file. */
    CONFLICT("with conflicts"),
    /** A policy refuses the project. */
    POLICY("refused by a policy");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    boolean holds(FleetRow row) {
      return switch (this) {
        case ERROR -> row.result() == Result.FAILED;
        case BEHIND -> row.isBehind();
        case DRIFT -> row.drift() > 0;
        case HELD -> !row.files("held").isEmpty();
        case CONFLICT -> !row.files("conflict").isEmpty();
        case POLICY -> row.failedChecks() > 0;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the set. */
  public FleetFailOn {
    causes = Set.copyOf(causes);
  }

  /**
   * Reads what a person typed.
   *
   * @param text {@code never}, or a list of causes separated by commas
   * @throws UsageException if a word is unknown
   */
  public static FleetFailOn parse(String text) {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    if (!text.strip().equals("never")) {
      for (String word : text.split(",", -1)) {
        causes.add(cause(word.strip()));
      }
    }
    return new FleetFailOn(causes);
  }

  /**
   * The same, and one cause more.
   *
   * @param cause of failure
   */
  public FleetFailOn with(Cause cause) {
    Set<Cause> more = EnumSet.of(cause);
    more.addAll(causes);
    return new FleetFailOn(more);
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
   * Refuses a fleet that is not as it has to be.
   *
   * @param rows its repositories
   * @throws UsageException with how many there are of each cause
   */
  public void require(List<FleetRow> rows) {
    List<String> wrong = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      long count = causes.contains(cause) ? rows.stream().filter(cause::holds).count() : 0;
      if (count > 0) {
        wrong.add(count + " " + cause.words);
      }
    }
    if (!wrong.isEmpty()) {
      throw new UsageException(
          "of " + rows.size() + " repositories " + String.join(", ", wrong),
          "see the report, or choose what fails the build with -Dmlops.failOn");
    }
  }
}
