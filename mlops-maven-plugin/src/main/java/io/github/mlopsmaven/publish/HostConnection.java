package io.github.mlopsmaven.publish;

/** Sends calls to a host. */
public interface HostConnection {

  /**
   * Sends one call and waits for its answer. Calls that may be repeated are, a few times, when the
   * host is overloaded or silent; so is every call that the host refused unread because of a limit.
   *
   * @param call without open facts
   * @return the answer, whatever its status
   * @throws io.github.mlopsmaven.problem.EnvironmentException if there is none
   * @throws UnclearException if there is none to a call that must not be repeated: it may have been
   *     carried out
   */
  Answer send(Call call);

  /** The address that paths are below, for people. */
  String address();

  /** Waits before a call is tried again. */
  interface Pause {

    /**
     * Waits.
     *
     * @param millis how long
     */
    void sleep(long millis);
  }

  /** Whether a call was carried out is not known. */
  final class UnclearException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param what happened
     */
    public UnclearException(String what) {
      super(what);
    }
  }
}
