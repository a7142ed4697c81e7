package io.github.mlopsmaven.ssh;

import java.util.Optional;

/**
 * A server's key that was refused.
 *
 * @param verdict why
 * @param fingerprint {@code SHA256:…}; empty where it was not shown
 * @param where the file and line that say otherwise
 */
record HostKey(Verdict verdict, Optional<String> fingerprint, Optional<String> where) {

  /** What {@code known_hosts} says of a key. */
  enum Verdict {
    /** It is the one. */
    KNOWN,
    /** Nothing is known of this server. */
    UNKNOWN,
    /** The server is known with another key. */
    CHANGED,
    /** The key is marked as revoked. */
    REVOKED
  }
}
