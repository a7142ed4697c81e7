package io.github.mlopsmaven.trust;

/**
 * What came of one signature.
 *
 * @param kind {@code ssh} or {@code openpgp}
 * @param key the key's fingerprint
 * @param signer whom the trusted keys name
 * @param problem why it does not count; empty for a good one
 */
record Judged(String kind, String key, String signer, String problem) {

  static Judged bad(String problem) {
    return new Judged("", "", "", problem);
  }

  boolean isGood() {
    return problem.isEmpty();
  }
}
