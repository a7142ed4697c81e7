package io.github.mlopsmaven.problem;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person has to read: what is wrong, and what to type instead.
 *
 * <p>Both texts are redacted ({@link Redaction}) on construction, so that no secret which an
 * adapter picked up on the way reaches a log.
 */
public abstract sealed class MlopsException extends RuntimeException
    permits UsageException, EnvironmentException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String remedy;

  MlopsException(String problem, String remedy, @Nullable Throwable cause) {
    super(Redaction.redact(problem) + "\n  " + Redaction.redact(remedy), cause);
    this.problem = Redaction.redact(problem);
    this.remedy = Redaction.redact(remedy);
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
