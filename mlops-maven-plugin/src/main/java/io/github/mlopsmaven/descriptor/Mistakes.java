package io.github.mlopsmaven.descriptor;

import io.github.mlopsmaven.problem.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong in a descriptor, so that an author is told all of it at once. */
final class Mistakes {

  /** As many as fit on a screen. */
  private static final int SHOWN = 40;

  private final List<UsageException> found = new ArrayList<>();

  void add(UsageException mistake) {
    if (found.stream().noneMatch(other -> other.problem().equals(mistake.problem()))) {
      found.add(mistake);
    }
  }

  /** Reads something, and remembers why it could not be read. */
  <T> Optional<T> reading(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (UsageException e) {
      add(e);
      return Optional.empty();
    }
  }

  /** Whether nothing is wrong so far. */
  boolean isEmpty() {
    return found.isEmpty();
  }

  /** How many there are. */
  int size() {
    return found.size();
  }

  /**
   * Refuses what has a mistake.
   *
   * @throws UsageException with every mistake, each with its place and its remedy
   */
  void refuse(String file) {
    if (found.size() == 1) {
      throw found.get(0);
    }
    if (!found.isEmpty()) {
      StringBuilder all = new StringBuilder(file + " has " + found.size() + " mistakes:");
      for (UsageException mistake : found.subList(0, Math.min(SHOWN, found.size()))) {
        all.append("\n  ").append(mistake.problem()).append("\n    ").append(mistake.remedy());
      }
      throw new UsageException(
          all.toString(),
          found.size() > SHOWN
              ? "correct these; " + (found.size() - SHOWN) + " more follow"
              : "correct these in the template");
    }
  }
}
