package io.github.mlopsmaven.git;

import io.github.mlopsmaven.gitconfig.ConfigPlace;
import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.gitconfig.GitEnvironment;
import io.github.mlopsmaven.ssh.SshSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How git servers may be reached: everything that comes from Maven's settings and command line.
 *
 * @param offline whether no request may be made at all
 * @param credentials finds the login for an origin that something else than the user led to, such
 *     as a redirect; asked only when the server wants one
 * @param namedCredentials finds the login for the origin of a URL that the user gave
 * @param proxies the active proxies; where it is empty the JVM's own proxy settings count
 * @param progress is told about transfers
 * @param connectTimeout how long a connection may take to come about
 * @param readTimeout how long a server may be silent
 * @param maxTransfer how many bytes one template may transfer over HTTP
 * @param home the user's home directory, where {@code .ssh} is
 * @param environment where git's configuration is found
 * @param ssh what decides how SSH servers are reached
 */
public record GitAccess(
    boolean offline,
    Function<GitHost, Optional<Credentials>> credentials,
    Function<GitHost, Optional<Credentials>> namedCredentials,
    List<HttpProxy> proxies,
    TransferProgress progress,
    Duration connectTimeout,
    Duration readTimeout,
    long maxTransfer,
    Path home,
    GitEnvironment environment,
    SshSetup ssh) {

  /** Copies the proxies. */
  public GitAccess {
    proxies = List.copyOf(proxies);
  }

  /** Online, anonymous, direct, silent; 20 s to connect, 60 s of silence, at most 1 GB. */
  public static GitAccess standard() {
    return new GitAccess(
        false,
        host -> Optional.empty(),
        host -> Optional.empty(),
        List.of(),
        TransferProgress.NONE,
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        1_000_000_000L,
        Path.of(System.getProperty("user.home")),
        GitEnvironment.ofThisProcess(),
        SshSetup.standard());
  }

  /**
   * The same, with or without the network.
   *
   * @param value whether no request may be made
   */
  public GitAccess withOffline(boolean value) {
    return new GitAccess(
        value,
        credentials,
        namedCredentials,
        proxies,
        progress,
        connectTimeout,
        readTimeout,
        maxTransfer,
        home,
        environment,
        ssh);
  }

  /**
   * The same, with logins.
   *
   * @param lookup finds the login for an origin, whoever named it
   */
  public GitAccess withCredentials(Function<GitHost, Optional<Credentials>> lookup) {
    return new GitAccess(
        offline,
        lookup,
        lookup,
        proxies,
        progress,
        connectTimeout,
        readTimeout,
        maxTransfer,
        home,
        environment,
        ssh);
  }

  /**
   * The same, with other logins for the origins of URLs that the user gave.
   *
   * @param lookup finds the login for such an origin
   */
  public GitAccess withNamedCredentials(Function<GitHost, Optional<Credentials>> lookup) {
    return new GitAccess(
        offline,
        credentials,
        lookup,
        proxies,
        progress,
        connectTimeout,
        readTimeout,
        maxTransfer,
        home,
        environment,
        ssh);
  }

  /**
   * The same, with proxies.
   *
   * @param list the active proxies
   */
  public GitAccess withProxies(List<HttpProxy> list) {
    return new GitAccess(
        offline,
        credentials,
        namedCredentials,
        list,
        progress,
        connectTimeout,
        readTimeout,
        maxTransfer,
        home,
        environment,
        ssh);
  }

  /**
   * The same, with somebody who is told.
   *
   * @param listener is told about transfers
   */
  public GitAccess withProgress(TransferProgress listener) {
    return new GitAccess(
        offline,
        credentials,
        namedCredentials,
        proxies,
        listener,
        connectTimeout,
        readTimeout,
        maxTransfer,
        home,
        environment,
        ssh);
  }

  /**
   * The same, with other timeouts.
   *
   * @param connect how long a connection may take to come about
   * @param read how long a server may be silent
   */
  public GitAccess withTimeouts(Duration connect, Duration read) {
    return new GitAccess(
        offline,
        credentials,
        namedCredentials,
        proxies,
        progress,
        connect,
        read,
        maxTransfer,
        home,
        environment,
        ssh);
  }

  /**
   * The same, with another limit.
   *
   * @param bytes how many bytes one template may transfer over HTTP
   */
  public GitAccess withMaxTransfer(long bytes) {
    return new GitAccess(
        offline,
        credentials,
        namedCredentials,
        proxies,
        progress,
        connectTimeout,
        readTimeout,
        bytes,
        home,
        environment,
        ssh);
  }

  /**
   * The same, for another home directory.
   *
   * @param directory where {@code .ssh} and {@code .gitconfig} are
   */
  public GitAccess withHome(Path directory) {
    return new GitAccess(
        offline,
        credentials,
        namedCredentials,
        proxies,
        progress,
        connectTimeout,
        readTimeout,
        maxTransfer,
        directory,
        environment.withHome(directory),
        ssh);
  }

  /**
   * The same, with another environment.
   *
   * @param variables where git's configuration is found
   */
  public GitAccess withEnvironment(GitEnvironment variables) {
    return new GitAccess(
        offline,
        credentials,
        namedCredentials,
        proxies,
        progress,
        connectTimeout,
        readTimeout,
        maxTransfer,
        home,
        variables,
        ssh);
  }

  /**
   * The same, with SSH set up otherwise.
   *
   * @param setup what decides how SSH servers are reached
   */
  public GitAccess withSsh(SshSetup setup) {
    return new GitAccess(
        offline,
        credentials,
        namedCredentials,
        proxies,
        progress,
        connectTimeout,
        readTimeout,
        maxTransfer,
        home,
        environment,
        setup);
  }

  /**
   * The login that {@code .netrc} has for an origin; to be taken last.
   *
   * @param origin one that the user named: the file knows hosts, but neither scheme nor port
   */
  public Optional<Credentials> netrc(GitHost origin) {
    return NetRcLogins.find(this, origin, "");
  }

  /** The user's git configuration, as it counts outside of any repository. */
  GitConfiguration configuration() {
    return GitConfiguration.read(environment, ConfigPlace.nowhere());
  }

  /**
   * The proxy for a request.
   *
   * @param scheme {@code http} or {@code https}
   * @param host the server's name
   * @return the proxy, or empty for a direct connection
   */
  public Optional<HttpProxy> proxyFor(String scheme, String host) {
    return proxies.stream()
        .filter(proxy -> proxy.protocol().equalsIgnoreCase(scheme))
        .findFirst()
        .or(
            () ->
                proxies.stream()
                    .filter(proxy -> proxy.protocol().equalsIgnoreCase("http"))
                    .findFirst())
        .filter(proxy -> !proxy.excludes(host));
  }
}
