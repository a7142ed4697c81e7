package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.remote.GitHubApp;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitHost;
import io.github.mlopsmaven.servers.HttpProxy;
import io.github.mlopsmaven.servers.TransferProgress;
import io.github.mlopsmaven.ssh.SshLogin;
import io.github.mlopsmaven.ssh.SshSetup;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** What Maven's settings and command line say about reaching git servers. */
final class MavenEnvironment {

  /** What Maven did not fill in. */
  private static final Pattern UNDEFINED = Pattern.compile("\\$\\{([^{}]+)}");

  private final MavenSession session;
  private final SettingsDecrypter decrypter;

  MavenEnvironment(MavenSession session, SettingsDecrypter decrypter) {
    this.session = session;
    this.decrypter = decrypter;
  }

  /**
   * How to reach one git server.
   *
   * @param named the id of the {@code <server>} whose login to use for the origin of the URL that
   *     the user gives, and for no other; null means the one whose id is the host
   */
  GitAccess access(@Nullable String named, TransferProgress progress, long maxTransfer) {
    // A blank one is none, as in a POM whose property is empty.
    String serverId = named == null || named.isBlank() ? null : named.strip();
    if (serverId != null && session.getSettings().getServer(serverId) == null) {
      throw new UsageException(
          "settings.xml has no <server> with the id " + serverId,
          "add one, or name the id of an existing one");
    }
    return GitAccess.standard()
        .withOffline(session.isOffline())
        .withCredentials(this::ofAnotherOrigin)
        .withNamedCredentials(host -> serverFor(serverId, host).flatMap(this::login))
        .withSsh(new SshSetup(System.getenv(), person(), (host, port) -> ssh(serverId, host, port)))
        .withProxies(proxies())
        .withProgress(progress)
        .withMaxTransfer(maxTransfer);
  }

  /**
   * The login for an origin that a server led to. An id without a port names the origin that is
   * usual for the host: a login goes to another port, or unencrypted, only where that is named.
   */
  private Optional<Credentials> ofAnotherOrigin(GitHost host) {
    boolean usual = host.usualPort() && !host.scheme().equals("http");
    return server(host, true)
        .or(() -> usual ? server(host, false) : Optional.empty())
        .flatMap(this::login);
  }

  private Optional<Server> server(GitHost host, boolean withPort) {
    return session.getSettings().getServers().stream()
        .filter(server -> server.getId() != null && host.isNamedBy(server.getId(), withPort))
        .findFirst();
  }

