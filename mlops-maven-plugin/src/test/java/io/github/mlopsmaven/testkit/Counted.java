package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Copies bodies and counts their bytes. */
final class Counted {

  private final AtomicLong received;
  private final AtomicLong sent;
  private final long stallAfter;
  private final boolean resets;

  Counted(AtomicLong received, AtomicLong sent, long stallAfter) {
    this(received, sent, stallAfter, false);
  }

  private Counted(AtomicLong received, AtomicLong sent, long stallAfter, boolean resets) {
    this.received = received;
    this.sent = sent;
    this.stallAfter = stallAfter;
    this.resets = resets;
  }

  /** One that lets the work be done, and ends the connection in place of the answer. */
  static Counted resetting(AtomicLong received, AtomicLong sent) {
    return new Counted(received, sent, Long.MAX_VALUE, true);
  }

  /** Copies what a client sends. */
  void request(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[8192];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      received.addAndGet(n);
      to.write(buffer, 0, n);
    }
    to.flush();
  }

  /** Copies what a client gets, at once. */
  void answer(InputStream from, OutputStream to) throws IOException, InterruptedException {
    byte[] buffer = new byte[8192];
    long total = 0;
    if (resets) {
      from.readAllBytes();
      throw new IOException("reset on purpose");
    }
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      int allowed = (int) Math.min(n, Math.max(0, stallAfter - total));
      sent.addAndGet(allowed);
      to.write(buffer, 0, allowed);
      total += allowed;
      if (allowed < n) {
        to.flush();
        Thread.sleep(Long.MAX_VALUE);
      }
    }
    to.flush();
  }
}
