package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitHost;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.servers.Logins;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * Answers JGit when a server asks for a login: over HTTP where the session does not know the way to
 * log in and JGit does, such as Digest. It never asks a person, and agrees to nothing.
 */
final class GitLogin extends CredentialsProvider {

  private final GitLocation location;
  private final Logins logins;

  GitLogin(GitLocation location, Logins logins) {
    this.location = location;
    this.logins = logins;
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
    String scheme = uri.getScheme() == null ? location.scheme() : uri.getScheme();
    String host = uri.getHost() == null ? "" : uri.getHost();
    GitHost origin = new GitHost(scheme, host, uri.getPort());
    Optional<Credentials> credentials = logins.handOut(origin);
    if (credentials.isEmpty()) {
      return false;
    }
    for (CredentialItem item : items) {
      if (item instanceof CredentialItem.Username name) {
        name.setValue(credentials.get().userFor(uri.getHost()));
      } else if (item instanceof CredentialItem.Password password) {
        password.setValue(credentials.get().secret().toCharArray());
      }
    }
    return true;
  }
}
