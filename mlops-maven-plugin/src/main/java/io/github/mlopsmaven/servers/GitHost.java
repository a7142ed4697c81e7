package io.github.mlopsmaven.servers;

import java.net.IDN;
import java.net.URL;
import java.util.Locale;

/**
 * An origin: what a login belongs to. All spellings of one origin are equal: upper case, a dot at
 * the end of the name, a name outside ASCII and its encoded form, brackets around an IPv6 address.
 *
 * @param scheme {@code https}, {@code http}, {@code ssh} or {@code git}
 * @param host its name, in lower case and ASCII, without brackets
 * @param port its port, the scheme's default where the URL names none
 */
public record GitHost(String scheme, String host, int port) {

  /** Takes any spelling. */
  public GitHost {
    scheme = scheme.toLowerCase(Locale.ROOT);
    host = plain(host);
    port = port > 0 ? port : usualPort(scheme);
  }

  /** The origin of a URL. */
  public static GitHost of(URL url) {
    return new GitHost(url.getProtocol(), url.getHost(), url.getPort());
  }

  private static String plain(String host) {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (name.endsWith(".") && name.length() > 1) {
      name = name.substring(0, name.length() - 1);
    }
    try {
      return name.indexOf(':') < 0
          ? IDN.toASCII(name).toLowerCase(Locale.ROOT)
          : name.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  private static int usualPort(String scheme) {
    return switch (scheme) {
      case "https" -> 443;
      case "http" -> 80;
      case "ssh" -> 22;
      default -> 9418;
    };
  }

  /** Whether the port is the one that the scheme has where none is named. */
  public boolean usualPort() {
    return port == usualPort(scheme);
  }

  /** What a {@code <server>} in settings.xml for it is called: the host, and a port of its own. */
  public String id() {
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return usualPort() ? name : name + ":" + port;
  }

  /** The origin as a URL has it. */
  String url() {
    return scheme + "://" + id();
  }

  /**
   * Whether an id of a {@code <server>} names this host, in whatever spelling.
   *
   * @param id {@code HOST} or {@code HOST:PORT}
   * @param withPort whether the port has to be named
   */
  public boolean isNamedBy(String id, boolean withPort) {
    int colon = id.lastIndexOf(':');
    boolean named = colon > 0 && id.substring(colon + 1).matches("\\d{1,5}");
    boolean bare = id.indexOf(':') != colon && !id.startsWith("[");
    if (named && !bare) {
      return withPort
          && equals(
              new GitHost(
                  scheme, id.substring(0, colon), Integer.parseInt(id.substring(colon + 1))));
    }
    return !withPort && !id.isBlank() && host.equals(plain(id.strip()));
  }
}
