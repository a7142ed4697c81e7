package io.github.mlopsmaven.problem;

/** A repository could be read, and has no branch or tag of the name that was asked for. */
public final class NoSuchRefException extends UsageException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes a refusal.
   *
   * @param problem which repository has not which name, one sentence without a full stop at its end
   * @param remedy what to type instead, beginning with a verb
   */
  public NoSuchRefException(String problem, String remedy) {
    super(problem, remedy);
  }
}
