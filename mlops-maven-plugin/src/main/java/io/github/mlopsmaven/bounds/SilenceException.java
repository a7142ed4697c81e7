package io.github.mlopsmaven.bounds;

import java.net.SocketTimeoutException;

/** Nothing, or next to nothing, came from a server for as long as it may be silent. */
public final class SilenceException extends SocketTimeoutException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what was waited for.
   *
   * @param message one sentence without a full stop
   */
  public SilenceException(String message) {
    super(message);
  }
}
