package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.problem.EnvironmentException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An entry of a host's list of repositories. */
final class Listed {

  /** A host names no files of this machine, and no programs. */
  private static final Pattern IN_THE_NETWORK = Pattern.compile("(?i)(?:https?|ssh)://[^/\\s]\\S*");

  private Listed() {}

  /**
   * Reads one.
   *
   * @param host what the host is called
   * @param owner whose list it is
   * @param name the repository's name
   * @param url where it is fetched from
   * @param page where people look at it
   * @param skipped why nothing is asked of it
   * @throws EnvironmentException if it cannot be one
   */
  static Member member(
      String host,
      String owner,
      String name,
      String url,
      Optional<String> page,
      Optional<String> skipped) {
    // A space in a name is one in the address of some servers.
    String address = url.replace(" ", "%20");
    if (name.isEmpty() || !IN_THE_NETWORK.matcher(address).matches()) {
      throw new EnvironmentException(
          "a repository in the list that "
              + host
              + " gives of "
              + owner
              + " has no name, or no address to fetch it from: '"
              + name
              + "'",
          "check the address of the host, and the proxy in settings.xml",
          null);
    }
    return new Member(name, address, page, skipped);
  }
}
