package io.github.mlopsmaven.rules.shell;

import java.io.Serial;

/** A script that bash does not read; {@link ShellSyntax} turns it into a part of its answer. */
final class ShellMistake extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int index;

  ShellMistake(int index, String problem) {
    super(problem, null, false, false);
    this.index = index;
  }

  /** Where in the script. */
  int index() {
    return index;
  }
}
