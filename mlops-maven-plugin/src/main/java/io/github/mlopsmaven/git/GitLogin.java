package io.github.mlopsmaven.git;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * Answers JGit when a server asks for a login: with the URL's own user information, else with what
 * is configured for the server, each once. It never asks a person, and agrees to nothing.
 */
final class GitLogin extends CredentialsProvider {

  private final GitLocation location;
  private final GitAccess access;
  private boolean asked;
  private boolean given;

  GitLogin(GitLocation location, GitAccess access) {
    this.location = location;
    this.access = access;
  }

  /** Whether the server wanted a login. */
  boolean asked() {
    return asked;
  }

  /** Whether there was one to give. */
  boolean given() {
    return given;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (CredentialItem item : items) {
      if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    if (!supports(items)) {
      return false;
    }
    asked = true;
    Optional<Credentials> credentials = find(uri);
    if (given || credentials.isEmpty()) {
      // A login that was refused once is not sent again: some hosts lock accounts.
      return false;
    }
    given = true;
    for (CredentialItem item : items) {
      if (item instanceof CredentialItem.Username name) {
        name.setValue(credentials.get().userFor(uri.getHost()));
      } else if (item instanceof CredentialItem.Password password) {
        password.setValue(credentials.get().secret().toCharArray());
      }
    }
    return true;
  }

  /** The login for the server that asks: after a redirect that may not be the one of the URL. */
  private Optional<Credentials> find(URIish asking) {
    String server = asking.getHost() == null ? "" : asking.getHost().toLowerCase(Locale.ROOT);
    boolean same = server.equals(location.hostName());
    String scheme = asking.getScheme() == null ? location.scheme() : asking.getScheme();
    int usual = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : 22;
    int port = asking.getPort() > 0 ? asking.getPort() : usual;
    GitHost host = new GitHost(scheme, server, port);
    Optional<Credentials> embedded = same ? location.embedded() : Optional.empty();
    return embedded.or(() -> access.credentials().apply(host));
  }
}
