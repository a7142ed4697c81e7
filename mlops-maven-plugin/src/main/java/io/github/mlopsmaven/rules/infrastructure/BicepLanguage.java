package io.github.mlopsmaven.rules.infrastructure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the Bicep language has: the data file {@code bicep-language.txt}. */
final class BicepLanguage {

  private static final LanguageData DATA = LanguageData.read("bicep-language.txt");

  /** The decorators. */
  static final Set<String> DECORATORS = DATA.words("decorator");

  /** What {@code targetScope} may be. */
  static final Set<String> SCOPES = DATA.words("scope");

  private static final Set<String> SYS = DATA.words("sys");

  private static final Set<String> AZ = DATA.words("az");

  /** Function to how many arguments it takes, at least and at most. */
  private static final Map<String, int[]> ARITIES = arities();

  /** Function to the type of what it gives. */
  static final Map<String, String> GIVEN = given();

  private BicepLanguage() {}

  private static Map<String, String> given() {
    Map<String, String> given = new HashMap<>();
    for (String name :
        Set.of("utcNow", "guid", "uniqueString", "toLower", "toUpper", "format", "replace")) {
      given.put(name, "string");
    }
    for (String name :
        Set.of("resourceId", "subscriptionResourceId", "newGuid", "trim", "base64")) {
      given.put(name, "string");
    }
    given.put("length", "int");
    given.put("indexOf", "int");
    for (String name : Set.of("contains", "startsWith", "endsWith", "empty")) {
      given.put(name, "bool");
    }
    given.put("split", "array");
    return Map.copyOf(given);
  }

  private static Map<String, int[]> arities() {
    Map<String, int[]> arities = new HashMap<>();
    for (String line : DATA.lines()) {
      if (line.startsWith("arguments ")) {
        String[] words = line.split(" ", -1);
        String[] ends = words[1].split("-", -1);
        int least = Integer.parseInt(ends[0]);
        int most =
            ends.length == 1
                ? least
                : ends[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(ends[1]);
        for (String name : Arrays.asList(words).subList(2, words.length)) {
          arities.put(name, new int[] {least, most});
        }
      }
    }
    return Map.copyOf(arities);
  }

  /**
   * What a function takes, where a call gives another number of arguments.
   *
   * @param function its name
   * @param given how many arguments the call gives
   * @return in words; empty if it fits, or is not known
   */
  static Optional<String> refuses(String function, int given) {
    int[] ends = ARITIES.get(function);
    if (ends == null || (given >= ends[0] && given <= ends[1])) {
      return Optional.empty();
    }
    String number =
        ends[0] == ends[1]
            ? String.valueOf(ends[0])
            : ends[1] == Integer.MAX_VALUE ? "at least " + ends[0] : ends[0] + " to " + ends[1];
    return Optional.of(number + (number.equals("1") ? " argument" : " arguments"));
  }

  /** The functions of both namespaces. */
  static Set<String> functions() {
    Set<String> all = new LinkedHashSet<>(SYS);
    all.addAll(AZ);
    return all;
  }

  /**
   * The functions of a namespace.
   *
   * @param namespace {@code sys} or {@code az}; the empty string is both
   */
  static Set<String> functions(String namespace) {
    return namespace.equals("sys") ? SYS : namespace.equals("az") ? AZ : functions();
  }

  /** Whether a function calls an operation of a resource provider, which may have any name. */
  static boolean isListing(String function) {
    return function.startsWith("list");
  }
}
