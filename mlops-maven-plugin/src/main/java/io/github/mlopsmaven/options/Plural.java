package io.github.mlopsmaven.options;

/** Counts for people. */
final class Plural {

  private Plural() {}

  /** A count with its noun, as in {@code 1 combination}. */
  static String of(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
