package io.github.mlopsmaven.policy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a template is, in one spelling for all that name the same place: the scheme and the host in
 * lower case, the usual port, no login, no {@code .git} and no slash at the end. The path keeps its
 * case, since another case is another repository on many servers, and its {@code ..} segments, so
 * that it equals no path without them. {@code https}, {@code http} and {@code ssh} are three
 * places: who may read on the way differs.
 *
 * @param place everything but the directory
 * @param directory the directory of one template among several; empty for the whole
 */
public record TemplateAddress(String place, String directory) {

  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:[^/]*@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[^:/@\\[\\]]*)(?::(?<port>\\d{1,5}))?(?<path>/.*)");

  private static final Pattern SCP =
      Pattern.compile(
          "(?:[^@/:\\s]+@)?(?<host>\\[[0-9A-Fa-f:.]+]|[^:/@\\\\\\s]{2,}):(?<path>[^:\\s].*)");

  /** What follows {@code //} in a path. */
  private static final Pattern BELOW = Pattern.compile("(?<whole>.*?[^/])//(?<below>[^/].*)");

  private static final Map<String, Integer> PORTS =
      Map.of("https", 443, "http", 80, "ssh", 22, "git", 9418);

  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

  /**
   * Reads a git URL.
   *
   * @param text as people type it and as locks have it: a URL, or {@code user@host:path}, with
   *     {@code //DIRECTORY} behind it for one template among several
   * @return empty if it is neither
   */
  public static Optional<TemplateAddress> of(String text) {
    Matcher url = URL.matcher(text.strip());
    if (url.matches()) {
      String scheme = url.group("scheme").toLowerCase(Locale.ROOT);
      scheme = scheme.equals("git+ssh") || scheme.equals("ssh+git") ? "ssh" : scheme;
      String port =
          url.group("port") == null
              ? String.valueOf(PORTS.getOrDefault(scheme, 0))
              : String.valueOf(Integer.parseInt(url.group("port")));
      return Optional.of(of(scheme, url.group("host"), port, url.group("path")));
    }
    Matcher scp = SCP.matcher(text.strip());
    if (!text.contains("://") && scp.matches()) {
      return Optional.of(
          of("ssh", scp.group("host"), "22", "/" + scp.group("path").replaceFirst("^/+", "")));
    }
    return Optional.empty();
  }

  private static TemplateAddress of(String scheme, String host, String port, String path) {
    Matcher below = BELOW.matcher(path);
    String whole = below.matches() ? below.group("whole") : path;
    String repository = plain(whole).replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    return new TemplateAddress(
        scheme + "://" + host.toLowerCase(Locale.ROOT) + ":" + port + repository,
        below.matches() ? below.group("below").replaceFirst("/+$", "") : "");
  }

  /** A letter that is written with its number is the same letter. */
  private static String plain(String path) {
    return ENCODED
        .matcher(path)
        .replaceAll(
            found -> {
              String one =
                  new String(
                      new byte[] {(byte) Integer.parseInt(found.group(1), 16)},
                      StandardCharsets.ISO_8859_1);
              return Matcher.quoteReplacement(
                  one.matches("[A-Za-z0-9._~-]") ? one : found.group().toUpperCase(Locale.ROOT));
            });
  }

  /**
   * Whether a template is at this place: the same one, or one of several there where this names
   * them all.
   *
   * @param other where a template is
   */
  boolean covers(TemplateAddress other) {
    return place.equals(other.place) && (directory.isEmpty() || directory.equals(other.directory));
  }
}
