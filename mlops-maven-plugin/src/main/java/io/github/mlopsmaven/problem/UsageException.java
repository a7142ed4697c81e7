package io.github.mlopsmaven.problem;

/**
 * A failure that the user can fix by asking for something else: a wrong option, an existing target,
 * a bad descriptor. Maven reports it as a failure of the build, not as an error of the plugin.
 */
public sealed class UsageException extends MlopsException
    permits NoSuchRefException,
        EmptyRepositoryException,
        NotEmptyException,
        LimitException,
        SeveralMistakes {

  private static final long serialVersionUID = 1L;

  /**
   * Makes a refusal.
   *
   * @param problem what is wrong, one sentence without a full stop at its end
   * @param remedy what to type instead, beginning with a verb
   */
  public UsageException(String problem, String remedy) {
    super(problem, remedy, null);
  }
}
