package io.github.mlopsmaven.servers;

import java.util.Locale;

/**
 * A login for a host. Its text never shows the secret.
 *
 * @param user the account; empty when the secret is a token
 * @param secret a password or token
 */
public record Credentials(String user, String secret) {

  /**
   * The same, with an account where it has none.
   *
   * @param name the account; empty for none
   */
  Credentials orUser(String name) {
    return user.isEmpty() && !name.isEmpty() ? new Credentials(name, secret) : this;
  }

  /**
   * The account to send: hosts want some name beside a token. GitHub takes {@code x-access-token};
   * GitLab, Bitbucket and Azure DevOps take {@code oauth2}, as does every host that ignores the
   * name.
   *
   * @param host the server's name
   */
  public String userFor(String host) {
    if (!user.isEmpty()) {
      return user;
    }
    String lower = host.toLowerCase(Locale.ROOT);
    boolean github = lower.equals("github.com") || lower.endsWith(".github.com");
    return github || lower.startsWith("github.") || lower.endsWith(".ghe.com")
        ? "x-access-token"
        : "oauth2";
  }

  /** Whether there is a login, but no secret in it. */
  @Override
  public String toString() {
    return "Credentials[user=" + (user.isEmpty() ? "-" : "***") + ", secret=***]";
  }
}