  /** What {@code ssh} may be told; its key file and passphrase are for SSH alone. */
  private Optional<SshLogin> ssh(@Nullable String serverId, String host, int port) {
    return serverFor(serverId, new GitHost("ssh", host, port))
        .map(this::decrypted)
        .map(
            server ->
                new SshLogin(
                    Optional.ofNullable(server.getUsername()).orElse(""),
                    given(server.getPassword()),
                    given(server.getPrivateKey()).map(MavenEnvironment::keyFile),
                    given(server.getPassphrase())));
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).filter(value -> !value.isEmpty());
  }

  private static Path keyFile(String text) {
    String home = System.getProperty("user.home");
    try {
      Path file = Path.of(text.startsWith("~/") ? home + text.substring(1) : text);
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Refused below.
    }
    throw new UsageException(
        "the private key '" + text + "' of a <server> in settings.xml is not a file",
        "correct <privateKey> there: it is the path of the key that has no .pub at its end");
  }

  /** Who may be asked; nobody with {@code -B}, or where there is no terminal. */
  private Optional<SshSetup.Person> person() {
    Optional<Console> console =
        session.getRequest().isInteractiveMode() ? terminal() : Optional.empty();
    return console.map(
        terminal ->
            question ->
                Optional.ofNullable(terminal.readPassword("%s", question)).map(String::valueOf));
  }

  @SuppressWarnings("SystemConsoleNull") // From JDK 22 on there may be one that is no terminal.
  private static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(MavenEnvironment::isTerminal);
  }

  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      // Before JDK 22 there is none where there is no terminal.
      return true;
    }
  }

  private Optional<Server> serverFor(@Nullable String serverId, GitHost host) {
    return Optional.ofNullable(serverId)
        .map(session.getSettings()::getServer)
        .or(() -> server(host, true))
        .or(() -> server(host, false));
  }

  /**
   * The value of a secret: the password of a {@code <server>} with the id {@code
   * mlops.secret.NAME}, else the environment's {@code MLOPS_SECRET_NAME}.
   *
   * @param name {@code NAME} or {@code ENVIRONMENT.NAME}
   */
  Optional<String> secret(String name) {
    String variable = "MLOPS_SECRET_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    return server("mlops.secret." + name)
        .flatMap(this::login)
        .map(Credentials::secret)
        .or(() -> Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isEmpty()));
  }

  /**
   * The GitHub App that the {@code <configuration>} of a {@code <server>} names, with {@code appId}
   * and {@code privateKeyFile}.
   *
   * @param serverId the {@code <server>}; null means the one whose id is the host
   * @param host GitHub's server
   */
  Optional<GitHubApp> gitHubApp(@Nullable String serverId, GitHost host) {
    return serverFor(serverId, host)
        .flatMap(
            server ->
                configured(server, "appId")
                    .map(
                        id ->
                            new GitHubApp(
                                id,
                                configured(server, "privateKeyFile")
                                    .map(MavenEnvironment::content)
                                    .orElseThrow(() -> withoutKey(server)))));
  }

  private static Optional<String> configured(Server server, String name) {
    return Optional.ofNullable(server.getConfiguration())
        .filter(Xpp3Dom.class::isInstance)
        .map(Xpp3Dom.class::cast)
        .map(dom -> dom.getChild(name))
        .map(Xpp3Dom::getValue)
        .map(String::strip);
  }

  private static UsageException withoutKey(Server server) {
    return new UsageException(
        "the <server> " + server.getId() + " in settings.xml names a GitHub App without its key",
        "add <privateKeyFile>FILE</privateKeyFile> beside <appId>");
  }

  private static String content(String file) {
    try {
      return BoundedInput.text(
          Path.of(file), Bounds.SETTINGS_BYTES, "the private key of the GitHub App");
    } catch (IOException | InvalidPathException e) {
      throw new UsageException(
          "the private key of the GitHub App cannot be read from " + file,
          "correct privateKeyFile in the <configuration> of the <server> in settings.xml");
    }
  }

  private Optional<Server> server(String id) {
    return Optional.ofNullable(session.getSettings().getServer(id));
  }

  /** The password; for SSH keys, the passphrase. */
  private Optional<Credentials> login(Server encrypted) {
    Server server = decrypted(encrypted);
    return Optional.ofNullable(server.getPassword())
        .or(() -> Optional.ofNullable(server.getPassphrase()))
        .map(
            secret ->
                new Credentials(server.getUsername() == null ? "" : server.getUsername(), secret));
  }

  private Server decrypted(Server encrypted) {
    String what = "server " + encrypted.getId();
    requireFilled(what, "username", encrypted.getUsername());
    requireFilled(what, "password", encrypted.getPassword());
    requireFilled(what, "passphrase", encrypted.getPassphrase());
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(encrypted));
    requireDecrypted(result, what);
    return result.getServer();
  }

  private List<HttpProxy> proxies() {
    return session.getSettings().getProxies().stream()
        .filter(Proxy::isActive)
        .map(this::proxy)
        .toList();
  }

  private HttpProxy proxy(Proxy encrypted) {
    String what = "proxy " + encrypted.getId();
    requireFilled(what, "username", encrypted.getUsername());
    requireFilled(what, "password", encrypted.getPassword());
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(encrypted));
    requireDecrypted(result, what);
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

  /** Maven leaves a name as it is written where nothing defines it. */
  private static void requireFilled(String what, String element, @Nullable String text) {
    Matcher name = UNDEFINED.matcher(text == null ? "" : text);
    if (name.find()) {
      String variable = name.group(1);
      throw new UsageException(
          "<"
              + element
              + "> of <"
              + what
              + "> in settings.xml is "
              + text
              + ", which is not defined",
          variable.startsWith("env.")
              ? "set the environment variable " + variable.substring("env.".length())
              : "define it with -D" + variable + "=VALUE, or write its value there");
    }
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
