package io.github.mlopsmaven.servers;

import java.io.IOException;

/** More bytes came than are allowed. */
public final class TransferLimitException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long limit;

  public TransferLimitException(long limit) {
    super("more than " + limit + " bytes");
    this.limit = limit;
  }

  /** How many bytes are allowed. */
  public long limit() {
    return limit;
  }
}
