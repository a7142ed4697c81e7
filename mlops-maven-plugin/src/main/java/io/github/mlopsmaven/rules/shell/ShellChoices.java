package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.PatternSearch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that a script takes as its arguments, where it refuses all others: by a {@code case},
 * by a comparison, or because another script that it hands an argument on to does.
 *
 * @param words place of an argument to the words
 * @param handed the scripts that get arguments of this one
 */
public record ShellChoices(Map<Integer, Set<String>> words, List<Handed> handed) {

  /** {@code name="$1"} at the beginning of a line, or behind such. */
  private static final Pattern ALIAS =
      Pattern.compile(
          "(?m)(?<=^|^[A-Za-z_]\\w{0,40}=\"\\$\\{[1-9][^}\\n]{0,80}}\" )(?:readonly |export |declare )?([A-Za-z_]\\w*)=\"?\\$(?:([1-9])|\\{([1-9])(?::?[-?=][^}\\n]*)?})\"?(?=[\\s;]|$)");

  private static final Pattern CASE =
      Pattern.compile(
          "(?m)^case \"?\\$(?:([A-Za-z1-9]\\w*)|\\{([A-Za-z1-9]\\w*)(?::?[-?][^}\\n]*)?})\"? in\\b");

  private static final Pattern HEAD = Pattern.compile("\\s*\\(?([^()\\n]*)\\)");

  private static final Pattern REFUSES =
      Pattern.compile(
          "\\b(?:exit[ \\t]+(?:[1-9]|\"?\\$)|usage\\b|die\\b|fail\\b|fatal\\b|abort\\b|return[ \\t]+[1-9])");

  /** {@code if [[ "$name" != a && "$name" != b ]]; then}. */
  private static final Pattern UNEQUAL =
      Pattern.compile(
          "(?m)^(?:if )?\\[\\[? \"?\\$\\{?([A-Za-z1-9]\\w*)}?\"? != \"?[\\w.-]+\"?(?:(?: && | -a | \\]\\]? && \\[\\[? )\"?\\$\\{?\\1}?\"? != \"?[\\w.-]+\"?)* \\]\\]?(?:; then|;?\\n *then| &&)([^\\n]*\\n?[^\\n]*\\n?[^\\n]*)");

  private static final Pattern VALUE = Pattern.compile("!= \"?([\\w.-]+)\"?");

  /** {@code [[ "$name" =~ ^(a|b)$ ]] || …}. */
  private static final Pattern MATCHED =
      Pattern.compile(
          "(?m)^(?:\\[\\[ \"?\\$\\{?([A-Za-z1-9]\\w*)}?\"? =~ \\^\\(([\\w.|-]+)\\)\\$ \\]\\] \\|\\||if \\[\\[ ! \"?\\$\\{?([A-Za-z1-9]\\w*)}?\"? =~ \\^\\(([\\w.|-]+)\\)\\$ \\]\\])");

  private static final Pattern HANDED =
      Pattern.compile(
          "(?m)^(?:bash|sh|source|\\.) [^\\n]{0,200}?([\\w-]+\\.sh)\"?((?: \"?\\$\\{?\\w+}?\"?| \"\\$\\{\\w+:?[?-][^}\"\\n]*}\"| [\\w.-]+)+)[ \\t]*$");

  private static final Pattern ARGUMENT =
      Pattern.compile(" (?:\"?\\$\\{?(\\w+)(?::?[?-][^}\"\\n]*)?}?\"?|[\\w.-]+)");

  /** After these, the arguments are others. */
  private static final Pattern MOVED =
      Pattern.compile("\\bshift\\b|\\bset --|\\bgetopts\\b|\\bfor \\w+ in \"\\$@\"");

  private static final int LONGEST = 200_000;

  /** Copies the collections. */
  public ShellChoices {
    words = Map.copyOf(words);
    handed = List.copyOf(handed);
  }

  /**
   * A script that gets an argument of this one.
   *
   * @param script its file name
   * @param at the place of the argument there
   * @param from the place of the argument here
   */
  public record Handed(String script, int at, int from) {}

  /**
   * Reads a script, once.
   *
   * @param content the script
   */
  public static ShellChoices of(Content content) {
    return content.learn(ShellChoices.class, ShellChoices::read);
  }

  /** The arguments by their numbers, and the variables that are set once, to one of them. */
  static Map<String, Integer> places(Content content) {
    String text = content.text();
    boolean isMoved =
        text.indexOf('$') < 0
            || text.length() > LONGEST
            || PatternSearch.isIn(
                MOVED,
                ShellProgram.withoutFunctions(content),
                "shift",
                "set --",
                "getopts",
                "for ");
    return isMoved ? Map.of() : places(text);
  }

