package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.servers.TransferMeter;
import io.github.mlopsmaven.ssh.SshConnection;
import io.github.mlopsmaven.ssh.SshTarget;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.URIish;

/** SSH as the user's configuration has it. Loaded only when it is needed. */
final class SshAccess {

  private SshAccess() {}

  /**
   * Prepares a transport.
   *
   * @param transport goes over SSH
   * @param repository whose configuration may name another program
   * @param meter counts what comes
   */
  static SshConnection configure(
      SshTransport transport,
      Repository repository,
      GitLocation location,
      GitAccess access,
      TransferMeter meter) {
    URIish uri = transport.getURI();
    SshTarget target =
        new SshTarget(
            Optional.ofNullable(uri.getUser()),
            uri.getHost(),
            Optional.of(uri.getPort()).filter(port -> port > 0));
    SshConnection connection =
        new SshConnection(
            target,
            new SshConnection.Circumstances(
                access.user().ssh(),
                access.user().home(),
                access.limits().connect(),
                access.limits().silence(),
                access.progress()::info,
                meter::received),
            location.embedded().map(Credentials::secret));
    connection.configure(
        transport,
        name -> {
          int dot = name.indexOf('.');
          String own =
              repository
                  .getConfig()
                  .getString(name.substring(0, dot), null, name.substring(dot + 1));
          return Optional.ofNullable(own).or(() -> access.configuration().text(name));
        });
    return connection;
  }
}
