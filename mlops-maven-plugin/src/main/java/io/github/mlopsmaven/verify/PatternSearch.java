package io.github.mlopsmaven.verify;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what {@link Matcher#find} would find, but tries the pattern only where it can begin. Short
 * runs need that: until the JVM has compiled the matcher, each try at a place where nothing can
 * begin costs as much as a hundred letters that are searched for.
 */
public final class PatternSearch {

  private final Matcher matcher;
  private final String text;
  private final String[] beginnings;
  private final int[] next;
  private int from;

  /**
   * Begins a search.
   *
   * @param pattern what to find
   * @param text where
   * @param beginnings each match begins with one of them
   */
  public PatternSearch(Pattern pattern, String text, String... beginnings) {
    this.text = text;
    this.beginnings = beginnings.clone();
    this.next = new int[beginnings.length];
    Arrays.fill(next, -1);
    this.matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
  }

  /** Whether there is another match, behind those before. */
  public boolean find() {
    for (int at = next(); at < text.length(); at = next()) {
      matcher.region(at, text.length());
      if (matcher.lookingAt()) {
        from = Math.max(matcher.end(), at + 1);
        return true;
      }
      from = at + 1;
    }
    return false;
  }

  /** The nearest place where a match can begin; the length of the text where there is none. */
  private int next() {
    int nearest = text.length();
    for (int i = 0; i < next.length; i++) {
      if (next[i] < from) {
        int found = text.indexOf(beginnings[i], from);
        next[i] = found < 0 ? text.length() : found;
      }
      nearest = Math.min(nearest, next[i]);
    }
    return nearest;
  }

  /** The matcher, at the match that was found. */
  public Matcher match() {
    return matcher;
  }

  /**
   * Whether a pattern is found anywhere.
   *
   * @param pattern what to find
   * @param text where
   * @param beginnings each match begins with one of them
   */
  public static boolean isIn(Pattern pattern, String text, String... beginnings) {
    return new PatternSearch(pattern, text, beginnings).find();
  }
}
