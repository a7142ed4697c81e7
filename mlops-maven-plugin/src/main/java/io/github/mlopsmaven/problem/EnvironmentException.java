package io.github.mlopsmaven.problem;

import org.jspecify.annotations.Nullable;

/** A failure outside the request: network, disk, a server that refuses or does not answer. */
public sealed class EnvironmentException extends MlopsException permits BusyException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes a report of a failing environment.
   *
   * @param problem what went wrong, one sentence without a full stop at its end
   * @param remedy what to try, beginning with a verb
   * @param cause what the library threw, shown by Maven with {@code -e} only
   */
  public EnvironmentException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, remedy, cause);
  }
}
