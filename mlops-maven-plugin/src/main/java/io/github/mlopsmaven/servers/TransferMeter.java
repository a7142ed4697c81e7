package io.github.mlopsmaven.servers;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what moves between a server and this machine, and bounds what comes. */
public final class TransferMeter {

  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final long limit;

  /**
   * Begins to count.
   *
   * @param limit how many bytes may come
   */
  public TransferMeter(long limit) {
    this.limit = limit;
  }

  /**
   * Bytes have come.
   *
   * @param bytes how many
   * @throws TransferLimitException if they are too many
   */
  public void received(long bytes) throws TransferLimitException {
    if (received.addAndGet(bytes) > limit) {
      throw new TransferLimitException(limit);
    }
  }

  /**
   * Bytes were sent.
   *
   * @param bytes how many
   */
  public void sent(long bytes) {
    sent.addAndGet(bytes);
  }

  /** How many bytes have come. */
  public long received() {
    return received.get();
  }

  /** How many bytes have moved, in both directions. */
  public long moved() {
    return received.get() + sent.get();
  }
}
