package io.github.mlopsmaven.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with one input, so that a person is told all of it at once. */
public final class Mistakes {

  private final List<UsageException> found = new ArrayList<>();

  /** Nothing is wrong so far. */
  public Mistakes() {}

  /** Adds one, or each of several; the same one is told once. */
  public void add(UsageException mistake) {
    if (mistake instanceof SeveralMistakes several) {
      several.mistakes().forEach(this::add);
      return;
    }
    if (found.stream()
        .noneMatch(known -> Objects.equals(known.getMessage(), mistake.getMessage()))) {
      found.add(mistake);
    }
  }

  /**
   * Reads something, and keeps what is wrong with it.
   *
   * @param read what may refuse
   * @return what was read; empty if it was refused
   */
  public <T> Optional<T> reading(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (UsageException e) {
      add(e);
      return Optional.empty();
    }
  }

  /**
   * Does something, and keeps what is wrong with it.
   *
   * @param check what may refuse
   */
  public void checking(Runnable check) {
    try {
      check.run();
    } catch (UsageException e) {
      add(e);
    }
  }

  /** Whether nothing is wrong. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Refuses what has a mistake.
   *
   * @param what what has them, as in {@code the command}
   * @throws UsageException with every mistake, each with its remedy
   */
  public void refuse(String what) {
    if (found.size() == 1) {
      throw found.get(0);
    }
    if (!found.isEmpty()) {
      throw new SeveralMistakes(what, found);
    }
  }
}
