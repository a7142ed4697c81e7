package io.github.mlopsmaven.servers;

import java.net.HttpURLConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who the last request of a session went to and what came back: what a message tells when the
 * session fails. Requests are made by one thread at a time, and read about by another.
 */
final class LastExchange {

  private volatile int status;
  private volatile @Nullable HttpProxy proxy;
  private volatile @Nullable GitHost origin;
  private volatile @Nullable HttpRefusal refusal;

  /** A request goes out. */
  void asks(GitHost host, Optional<HttpProxy> through) {
    origin = host;
    proxy = through.orElse(null);
  }

  /** An answer came that was known before. */
  void status(int known) {
    status = known;
  }

  /**
   * An answer came that is not redirected, and for which no login is left.
   *
   * @param git whether git asked, which knows one status of success
   */
  void answered(int code, HttpRefusal answer, boolean git) {
    status = code;
    boolean fine = git ? code == HttpURLConnection.HTTP_OK : code < 300;
    refusal = fine ? null : answer;
  }

  /** The status of the answer that came last, 0 before the first. */
  int status() {
    return status;
  }

  /** The proxy of the last request. */
  Optional<HttpProxy> proxy() {
    return Optional.ofNullable(proxy);
  }

  /** Who the last request went to. */
  Optional<GitHost> origin() {
    return Optional.ofNullable(origin);
  }

  /** The answer that came last, where it is not what was asked for. */
  Optional<HttpRefusal> refusal() {
    return Optional.ofNullable(refusal);
  }
}
