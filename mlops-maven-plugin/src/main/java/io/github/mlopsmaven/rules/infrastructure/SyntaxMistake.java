package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.bounds.Bounds;
import java.io.Serial;

/**
 * Code that does not parse; {@link HclFile} and {@link BicepFile} turn it into a part of their
 * answers.
 */
final class SyntaxMistake extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int index;

  SyntaxMistake(int index, String problem) {
    super(problem, null, false, false);
    this.index = index;
  }

  /**
   * Code that is nested deeper than {@link Bounds#DEPTH}.
   *
   * @param index where
   */
  static SyntaxMistake tooDeep(int index) {
    return new SyntaxMistake(index, "nested deeper than " + Bounds.DEPTH + " levels");
  }

  /** Where in the file's text. */
  int index() {
    return index;
  }
}
