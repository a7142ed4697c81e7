package io.github.mlopsmaven.problem;

/** A refusal of something that is larger, deeper or slower than anything that is meant. */
public final class LimitException extends UsageException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes a refusal.
   *
   * @param problem what is beyond which bound, one sentence without a full stop at its end
   * @param remedy what to do, beginning with a verb
   */
  public LimitException(String problem, String remedy) {
    super(problem, remedy);
  }
}
