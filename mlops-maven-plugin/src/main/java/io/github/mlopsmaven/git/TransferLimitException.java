package io.github.mlopsmaven.git;

import java.io.IOException;

/** More bytes came than are allowed. */
final class TransferLimitException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long limit;

  TransferLimitException(long limit) {
    super("more than " + limit + " bytes");
    this.limit = limit;
  }

  /** How many bytes are allowed. */
  long limit() {
    return limit;
  }
}
