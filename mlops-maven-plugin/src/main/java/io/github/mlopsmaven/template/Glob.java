package io.github.mlopsmaven.template;

import java.util.List;

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
  private final List<String> segments;

  private Glob(String text, List<String> segments) {
    this.text = text;
    this.segments = segments;
  }

  /**
   * Reads a pattern.
   *
   * @param text the pattern
   * @throws IllegalArgumentException if it has a segment without text, as in {@code data/}: it
   *     would match nothing
   */
  public static Glob of(String text) {
    String full =
        text.indexOf('/') < 0 ? "**/" + text : text.startsWith("/") ? text.substring(1) : text;
    List<String> segments = List.of(full.split("/", -1));
    if (text.isEmpty() || segments.contains("")) {
      throw new IllegalArgumentException("the pattern '" + text + "' has an empty segment");
    }
    return new Glob(text, segments);
  }

  /**
   * Patterns with the names of a project filled in, so that they match paths that have them.
   *
   * @param globs patterns for paths in the project
   * @param texts the texts of one project
   */
  public static List<Glob> filled(List<Glob> globs, Placeholders texts) {
    return globs.stream()
        .map(glob -> glob.text.indexOf('{') < 0 ? glob : glob.filled(texts.fill(glob.text)))
        .toList();
  }

  /** A name that is empty leaves a segment empty, which no path has. */
  private Glob filled(String text) {
    return text.isEmpty() || text.contains("//") || text.endsWith("/") ? this : of(text);
  }

  /**
   * Whether a path fits. It takes time in proportion to the lengths of both, whatever they are.
   *
   * @param path from the root, separated by {@code /}
   */
  public boolean matches(String path) {
    String[] names = path.split("/", -1);
    // fits[i]: the segments so far fit the first i names.
    boolean[] fits = new boolean[names.length + 1];
    fits[0] = true;
    for (int s = 0; s < segments.size(); s++) {
      String segment = segments.get(s);
      boolean[] next = new boolean[names.length + 1];
      if (segment.equals("**")) {
        boolean isLast = s == segments.size() - 1;
        boolean reached = false;
        for (int i = 0; i <= names.length; i++) {
          next[i] = isLast ? reached : reached || fits[i];
          reached |= fits[i];
        }
      } else {
        for (int i = 0; i < names.length; i++) {
          next[i + 1] = fits[i] && fits(segment, names[i]);
        }
      }
      fits = next;
    }
    return fits[names.length];
  }

  /** Whether a name fits a segment: what the last {@code *} took is given back, and no more. */
  private static boolean fits(String segment, String name) {
    int s = 0;
    int n = 0;
    int star = -1;
    int taken = 0;
    while (n < name.length()) {
      int point = name.codePointAt(n);
      int wanted = s < segment.length() ? segment.codePointAt(s) : -1;
      if (wanted == '*') {
        star = s++;
        taken = n;
      } else if (wanted == '?' || wanted == point) {
        s += Character.charCount(wanted);
        n += Character.charCount(point);
      } else if (star >= 0) {
        s = star + 1;
        taken += Character.charCount(name.codePointAt(taken));
        n = taken;
      } else {
        return false;
      }
    }
    while (s < segment.length() && segment.charAt(s) == '*') {
      s++;
    }
    return s == segment.length();
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
