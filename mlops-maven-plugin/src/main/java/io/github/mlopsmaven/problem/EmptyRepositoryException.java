package io.github.mlopsmaven.problem;

/** A repository could be read, and has no commit at all. */
public final class EmptyRepositoryException extends UsageException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes a refusal.
   *
   * @param problem which repository, one sentence without a full stop at its end
   * @param remedy what to do instead, beginning with a verb
   */
  public EmptyRepositoryException(String problem, String remedy) {
    super(problem, remedy);
  }
}
