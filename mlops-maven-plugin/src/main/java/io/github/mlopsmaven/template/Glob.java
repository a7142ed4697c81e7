package io.github.mlopsmaven.template;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern for paths of a template, the same on every operating system: {@code *} and {@code ?}
 * match within a segment, {@code **} as a whole segment matches any number of segments. A pattern
 * without {@code /} matches the last segment of a path at any depth; one that begins with {@code /}
 * starts at the root. Case counts.
 *
 * <p>{@link java.nio.file.PathMatcher} is not used because it ignores case on Windows.
 */
public final class Glob {

  private final String text;
  private final Pattern pattern;

  private Glob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @param text the pattern
   * @throws IllegalArgumentException if it has a segment without text, as in {@code data/}: it
   *     would match nothing
   */
  public static Glob of(String text) {
    String full = text.indexOf('/') < 0 ? "**/" + text : text.replaceFirst("^/", "");
    if (text.isEmpty() || List.of(full.split("/", -1)).contains("")) {
      throw new IllegalArgumentException("the pattern '" + text + "' has an empty segment");
    }
    StringBuilder regex = new StringBuilder();
    String[] segments = full.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      if (segments[i].equals("**")) {
        regex.append(last ? ".+" : "(?:[^/]+/)*");
      } else {
        regex.append(segment(segments[i])).append(last ? "" : "/");
      }
    }
    return new Glob(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  private static String segment(String segment) {
    StringBuilder regex = new StringBuilder();
    segment
        .codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                default -> regex.append(Pattern.quote(Character.toString(point)));
              }
            });
    return regex.toString();
  }

  /**
   * Whether a path fits.
   *
   * @param path from the root, separated by {@code /}
   */
  public boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && glob.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
