package io.github.mlopsmaven.problem;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person has to read: what is wrong, and what to type instead.
 *
 * <p>Both texts are redacted ({@link Redaction}) and made visible ({@link Visible#message}) on
 * construction, so that no secret and no escape sequence which an adapter picked up on the way
 * reaches a log. Where one of them is a list, each item stands on a line that begins with two
 * blanks.
 */
public abstract sealed class MlopsException extends RuntimeException
    permits UsageException, EnvironmentException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String remedy;

  MlopsException(String problem, String remedy, @Nullable Throwable cause) {
    super(shown(problem) + "\n  " + shown(remedy), cause);
    this.problem = shown(problem);
    this.remedy = shown(remedy);
  }

  private static String shown(String text) {
    return Visible.message(Redaction.redact(text));
  }

  /** What is wrong: one sentence, without a remedy. */
  public String problem() {
    return problem;
  }

  /** What to do or to type instead: one sentence. */
  public String remedy() {
    return remedy;
  }
}
