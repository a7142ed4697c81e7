package io.github.mlopsmaven.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what a person meant by a word that is not offered. */
public final class Suggestion {

  /** Nobody types a longer word; a file can be built to have one of megabytes. */
  private static final int LONGEST = 1000;

  /** Among more words nobody looks for the nearest: a file can be built to have thousands. */
  private static final int MOST = 5000;

  /** How many words are listed. */
  private static final int SHOWN = 100;

  private Suggestion() {}

  /**
   * The offered word nearest to the one that was typed.
   *
   * @param typed what was typed
   * @param offered the words that would have been accepted
   * @return the nearest by edit distance, ignoring case, if it is near enough to be meant: at most
   *     a third of its length away
   */
  public static Optional<String> nearest(String typed, Collection<String> offered) {
    if (typed.length() > LONGEST || offered.size() > MOST) {
      return Optional.empty();
    }
    String lower = typed.toLowerCase(Locale.ROOT);
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String word : offered) {
      // Words differ by as many letters as their lengths do, at least.
      if (Math.abs(word.length() - lower.length()) > least) {
        continue;
      }
      int distance = distance(lower, word.toLowerCase(Locale.ROOT));
      if (distance < least || (distance == least && best != null && word.compareTo(best) < 0)) {
        best = word;
        least = distance;
      }
    }
    return best == null || least > Math.max(1, best.length() / 3)
        ? Optional.empty()
        : Optional.of(best);
  }

  /**
   * The offered word that was probably meant, for messages about a word that is wrong in any case.
   *
   * @param typed what was typed
   * @param offered the words that would have been accepted
   * @return the {@link #nearest}; otherwise the one of which it is the beginning or the end, as
   *     {@code ref} is of {@code templateRef}
   */
  public static Optional<String> meant(String typed, Collection<String> offered) {
    return nearest(typed, offered).or(() -> onlyPartOf(typed.toLowerCase(Locale.ROOT), offered));
  }

  /** The one offered word that begins or ends with a typed one. */
  private static Optional<String> onlyPartOf(String typed, Collection<String> offered) {
    if (typed.length() < 3 || typed.length() > LONGEST || offered.size() > MOST) {
      return Optional.empty();
    }
    List<String> wholes = new ArrayList<>();
    for (String word : offered) {
      if (isPart(typed, word)) {
        wholes.add(word);
      }
    }
    return wholes.size() == 1 ? Optional.of(wholes.get(0)) : Optional.empty();
  }

  private static boolean isPart(String typed, String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    int start = word.length() - typed.length();
    return start > 0
        && ((lower.startsWith(typed) && beginsPart(word, typed.length()))
            || (lower.endsWith(typed) && beginsPart(word, start)));
  }

  /** Whether a part of a name, in camel case or with separators, begins here. */
  private static boolean beginsPart(String word, int at) {
    return Character.isUpperCase(word.charAt(at))
        || !Character.isLetterOrDigit(word.charAt(at))
        || !Character.isLetterOrDigit(word.charAt(at - 1));
  }

  /**
   * The remedy for a word that is not offered.
   *
   * @param typed what was typed
   * @param offered the words that would have been accepted, in the order to show them
   * @return {@code use one of a, b, c (did you mean b?)}
   */
  public static String useOneOf(String typed, Collection<String> offered) {
    String list =
        offered.size() == 1
            ? "use " + offered.iterator().next()
            : "use one of "
                + offered.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (offered.size() > SHOWN ? " and " + (offered.size() - SHOWN) + " others" : "");
    return list + meant(typed, offered).map(word -> " (did you mean " + word + "?)").orElse("");
  }

  /**
   * Whether two names differ by one slip of the keyboard: a letter too many, too few or another, or
   * two that are swapped. Names that differ in a number are two names.
   *
   * @param a a name
   * @param b another
   */
  public static boolean isSlip(String a, String b) {
    return Math.abs(a.length() - b.length()) < 2
        && a.length() <= LONGEST
        && digits(a).equals(digits(b))
        && distance(a, b) == 1;
  }

  /**
   * Whether two names differ by a few letters at most, ignoring case.
   *
   * @param a a name
   * @param b another
   * @param most how many letters may be added, left out, replaced or swapped
   */
  public static boolean isWithin(String a, String b, int most) {
    return Math.abs(a.length() - b.length()) <= most
        && a.length() <= LONGEST
        && distance(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT)) <= most;
  }

  private static String digits(String name) {
    StringBuilder digits = new StringBuilder();
    name.chars().filter(Character::isDigit).forEach(c -> digits.append((char) c));
    return digits.toString();
  }

  /** Edit distance with neighbours swapped as one edit (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
