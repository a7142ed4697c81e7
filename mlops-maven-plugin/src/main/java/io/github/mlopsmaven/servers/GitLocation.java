package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A git URL, taken apart. Credentials in it are kept apart from everything that is shown or stored.
 * It is read without JGit, which would take longer to load than the first request takes.
 *
 * @param url the URL without user information, but for the account of SSH
 * @param scheme one of {@code https}, {@code http}, {@code ssh}, {@code git}, {@code file}
 * @param user the account of SSH; empty otherwise
 * @param hostName the server's name in lower case; empty for {@code file}
 * @param namedPort the port in the URL, or -1
 * @param rawPath the path as it is written
 * @param userInfo the account in an HTTP URL, which is not a login by itself
 * @param embedded the login in the URL's user information: one with a password
 * @param given the URL as the user gave it, before git's configuration replaced its beginning;
 *     without user information
 */
public record GitLocation(
    String url,
    String scheme,
    String user,
    String hostName,
    int namedPort,
    String rawPath,
    String userInfo,
    Optional<Credentials> embedded,
    String given) {

  private static final int LAST_PORT = 65_535;

  private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "git", "file");

  private static final Pattern URL =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/]*)@)?(\\[[0-9A-Fa-f:]+]|[^:/@\\[\\]]*)(?::(\\d{1,5}))?(/.*)?");

  private static final Pattern SCP =
      Pattern.compile("(?:([^@/:\\s]+)@)?(\\[[0-9A-Fa-f:]+]|[^:/@\\\\\\s]{2,}):([^:\\s].*)");

  /**
   * Reads a git URL whose beginning git's configuration may replace.
   *
   * @param text what the user gave
   * @param rewrite gives the URL that is really used
   * @throws UsageException if that is none; the message shows no credentials
   */
  public static GitLocation parse(String text, UnaryOperator<String> rewrite) {
    String reached = rewrite.apply(text.strip());
    if (reached.equals(text.strip())) {
      return parse(text);
    }
    GitLocation location = reached.startsWith("/") ? of(Path.of(reached)) : parse(reached);
    return location.givenAs(withoutLogin(text.strip()));
  }

  private static String withoutLogin(String text) {
    Matcher url = URL.matcher(text);
    return url.matches() ? parsed(url).map(GitLocation::url).orElse(text) : text;
  }

  private GitLocation givenAs(String text) {
    return new GitLocation(
        url, scheme, user, hostName, namedPort, rawPath, userInfo, embedded, text);
  }

  /**
   * Reads a git URL.
   *
   * @param text a URL, or {@code user@host:path}
   * @throws UsageException if it is none; the message shows no credentials
   */
  public static GitLocation parse(String text) {
    String trimmed = text.strip();
    Matcher url = URL.matcher(trimmed);
    if (url.matches()) {
      return parsed(url).orElseThrow(() -> unusable(text));
    }
    Matcher scp = SCP.matcher(trimmed);
    if (trimmed.contains("://") || !scp.matches()) {
      throw unusable(text);
    }
    String user = scp.group(1) == null ? "" : scp.group(1);
    String host = scp.group(2).toLowerCase(Locale.ROOT);
    return new GitLocation(
        trimmed, "ssh", user, host, -1, scp.group(3), "", Optional.empty(), trimmed);
  }

  private static Optional<GitLocation> parsed(Matcher parts) {
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    if (scheme.equals("git+ssh") || scheme.equals("ssh+git")) {
      scheme = "ssh";
    }
    String info = parts.group(2) == null ? "" : parts.group(2);
    String host = parts.group(3).toLowerCase(Locale.ROOT);
    String path = parts.group(5) == null ? "" : parts.group(5);
    if (scheme.startsWith("http")) {
      // As a browser's address bar shows it: Azure DevOps allows spaces in names.
      path = path.replace(" ", "%20");
    }
    int port = parts.group(4) == null ? -1 : Integer.parseInt(parts.group(4));
    boolean complete =
        !path.isEmpty() && (scheme.equals("file") || !host.isEmpty()) && port <= LAST_PORT;
    if (!SCHEMES.contains(scheme) || !complete) {
      return Optional.empty();
    }
    int colon = info.indexOf(':');
    String user = decode(colon < 0 ? info : info.substring(0, colon));
    String secret = colon < 0 ? "" : decode(info.substring(colon + 1));
    String account = scheme.equals("ssh") ? user : "";
    String shown =
        scheme
            + "://"
            + (account.isEmpty() ? "" : (colon < 0 ? info : info.substring(0, colon)) + "@")
            + parts.group(3)
            + (port < 0 ? "" : ":" + port)
            + path;
    boolean http = scheme.equals("https") || scheme.equals("http");
    return Optional.of(
        new GitLocation(
            shown,
            scheme,
            account,
            host,
            port,
            path,
            http ? user : "",
            credentials(user, secret, colon >= 0 && http),
            shown));
  }

  /** An account alone is not a login: Azure DevOps' own URLs have the organization there. */
  private static Optional<Credentials> credentials(String user, String secret, boolean complete) {
    return !secret.isEmpty() || (complete && !user.isEmpty())
        ? Optional.of(new Credentials(user, secret))
        : Optional.empty();
  }

  /** A place on this machine. */
  public static GitLocation of(Path directory) {
    String path = directory.toString();
    return new GitLocation(path, "file", "", "", -1, path, "", Optional.empty(), path);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A lone percent sign stands for itself.
      return text;
    }
  }

  private static UsageException unusable(String text) {
    return new UsageException(
        "'" + Redaction.redact(text) + "' is not a git URL",
        "use https://HOST/PATH, ssh://git@HOST/PATH, git@HOST:PATH, git://HOST/PATH, http://HOST/PATH"
            + " or file:///PATH");
  }

  /** Whether HTTP requests are made. */
  public boolean http() {
    return scheme.equals("https") || scheme.equals("http");
  }

  /** Whether it is on this machine's file system. */
  public boolean local() {
    return scheme.equals("file");
  }

  /** The directory that a {@code file} URL names. */
  public Path path() {
    try {
      String path = decode(rawPath);
      boolean drive = path.matches("/[A-Za-z]:.*");
      return Path.of(drive ? path.substring(1) : path);
    } catch (InvalidPathException e) {
      throw unusable(display());
    }
  }

  /** The server. */
  public GitHost host() {
    return new GitHost(scheme, hostName, namedPort);
  }

  /** What may be shown and stored, as the user gave it: no password, no token. */
  public String display() {
    return Redaction.redact(given);
  }

  /** Where it leads in truth, if git's configuration leads elsewhere. */
  public List<String> reached() {
    return given.equals(url) ? List.of() : List.of(Redaction.redact(url));
  }

  /** The place for a message: as the user gave it, and where that leads in truth. */
  public String place() {
    return given.equals(url)
        ? display()
        : display()
            + " ("
            + Redaction.redact(url)
            + " by url.<base>.insteadOf in git's configuration)";
  }

  /** The same for every spelling of the same place, free of credentials. */
  public String key() {
    GitHost host = host();
    String account = user.isEmpty() ? "" : user + "@";
    String path = rawPath.replaceAll("/+$", "");
    return scheme
        + "://"
        + account
        + host.host()
        + ":"
        + host.port()
        + (path.startsWith("/") ? path : "/" + path);
  }
}
