package io.github.mlopsmaven.servers;

import java.net.HttpURLConnection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** The connections of a session that may be open. */
final class OpenConnections {

  private final Set<HttpURLConnection> opened = Collections.newSetFromMap(new WeakHashMap<>());

  /** A connection was opened. */
  void add(HttpURLConnection connection) {
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
