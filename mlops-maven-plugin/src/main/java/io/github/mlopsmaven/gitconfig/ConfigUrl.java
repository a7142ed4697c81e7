package io.github.mlopsmaven.gitconfig;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL as the subsections of {@code http.<url>.*} have it, compared as {@code git help config}
 * says under that name: scheme and port equal, host label by label, path up to a slash, user equal
 * where the configuration names one.
 *
 * @param scheme in lower case
 * @param user decoded; empty for none
 * @param host in lower case; a label of the configuration may be {@code *}
 * @param port with the scheme's default filled in
 * @param path decoded, without a slash at its end
 */
record ConfigUrl(String scheme, Optional<String> user, String host, int port, String path) {

  private static final Map<String, Integer> PORTS =
      Map.of("http", 80, "https", 443, "ssh", 22, "git", 9418, "ftp", 21);

  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/?#]*)@)?(\\[[^\\]/]*]|[^:/?#\\[\\]]*)(?::(\\d{0,5}))?([/?#].*)?");

  /** How well two URLs agree; larger is better. */
  record Match(int host, int path, boolean user) implements Comparable<Match> {

    /** What is set without a URL. */
    static final Match ANY = new Match(0, 0, false);

    @Override
    public int compareTo(Match other) {
      if (host != other.host) {
        return Integer.compare(host, other.host);
      }
      return path != other.path
          ? Integer.compare(path, other.path)
          : Boolean.compare(user, other.user);
    }
  }

  /** Reads a URL; empty if it is none. */
  static Optional<ConfigUrl> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String scheme = form.group(1).toLowerCase(Locale.ROOT);
    String info = form.group(2);
    Optional<String> user =
        Optional.ofNullable(info)
            .map(both -> both.indexOf(':') < 0 ? both : both.substring(0, both.indexOf(':')))
            .map(ConfigUrl::decoded);
    String port = form.group(4);
    String path = form.group(5) == null ? "" : form.group(5);
    return Optional.of(
        new ConfigUrl(
            scheme,
            user,
            form.group(3).toLowerCase(Locale.ROOT),
            port == null || port.isEmpty() ? PORTS.getOrDefault(scheme, 0) : Integer.parseInt(port),
            resolved(decoded(path.replaceAll("[?#].*", "")))));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String resolved(String path) {
    List<String> kept = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !kept.isEmpty()) {
        kept.remove(kept.size() - 1);
      } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        kept.add(part);
      }
    }
    return kept.isEmpty() ? "" : "/" + String.join("/", kept);
  }

  /**
   * How well a URL of the configuration agrees with this one.
   *
   * @param configured the subsection
   * @return empty if it does not
   */
  Optional<Match> agreesWith(ConfigUrl configured) {
    boolean same =
        scheme.equals(configured.scheme)
            && port == configured.port
            && hostAgrees(configured.host)
            && (configured.path.isEmpty()
                || path.equals(configured.path)
                || path.startsWith(configured.path + "/"))
            && (configured.user.isEmpty() || configured.user.equals(user));
    return same
        ? Optional.of(
            new Match(
                configured.host.length(), configured.path.length(), configured.user.isPresent()))
        : Optional.empty();
  }

  private boolean hostAgrees(String configured) {
    String[] own = host.split("\\.", -1);
    String[] theirs = configured.split("\\.", -1);
    if (own.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      if (!theirs[i].equals("*") && !theirs[i].equals(own[i])) {
        return false;
      }
    }
    return true;
  }
}
