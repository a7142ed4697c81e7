package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.git.Credentials;
import io.github.mlopsmaven.git.GitAccess;
import io.github.mlopsmaven.git.GitHost;
import io.github.mlopsmaven.git.HttpProxy;
import io.github.mlopsmaven.git.TransferProgress;
import io.github.mlopsmaven.problem.UsageException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** What Maven's settings and command line say about reaching git servers. */
final class MavenEnvironment {

  private final MavenSession session;
  private final SettingsDecrypter decrypter;

  MavenEnvironment(MavenSession session, SettingsDecrypter decrypter) {
    this.session = session;
    this.decrypter = decrypter;
  }

  /**
   * How to reach one git server.
   *
   * @param serverId the {@code <server>} whose login to use, whatever the host; null means the one
   *     whose id is the host
   */
  GitAccess access(@Nullable String serverId, TransferProgress progress, long maxTransfer) {
    if (serverId != null && session.getSettings().getServer(serverId) == null) {
      throw new UsageException(
          "settings.xml has no <server> with the id " + serverId,
          "add one, or name the id of one that is there");
    }
    return GitAccess.standard()
        .withOffline(session.isOffline())
        .withCredentials(host -> credentials(serverId, host))
        .withProxies(proxies())
        .withProgress(progress)
        .withMaxTransfer(maxTransfer);
  }

  private Optional<Credentials> credentials(@Nullable String serverId, GitHost host) {
    return Optional.ofNullable(serverId)
        .map(session.getSettings()::getServer)
        .or(() -> server(host.host() + ":" + host.port()))
        .or(() -> server(host.host()))
        .flatMap(this::login);
  }

  private Optional<Server> server(String id) {
    return Optional.ofNullable(session.getSettings().getServer(id));
  }

  /** The password; for SSH keys, the passphrase. */
  private Optional<Credentials> login(Server encrypted) {
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(encrypted));
    requireDecrypted(result, "server " + encrypted.getId());
    Server server = result.getServer();
    return Optional.ofNullable(server.getPassword())
        .or(() -> Optional.ofNullable(server.getPassphrase()))
        .map(
            secret ->
                new Credentials(server.getUsername() == null ? "" : server.getUsername(), secret));
  }

  private List<HttpProxy> proxies() {
    return session.getSettings().getProxies().stream()
        .filter(Proxy::isActive)
        .map(this::proxy)
        .toList();
  }

  private HttpProxy proxy(Proxy encrypted) {
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(encrypted));
    requireDecrypted(result, "proxy " + encrypted.getId());
    Proxy proxy = result.getProxy();
    Optional<Credentials> login =
        Optional.ofNullable(proxy.getUsername())
            .map(
                user ->
                    new Credentials(user, proxy.getPassword() == null ? "" : proxy.getPassword()));
    return new HttpProxy(
        proxy.getProtocol(),
        proxy.getHost(),
        proxy.getPort(),
        login,
        proxy.getNonProxyHosts() == null ? "" : proxy.getNonProxyHosts());
  }

  private static void requireDecrypted(SettingsDecryptionResult result, String what) {
    for (SettingsProblem problem : result.getProblems()) {
      if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
        throw new UsageException(
            "the password of <" + what + "> in settings.xml cannot be decrypted",
            "check settings-security.xml, or encrypt it again with mvn --encrypt-password");
      }
    }
  }
}
