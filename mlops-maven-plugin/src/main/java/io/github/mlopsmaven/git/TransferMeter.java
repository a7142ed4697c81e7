package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.TransferLimitException;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what moves between a server and this machine, where HTTP does not. */
final class TransferMeter {

  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final long limit;

  /**
   * Begins to count.
   *
   * @param limit how many bytes may come
   */
  TransferMeter(long limit) {
    this.limit = limit;
  }

  /**
   * Bytes have come.
   *
   * @throws TransferLimitException if they are too many
   */
  void received(long bytes) throws TransferLimitException {
    if (received.addAndGet(bytes) > limit) {
      throw new TransferLimitException(limit);
    }
  }

  /** Bytes were sent. */
  void sent(long bytes) {
    sent.addAndGet(bytes);
  }

  /** How many bytes have come. */
  long received() {
    return received.get();
  }

  /** How many bytes have moved, in both directions. */
  long moved() {
    return received.get() + sent.get();
  }
}
