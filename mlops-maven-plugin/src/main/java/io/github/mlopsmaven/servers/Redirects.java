package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.problem.Redaction;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a server leads to, after git's own rules ({@code http.followRedirects}): the first request
 * to a repository is led elsewhere, and the later ones go there at once; a later one is not led
 * away. Never from https to http.
 */
final class Redirects {

  /** How the URL of a repository's first request ends. */
  static final String REFS = "/info/refs";

  private static final int MOST = 20;

  private final GitConfiguration configuration;
  private final String url;
  private volatile @Nullable Move move;

  private record Move(String from, String to) {}

  Redirects(GitConfiguration configuration, String url) {
    this.configuration = configuration;
    this.url = url;
  }

  /** A redirect that is not followed. */
  static final class BlockedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient GitHost origin;

    BlockedException(GitHost origin, String problem) {
      super(Redaction.redact(problem));
      this.origin = origin;
    }

    /** Who redirects. */
    GitHost origin() {
      return origin;
    }
  }

  static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /** Where the repository is in truth, if the server led elsewhere. */
  Optional<String> settled() {
    return Optional.ofNullable(move).map(known -> Redaction.redact(known.to));
  }

  /** Where a request really goes, after what was learned from the first one. */
  URL moved(URL asked) throws MalformedURLException {
    Move known = move;
    String text = asked.toString();
    return known != null && text.startsWith(known.from)
        ? new URL(known.to + text.substring(known.from.length()))
        : asked;
  }

  /**
   * The next address of a chain.
   *
   * @param location what the server says
   * @param hops how many redirects there were before
   * @throws BlockedException if it is not gone to
   */
  URL next(HttpRequest request, URL current, int status, @Nullable String location, int hops)
      throws BlockedException {
    GitHost origin = GitHost.of(current);
    if (location == null || location.isBlank()) {
      throw new BlockedException(
          origin, origin.id() + " answers with a redirect (" + status + ") that leads nowhere");
    }
    URL next;
    try {
      URL resolved = new URL(current, location.strip());
      next =
          new URL(
              resolved.getProtocol(), resolved.getHost(), resolved.getPort(), resolved.getFile());
      // Java's URLs may hold anything: spaces, line ends, brackets.
      next.toURI();
    } catch (MalformedURLException | URISyntaxException e) {
      throw blocked(origin, status, location, "which is not an address for git");
    }
    String scheme = next.getProtocol().toLowerCase(Locale.ROOT);
    boolean known = scheme.equals("https") || scheme.equals("http");
    if (!known || next.getHost().isEmpty()) {
      throw blocked(origin, status, location, "which is not an address for git");
    }
    if (scheme.equals("http") && current.getProtocol().equalsIgnoreCase("https")) {
      throw blocked(
          origin,
          status,
          next.toString(),
          "from https to http, where anyone on the network could read it");
    }
    if (hops >= MOST) {
      throw blocked(origin, status, next.toString(), "after more than " + MOST + " others");
    }
    if (!follows(request)) {
      throw blocked(
          origin,
          status,
          next.toString(),
          request.following() == Following.FIRST
              ? "which http.followRedirects in git's configuration forbids"
              : "in the middle of the exchange, which git does not follow");
    }
    return next;
  }

  private boolean follows(HttpRequest request) {
    String mode = configuration.httpText("followRedirects", url).orElse("initial");
    if (mode.equalsIgnoreCase("initial")) {
      boolean download = request.following() == Following.OTHER && request.method().equals("GET");
      return request.following() == Following.FIRST || download;
    }
    return configuration.httpIsOn("followRedirects", url, true);
  }

  private static BlockedException blocked(GitHost origin, int status, String to, String why) {
    return new BlockedException(
        origin,
        origin.id()
            + " redirects ("
            + status
            + ") to "
            + to.replaceAll("[\\r\\n]", " ")
            + ", "
            + why);
  }

  /**
   * Remembers where the first request ended.
   *
   * @return whether that is a repository's address
   */
  boolean settle(HttpRequest request, URL end) {
    String asked = request.url().toString();
    int at = asked.lastIndexOf(REFS);
    String tail = asked.substring(at);
    if (!end.toString().endsWith(tail)) {
      return false;
    }
    String there = end.toString();
    move =
        new Move(
            asked.substring(0, at) + "/", there.substring(0, there.length() - tail.length()) + "/");
    return true;
  }
}
