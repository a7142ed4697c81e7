package io.github.mlopsmaven.servers;

import java.net.HttpURLConnection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What moves in one session: bytes in both directions, and the connections that are open. */
final class HttpTraffic {

  private final long limit;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final Set<HttpURLConnection> opened = Collections.newSetFromMap(new WeakHashMap<>());

  /**
   * Nothing has moved.
   *
   * @param limit how many bytes may come
   */
  HttpTraffic(long limit) {
    this.limit = limit;
  }

  /** Bytes of a body have come. */
  void received(long bytes) throws TransferLimitException {
    if (received.addAndGet(bytes) > limit) {
      throw new TransferLimitException(limit);
    }
  }

  /** Bytes of a body were sent. */
  void sent(long bytes) {
    sent.addAndGet(bytes);
  }

  /** How many bytes of bodies have come. */
  long received() {
    return received.get();
  }

  /** How many bytes have moved, in both directions. */
  long moved() {
    return received.get() + sent.get();
  }

  /** A connection was opened. */
  void opened(HttpURLConnection connection) {
    synchronized (opened) {
      opened.add(connection);
    }
  }

  /** Ends what is open, so that nobody waits for it any longer. */
  void abandon() {
    List<HttpURLConnection> all;
    synchronized (opened) {
      all = List.copyOf(opened);
    }
    all.forEach(HttpURLConnection::disconnect);
  }
}
