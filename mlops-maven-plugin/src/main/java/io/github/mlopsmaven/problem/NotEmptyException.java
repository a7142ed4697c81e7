package io.github.mlopsmaven.problem;

/** A repository that was to be pushed to has a content of its own. */
public final class NotEmptyException extends UsageException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes a refusal.
   *
   * @param problem what the repository has, one sentence without a full stop at its end
   * @param remedy what to type instead, beginning with a verb
   */
  public NotEmptyException(String problem, String remedy) {
    super(problem, remedy);
  }
}
