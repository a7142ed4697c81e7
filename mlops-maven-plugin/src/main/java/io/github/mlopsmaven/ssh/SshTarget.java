package io.github.mlopsmaven.ssh;

import io.github.mlopsmaven.problem.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An account at an SSH server, as a URL names it.
 *
 * @param user the account; empty leaves it to the configuration
 * @param host the server's name or address, or an alias of the configuration; no brackets around an
 *     address of IPv6
 * @param port the port; empty leaves it to the configuration
 */
public record SshTarget(Optional<String> user, String host, Optional<Integer> port) {

  /**
   * Refuses what {@code ssh} would take for an option.
   *
   * @throws UsageException if account or host begins with a hyphen, or has blanks in it
   */
  public SshTarget {
    host = host.replaceAll("^\\[(.*)]$", "$1");
    if (host.startsWith("-")
        || user.orElse("").startsWith("-")
        || host.matches(".*[\\s\\p{Cntrl}].*")) {
      throw new UsageException(
          "the SSH account '" + user.map(u -> u + "@").orElse("") + host + "' is not one",
          "use ssh://git@HOST/PATH or git@HOST:PATH");
    }
  }

  /** What follows {@code ssh}'s options: {@code user@host}. */
  String account() {
    return user.map(name -> name + "@").orElse("") + host;
  }

  /** The arguments that name the place. */
  List<String> arguments() {
    List<String> words = new ArrayList<>();
    port.ifPresent(number -> words.addAll(List.of("-p", number.toString())));
    words.add(account());
    return words;
  }

  /** A command to type that logs in there. */
  String command() {
    return "ssh " + String.join(" ", arguments());
  }

  /** The server for people, with its port where that is not the usual one. */
  String place() {
    boolean usual = port.isEmpty() || port.get() == 22;
    return usual ? host : (host.contains(":") ? "[" + host + "]" : host) + ":" + port.get();
  }

  /** The name that a line of {@code known_hosts} has: {@code host} or {@code [host]:port}. */
  String knownAs() {
    return knownAs(host, port.orElse(22));
  }

  static String knownAs(String host, int port) {
    return port == 22 ? host : "[" + host + "]:" + port;
  }
}
