package io.github.mlopsmaven.template;

import java.util.Optional;

/**
 * The keys that the states of a template may be signed with. The user's own key ring never counts.
 *
 * @param ssh lines of {@code allowed_signers}, as {@code ssh-keygen} reads them
 * @param sshRevoked SSH keys that no longer count: public keys, one a line
 * @param openPgp OpenPGP public keys, armored or not
 */
public record TrustedKeys(
    Optional<String> ssh, Optional<String> sshRevoked, Optional<String> openPgp) {

  /** No key is trusted. */
  public static final TrustedKeys NONE =
      new TrustedKeys(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether no key is trusted. */
  public boolean isEmpty() {
    return ssh.isEmpty() && openPgp.isEmpty();
  }
}
