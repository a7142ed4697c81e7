package io.github.mlopsmaven.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code settings.xml} says of an SSH server. Its text never shows a secret.
 *
 * @param user the account; empty where none is named
 * @param password for servers that ask for one
 * @param privateKey a key file to use, and no other
 * @param passphrase opens key files
 */
public record SshLogin(
    String user,
    Optional<String> password,
    Optional<Path> privateKey,
    Optional<String> passphrase) {

  /** The password, unless it belongs to another account. */
  Optional<String> passwordFor(Optional<String> account) {
    boolean same = user.isEmpty() || account.isEmpty() || account.get().equals(user);
    return same ? password : Optional.empty();
  }

  /** Whether there is a login, but nothing secret in it. */
  @Override
  public String toString() {
    return "SshLogin[user=" + user + ", privateKey=" + privateKey + ", secrets=***]";
  }
}