  private static ShellChoices read(Content content) {
    String text = content.text();
    Map<Integer, Set<String>> words = new TreeMap<>();
    List<Handed> handed = new ArrayList<>();
    if (text.indexOf('$') < 0
        || text.length() > LONGEST
        || PatternSearch.isIn(
            MOVED, ShellProgram.withoutFunctions(content), "shift", "set --", "getopts", "for ")) {
      return new ShellChoices(words, handed);
    }
    Map<String, Integer> places = places(text);
    PatternSearch choices = new PatternSearch(CASE, text, "case ");
    while (choices.find()) {
      Matcher choice = choices.match();
      String name = choice.group(1) == null ? choice.group(2) : choice.group(1);
      int end = text.indexOf("\nesac", choice.end());
      Integer place = places.get(name);
      if (place != null && end > 0) {
        closed(text.substring(choice.end(), end))
            .ifPresent(found -> put(words, place, found, compared(text, name)));
      }
    }
    PatternSearch comparisons = new PatternSearch(UNEQUAL, text, "if [", "[");
    while (comparisons.find()) {
      Matcher unequal = comparisons.match();
      Integer place = places.get(unequal.group(1));
      if (place != null && REFUSES.matcher(unequal.group(2)).find()) {
        Set<String> found = new LinkedHashSet<>();
        Matcher value = VALUE.matcher(unequal.group());
        while (value.find()) {
          found.add(value.group(1));
        }
        put(words, place, found, Set.of());
      }
    }
    PatternSearch matches = new PatternSearch(MATCHED, text, "if [[", "[[");
    while (matches.find()) {
      Matcher matched = matches.match();
      boolean isFirst = matched.group(1) != null;
      Integer place = places.get(isFirst ? matched.group(1) : matched.group(3));
      if (place != null) {
        put(
            words,
            place,
            new LinkedHashSet<>(List.of(matched.group(isFirst ? 2 : 4).split("\\|", -1))),
            Set.of());
      }
    }
    PatternSearch calls = new PatternSearch(HANDED, text, "bash ", "sh ", "source ", ". ");
    while (calls.find()) {
      Matcher given = calls.match();
      Matcher argument = ARGUMENT.matcher(given.group(2));
      for (int at = 1; argument.find(); at++) {
        Integer from = argument.group(1) == null ? null : places.get(argument.group(1));
        if (from != null) {
          handed.add(new Handed(given.group(1), at, from));
        }
      }
    }
    return new ShellChoices(words, handed);
  }

  /** The arguments by their own numbers, and the variables that are set once, to one of them. */
  private static Map<String, Integer> places(String text) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 1; i < 10; i++) {
      places.put(String.valueOf(i), i);
    }
    Matcher alias = ALIAS.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    // Lines that set a variable to an argument are few, and all that is looked at.
    int end = 0;
    for (int set = text.indexOf('='); set >= 0; set = text.indexOf('=', Math.max(end, set + 1))) {
      if (isArgument(text, set + 1)) {
        int next = text.indexOf('\n', set);
        end = next < 0 ? text.length() : next;
        alias.region(text.lastIndexOf('\n', set) + 1, end);
        while (alias.find()) {
          String name = alias.group(1);
          String place = alias.group(2) == null ? alias.group(3) : alias.group(2);
          boolean isOnce =
              text.indexOf(name + "=") == text.lastIndexOf(name + "=") && !places.containsKey(name);
          if (isOnce) {
            places.put(name, Integer.parseInt(place));
          }
        }
      }
    }
    return places;
  }

  /** Place of an argument to the variable that is first set to it. */
  static Map<Integer, String> first(String text) {
    Map<Integer, String> names = new HashMap<>();
    Matcher alias = ALIAS.matcher(text);
    while (alias.find()) {
      String place = alias.group(2) == null ? alias.group(3) : alias.group(2);
      boolean isFirst = text.indexOf(alias.group(1) + "=") == alias.start(1);
      if (isFirst) {
        names.putIfAbsent(Integer.valueOf(place), alias.group(1));
      }
    }
    return names;
  }

  private static boolean isArgument(String text, int at) {
    int sign = at < text.length() && text.charAt(at) == '"' ? at + 1 : at;
    return text.startsWith("$", sign);
  }

  private static void put(
      Map<Integer, Set<String>> words, int place, Set<String> found, Set<String> more) {
    Set<String> all = new LinkedHashSet<>(found);
    all.addAll(more);
    Set<String> before = words.get(place);
    if (before != null) {
      // Two that ask, one after the other: only what both take gets through.
      all.retainAll(before);
    }
    words.put(place, all);
  }

  /** The words of a {@code case} whose last branch refuses all others. */
  private static Optional<Set<String>> closed(String body) {
    Set<String> words = new LinkedHashSet<>();
    boolean isClosed = false;
    for (String branch : body.split(";;", -1)) {
      Matcher head = HEAD.matcher(branch);
      if (!head.lookingAt()) {
        continue;
      }
      String does = branch.substring(head.end());
      for (String written : head.group(1).split("\\|", -1)) {
        String word = written.strip().replaceAll("[\"']", "");
        boolean isAny = word.equals("*");
        if (!isAny && word.chars().anyMatch(c -> "*?[$".indexOf(c) >= 0)) {
          return Optional.empty();
        }
        if (isAny) {
          isClosed = REFUSES.matcher(does).find();
        } else {
          words.add(word);
        }
      }
    }
    return isClosed && !words.isEmpty() ? Optional.of(words) : Optional.empty();
  }

  /** What a script compares a variable with elsewhere: it may end well before the {@code case}. */
  private static Set<String> compared(String text, String name) {
    Set<String> words = new LinkedHashSet<>();
    Matcher word =
        Pattern.compile("\\$\\{?" + name + "(?::?-)?}?\"? ==? \"?([\\w.-]+)").matcher(text);
    while (word.find()) {
      words.add(word.group(1));
    }
    return words;
  }
}
