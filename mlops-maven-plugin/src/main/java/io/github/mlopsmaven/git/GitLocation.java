package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.transport.URIish;

/**
 * A git URL, taken apart. Credentials in it are kept apart from everything that is shown or stored.
 *
 * @param uri the URL as JGit takes it, without password; with user for SSH only
 * @param scheme one of {@code https}, {@code http}, {@code ssh}, {@code git}, {@code file}
 * @param embedded the login in the URL's user information
 */
record GitLocation(URIish uri, String scheme, Optional<Credentials> embedded) {

  private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "git", "file");

  /**
   * Reads a git URL.
   *
   * @param text a URL, or {@code user@host:path}
   * @throws UsageException if it is none; the message shows no credentials
   */
  static GitLocation parse(String text) {
    URIish uri;
    try {
      uri = new URIish(lowerScheme(text.trim()));
    } catch (URISyntaxException e) {
      throw unusable(text);
    }
    String scheme = uri.getScheme();
    if (scheme == null) {
      if (uri.getHost() == null || uri.getPath() == null) {
        throw unusable(text);
      }
      return new GitLocation(uri, "ssh", Optional.empty());
    }
    scheme = scheme.toLowerCase(Locale.ROOT);
    if (scheme.equals("git+ssh") || scheme.equals("ssh+git")) {
      scheme = "ssh";
    }
    boolean remote = !scheme.equals("file");
    if (!SCHEMES.contains(scheme) || uri.getPath() == null || (remote && uri.getHost() == null)) {
      throw unusable(text);
    }
    Optional<Credentials> embedded = credentials(uri, scheme);
    URIish clean = uri.setScheme(scheme).setPass(null);
    return new GitLocation(scheme.equals("ssh") ? clean : clean.setUser(null), scheme, embedded);
  }

  private static String lowerScheme(String text) {
    int end = text.indexOf("://");
    return end < 0 ? text : text.substring(0, end).toLowerCase(Locale.ROOT) + text.substring(end);
  }

  private static Optional<Credentials> credentials(URIish uri, String scheme) {
    String user = uri.getUser() == null ? "" : uri.getUser();
    String secret = uri.getPass() == null ? "" : uri.getPass();
    if (!secret.isEmpty()) {
      return Optional.of(new Credentials(user, secret));
    }
    return user.isEmpty() || scheme.equals("ssh")
        ? Optional.empty()
        : Optional.of(new Credentials("", user));
  }

  private static UsageException unusable(String text) {
    return new UsageException(
        "'" + Redaction.redact(text) + "' is not a git URL",
        "use https://HOST/PATH, ssh://git@HOST/PATH, git@HOST:PATH, git://HOST/PATH, http://HOST/PATH"
            + " or file:///PATH");
  }

  /** Whether HTTP requests are made. */
  boolean http() {
    return scheme.equals("https") || scheme.equals("http");
  }

  /** Whether it is on this machine's file system. */
  boolean local() {
    return scheme.equals("file");
  }

  /** The directory that a {@code file} URL names. */
  Path path() {
    try {
      String path = uri.getPath();
      boolean drive = path.matches("/[A-Za-z]:.*");
      return Path.of(drive ? path.substring(1) : path);
    } catch (InvalidPathException e) {
      throw unusable(display());
    }
  }

  /** The server. */
  GitHost host() {
    int port = uri.getPort();
    if (port <= 0) {
      port =
          switch (scheme) {
            case "https" -> 443;
            case "http" -> 80;
            case "ssh" -> 22;
            default -> 9418;
          };
    }
    return new GitHost(scheme, hostName(), port);
  }

  private String hostName() {
    return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
  }

  /** What may be shown and stored: no password, no token. */
  String display() {
    return Redaction.redact(uri.toString());
  }

  /** What git's configuration may hold: the URL with the account of SSH, and without secrets. */
  String stored() {
    return uri.toString();
  }

  /** The same for every spelling of the same place, free of credentials. */
  String key() {
    GitHost host = host();
    String user = scheme.equals("ssh") && uri.getUser() != null ? uri.getUser() + "@" : "";
    String path = uri.getPath().replaceAll("/+$", "");
    return scheme
        + "://"
        + user
        + host.host()
        + ":"
        + host.port()
        + (path.startsWith("/") ? path : "/" + path);
  }
}
