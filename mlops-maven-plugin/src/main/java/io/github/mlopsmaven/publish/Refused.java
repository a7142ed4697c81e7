package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;

/**
 * Why a host does not do something, where repeating changes nothing.
 *
 * @param reason for people
 * @param login whether another login may help
 */
record Refused(String reason, boolean login) {

  /** What a host says may hold anything. */
  Refused {
    reason = Redaction.redact(reason);
  }

  static Refused since(String reason) {
    return new Refused(reason, false);
  }

  static Refused lacking(String reason) {
    return new Refused(reason, true);
  }

  RefusedException asException() {
    return new RefusedException(this);
  }

  UsageException asFailure(String title) {
    return new UsageException(
        title + " cannot be created: " + reason,
        login
            ? "grant the missing permission, or use other credentials"
            : "settle that at the host, or ask for something else");
  }

  /** Carries it up to where it is known what follows. */
  static final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refused refused;

    private RefusedException(Refused refused) {
      super(refused.reason());
      this.refused = refused;
    }

    Refused refused() {
      return refused;
    }
  }
}
