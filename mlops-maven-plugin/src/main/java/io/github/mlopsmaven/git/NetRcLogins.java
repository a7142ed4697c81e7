package io.github.mlopsmaven.git;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.NetRC;

/** The logins of {@code .netrc} (Windows: {@code _netrc}) in the user's home. */
final class NetRcLogins {

  private NetRcLogins() {}

  /**
   * The login for an origin.
   *
   * @param user the account that is wanted; empty for any
   */
  static Optional<Credentials> find(GitAccess access, GitHost origin, String user) {
    Path home = access.environment().home();
    return Stream.of(".netrc", "_netrc")
        .map(home::resolve)
        .filter(Files::isReadable)
        .findFirst()
        .flatMap(file -> find(file.toFile(), origin, user));
  }

  private static Optional<Credentials> find(File file, GitHost origin, String user) {
    return Optional.ofNullable(new NetRC(file).getEntry(origin.host()))
        .filter(entry -> entry.password != null)
        .filter(entry -> user.isEmpty() || user.equals(entry.login))
        .map(
            entry ->
                new Credentials(
                    entry.login == null ? "" : entry.login, new String(entry.password)));
  }
}
