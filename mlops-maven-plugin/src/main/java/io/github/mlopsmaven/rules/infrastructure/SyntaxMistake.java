package io.github.mlopsmaven.rules.infrastructure;

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

  /** Where in the file's text. */
  int index() {
    return index;
  }
}
