package io.github.mlopsmaven.servers;

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
 * @param lookups where logins come from
 * @param proxies the active proxies; where it is empty the JVM's own proxy settings count
 * @param progress is told about transfers
 * @param limits how long and how much
 * @param user whose configuration counts
 */
public record GitAccess(
    boolean offline,
    Lookups lookups,
    List<HttpProxy> proxies,
    TransferProgress progress,
    Limits limits,
    User user) {

  /**
   * Where logins come from; asked only when a server wants one.
   *
   * @param any finds the login for an origin that something else than the user led to, such as a
   *     redirect
   * @param named finds the login for the origin of a URL that the user gave
   */
  public record Lookups(
      Function<GitHost, Optional<Credentials>> any,
      Function<GitHost, Optional<Credentials>> named) {}

  /**
   * How long and how much.
   *
   * @param connect how long a connection may take to come about
   * @param silence how long a server may be silent
   * @param transfer how many bytes one template may transfer
   */
  public record Limits(Duration connect, Duration silence, long transfer) {}

  /**
   * Whose configuration counts.
   *
   * @param home the user's home directory, where {@code .ssh} is
   * @param environment where git's configuration is found
   * @param ssh what decides how SSH servers are reached
   */
  public record User(Path home, GitEnvironment environment, SshSetup ssh) {}

  /** Copies the proxies. */
  public GitAccess {
    proxies = List.copyOf(proxies);
  }

  /** Online, anonymous, direct, silent; 20 s to connect, 60 s of silence, at most 1 GB. */
  public static GitAccess standard() {
    return new GitAccess(
        false,
        new Lookups(host -> Optional.empty(), host -> Optional.empty()),
        List.of(),
        TransferProgress.NONE,
        new Limits(Duration.ofSeconds(20), Duration.ofSeconds(60), 1_000_000_000L),
        new User(
            Path.of(System.getProperty("user.home")),
            GitEnvironment.ofThisProcess(),
            SshSetup.standard()));
  }

  /** The same, with or without the network. */
  public GitAccess withOffline(boolean value) {
    return new GitAccess(value, lookups, proxies, progress, limits, user);
  }

  /**
   * The same, with logins.
   *
   * @param lookup finds the login for an origin, whoever named it
   */
  public GitAccess withCredentials(Function<GitHost, Optional<Credentials>> lookup) {
    return with(new Lookups(lookup, lookup));
  }

  /**
   * The same, with other logins for the origins of URLs that the user gave.
   *
   * @param lookup finds the login for such an origin
   */
  public GitAccess withNamedCredentials(Function<GitHost, Optional<Credentials>> lookup) {
    return with(new Lookups(lookups.any(), lookup));
  }

  /** The same, with proxies. */
  public GitAccess withProxies(List<HttpProxy> list) {
    return new GitAccess(offline, lookups, list, progress, limits, user);
  }

  /** The same, with somebody who is told about transfers. */
  public GitAccess withProgress(TransferProgress listener) {
    return new GitAccess(offline, lookups, proxies, listener, limits, user);
  }

  /**
   * The same, with other timeouts.
   *
   * @param connect how long a connection may take to come about
   * @param silence how long a server may be silent
   */
  public GitAccess withTimeouts(Duration connect, Duration silence) {
    return with(new Limits(connect, silence, limits.transfer()));
  }

  /**
   * The same, with another limit.
   *
   * @param bytes how many bytes one template may transfer
   */
  public GitAccess withMaxTransfer(long bytes) {
    return with(new Limits(limits.connect(), limits.silence(), bytes));
  }

  /**
   * The same, for another home directory.
   *
   * @param directory where {@code .ssh} and {@code .gitconfig} are
   */
  public GitAccess withHome(Path directory) {
    return with(new User(directory, user.environment().withHome(directory), user.ssh()));
  }

  /**
   * The same, with another environment.
   *
   * @param variables where git's configuration is found
   */
  public GitAccess withEnvironment(GitEnvironment variables) {
    return with(new User(user.home(), variables, user.ssh()));
  }

  /**
   * The same, with SSH set up otherwise.
   *
   * @param setup what decides how SSH servers are reached
   */
  public GitAccess withSsh(SshSetup setup) {
    return with(new User(user.home(), user.environment(), setup));
  }

  private GitAccess with(Lookups other) {
    return new GitAccess(offline, other, proxies, progress, limits, user);
  }

  private GitAccess with(Limits other) {
    return new GitAccess(offline, lookups, proxies, progress, other, user);
  }

  private GitAccess with(User other) {
    return new GitAccess(offline, lookups, proxies, progress, limits, other);
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
  public GitConfiguration configuration() {
    return GitConfiguration.read(user.environment(), ConfigPlace.nowhere());
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
