package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitHost;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * The address of a host, as people type it.
 *
 * @param url without a slash at its end, and without a login
 */
record Place(String url) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Reads an address.
   *
   * @param parameter the parameter it is given with
   * @param text what was typed
   * @throws UsageException if it is none, has a login in it, or would send logins in the clear
   */
  static Place parse(String parameter, String text) {
    String trimmed = text.strip().replaceAll("/+$", "");
    URI uri;
    try {
      uri = URI.create(trimmed);
    } catch (IllegalArgumentException e) {
      throw wrong(parameter, text);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw wrong(parameter, text);
    }
    if (uri.getRawUserInfo() != null) {
      throw new UsageException(
          parameter + " contains credentials, which would be shown in many places",
          "remove it there, and put it into a <server> of settings.xml");
    }
    if (scheme.equals("http") && !LOOPBACK.contains(uri.getHost())) {
      throw new UsageException(
          parameter + " is " + trimmed + ", where anyone on the network could read the credentials",
          "use https");
    }
    return new Place(trimmed);
  }

  private static UsageException wrong(String parameter, String text) {
    return new UsageException(
        parameter + " '" + Redaction.redact(text) + "' is not an address of a host",
        "write it as https://HOST");
  }

  /** The server's name in lower case. */
  String host() {
    return URI.create(url).getHost().toLowerCase(Locale.ROOT);
  }

  /** The server, as logins are looked up for it. */
  GitHost server() {
    URI uri = URI.create(url);
    return new GitHost(uri.getScheme(), host(), uri.getPort());
  }

  /** What a {@code <server>} in settings.xml for it is called. */
  String id() {
    return server().id();
  }
}
