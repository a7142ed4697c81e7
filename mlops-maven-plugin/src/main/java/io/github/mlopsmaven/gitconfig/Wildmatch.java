package io.github.mlopsmaven.gitconfig;

import java.util.Locale;

/** Git's own pattern language for paths, as conditional includes have it. */
final class Wildmatch {

  private final String pattern;
  private final String text;

  private Wildmatch(String pattern, String text) {
    this.pattern = pattern;
    this.text = text;
  }

  /**
   * Whether a text has the form of a pattern: a star stays within a folder, two stars between
   * slashes do not.
   *
   * @param ignoreCase whether case does not matter
   */
  static boolean matches(String pattern, String text, boolean ignoreCase) {
    return ignoreCase
        ? new Wildmatch(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT)).from(0, 0)
        : new Wildmatch(pattern, text).from(0, 0);
  }

  private boolean from(int patternStart, int textStart) {
    int p = patternStart;
    int t = textStart;
    while (p < pattern.length()) {
      char c = pattern.charAt(p);
      if (c == '*') {
        return star(p, t);
      }
      if (t >= text.length()) {
        return false;
      }
      char actual = text.charAt(t);
      if (c == '[') {
        int end = endOfSet(p);
        if (end < 0 || actual == '/' || !inSet(p + 1, end, actual)) {
          return false;
        }
        p = end + 1;
      } else if (c == '?') {
        if (actual == '/') {
          return false;
        }
        p++;
      } else {
        if (c == '\\' && p + 1 < pattern.length()) {
          c = pattern.charAt(++p);
        }
        if (c != actual) {
          return false;
        }
        p++;
      }
      t++;
    }
    return t == text.length();
  }

  private boolean star(int p, int t) {
    int after = p;
    while (after < pattern.length() && pattern.charAt(after) == '*') {
      after++;
    }
    boolean begins = p == 0 || pattern.charAt(p - 1) == '/';
    boolean ends = after == pattern.length() || pattern.charAt(after) == '/';
    boolean folders = after - p >= 2 && begins && ends;
    if (folders && after < pattern.length() && from(after + 1, t)) {
      // Two stars with a slash stand for no folder, too.
      return true;
    }
    for (int end = t; end <= text.length(); end++) {
      if (from(after, end)) {
        return true;
      }
      if (end < text.length() && text.charAt(end) == '/' && !folders) {
        return false;
      }
    }
    return false;
  }

  private int endOfSet(int open) {
    int at = open + 1;
    if (at < pattern.length() && (pattern.charAt(at) == '!' || pattern.charAt(at) == '^')) {
      at++;
    }
    if (at < pattern.length() && pattern.charAt(at) == ']') {
      at++;
    }
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      at += pattern.charAt(at) == '\\' ? 2 : 1;
    }
    return at < pattern.length() ? at : -1;
  }

  private boolean inSet(int start, int end, char actual) {
    boolean negated = pattern.charAt(start) == '!' || pattern.charAt(start) == '^';
    boolean found = false;
    int at = negated ? start + 1 : start;
    while (at < end) {
      char low = pattern.charAt(at);
      if (low == '\\' && at + 1 < end) {
        low = pattern.charAt(++at);
      }
      char high = low;
      if (at + 2 < end && pattern.charAt(at + 1) == '-') {
        high = pattern.charAt(at + 2);
        at += 2;
      }
      found |= actual >= low && actual <= high;
      at++;
    }
    return found != negated;
  }
}
