package io.github.mlopsmaven.problem;

import org.jspecify.annotations.Nullable;

/** A server takes no more requests for a while. */
public final class BusyException extends EnvironmentException {

  private static final long serialVersionUID = 1L;

  private final long seconds;

  /**
   * Makes a report.
   *
   * @param problem which server, one sentence without a full stop at its end
   * @param remedy what to try, beginning with a verb
   * @param cause what the library threw
   * @param seconds for how long, as the server says or as is usual
   */
  public BusyException(String problem, String remedy, @Nullable Throwable cause, long seconds) {
    super(problem, remedy, cause);
    this.seconds = seconds;
  }

  /** For how many seconds. */
  public long seconds() {
    return seconds;
  }
}
