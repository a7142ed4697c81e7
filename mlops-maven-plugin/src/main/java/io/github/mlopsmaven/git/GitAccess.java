package io.github.mlopsmaven.git;

import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How git servers may be reached: everything that comes from Maven's settings and command line.
 *
 * @param offline whether no request may be made at all
 * @param credentials finds the login for a server; asked only when the server wants one
 * @param proxies the active proxies; where it is empty the JVM's own proxy settings count
 * @param progress is told about transfers
 * @param connectTimeout how long a connection may take to come about
 * @param readTimeout how long a server may be silent
 * @param maxTransfer how many bytes one template may transfer over HTTP
 * @param home the user's home directory, where {@code .ssh} is
 */
public record GitAccess(
    boolean offline,
    Function<GitHost, Optional<Credentials>> credentials,
    List<HttpProxy> proxies,
    TransferProgress progress,
    Duration connectTimeout,
    Duration readTimeout,
    long maxTransfer,
    Path home) {

  /** Copies the proxies. */
  public GitAccess {
    proxies = List.copyOf(proxies);
  }

  /** Online, anonymous, direct, silent; 20 s to connect, 60 s of silence, at most 1 GB. */
  public static GitAccess standard() {
    return new GitAccess(
        false,
        host -> Optional.empty(),
        List.of(),
        TransferProgress.NONE,
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        1_000_000_000L,
        Path.of(System.getProperty("user.home")));
  }

  /**
   * The same, with or without the network.
   *
   * @param value whether no request may be made
   */
  public GitAccess withOffline(boolean value) {
    return new GitAccess(
        value, credentials, proxies, progress, connectTimeout, readTimeout, maxTransfer, home);
  }

  /**
   * The same, with logins.
   *
   * @param lookup finds the login for a server
   */
  public GitAccess withCredentials(Function<GitHost, Optional<Credentials>> lookup) {
    return new GitAccess(
        offline, lookup, proxies, progress, connectTimeout, readTimeout, maxTransfer, home);
  }

  /**
   * The same, with proxies.
   *
   * @param list the active proxies
   */
  public GitAccess withProxies(List<HttpProxy> list) {
    return new GitAccess(
        offline, credentials, list, progress, connectTimeout, readTimeout, maxTransfer, home);
  }

  /**
   * The same, with somebody who is told.
   *
   * @param listener is told about transfers
   */
  public GitAccess withProgress(TransferProgress listener) {
    return new GitAccess(
        offline, credentials, proxies, listener, connectTimeout, readTimeout, maxTransfer, home);
  }

  /**
   * The same, with other timeouts.
   *
   * @param connect how long a connection may take to come about
   * @param read how long a server may be silent
   */
  public GitAccess withTimeouts(Duration connect, Duration read) {
    return new GitAccess(offline, credentials, proxies, progress, connect, read, maxTransfer, home);
  }

  /**
   * The same, with another limit.
   *
   * @param bytes how many bytes one template may transfer over HTTP
   */
  public GitAccess withMaxTransfer(long bytes) {
    return new GitAccess(
        offline, credentials, proxies, progress, connectTimeout, readTimeout, bytes, home);
  }

  /**
   * The same, for another home directory.
   *
   * @param directory where {@code .ssh} is
   */
  public GitAccess withHome(Path directory) {
    return new GitAccess(
        offline,
        credentials,
        proxies,
        progress,
        connectTimeout,
        readTimeout,
        maxTransfer,
        directory);
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

  /**
   * The proxy that Java's own settings name stays in force only while Maven names none.
   *
   * @param javas what {@link java.net.ProxySelector} says
   */
  Proxy javaProxyUnlessMavenHasOne(Proxy javas) {
    return proxies.isEmpty() ? javas : Proxy.NO_PROXY;
  }
}
