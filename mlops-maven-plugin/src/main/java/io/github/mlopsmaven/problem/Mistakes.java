package io.github.mlopsmaven.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with one input, so that a person is told all of it at once. */
public final class Mistakes {

  /** How many are told; one person reads no more of them, and a file may have very many. */
  static final int MOST = 100;

  /** By what they say, so that the same is told once. */
  private final Map<String, UsageException> found = new LinkedHashMap<>();

  /** How many there are beyond those. */
  private int more;

  /** Whether all of the input was looked at. */
  private boolean isAll = true;

  /** Nothing is wrong so far. */
  public Mistakes() {}

  /** Adds one, or each of several; the same one is told once. */
  public void add(UsageException mistake) {
    if (mistake instanceof SeveralMistakes several) {
      several.mistakes().forEach(this::add);
      more += several.more();
      isAll &= several.isAll();
      return;
    }
    String message = String.valueOf(mistake.getMessage());
    if (found.size() < MOST) {
      found.putIfAbsent(message, mistake);
    } else if (!found.containsKey(message)) {
      more++;
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

  /**
   * Asked before a next one is looked for, where a file may have millions.
   *
   * @return whether as many were found as are told, so that nothing more is looked for
   */
  public boolean stopLooking() {
    if (found.size() < MOST) {
      return false;
    }
    isAll = false;
    return true;
  }

  /** Whether nothing is wrong. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Refuses what has a mistake.
   *
   * @param what what has them, as in {@code the command}
   * @throws UsageException with every mistake, each with its remedy; of very many, with the first
   *     and the number of the others
   */
  public void refuse(String what) {
    if (found.size() == 1) {
      throw found.values().iterator().next();
    }
    if (!found.isEmpty()) {
      throw new SeveralMistakes(what, List.copyOf(found.values()), more, isAll);
    }
  }
}
