package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a parameter of Bicep takes, as far as its declaration says it plainly.
 *
 * @param type {@code string}, {@code int}, {@code bool}, {@code array} or {@code object}; the empty
 *     string for any other
 * @param allowed the values that {@code @allowed} or a union of texts lists; none for any
 * @param ends the numbers of {@code minLength}, {@code maxLength}, {@code minValue} and {@code
 *     maxValue}
 */
record BicepLimits(String type, List<String> allowed, Map<String, Long> ends) {

  static final Set<String> TYPES = Set.of("string", "int", "bool", "array", "object");

  private static final Set<String> ENDS = Set.of("minLength", "maxLength", "minValue", "maxValue");

  BicepLimits {
    allowed = List.copyOf(allowed);
    ends = Map.copyOf(ends);
  }

  /**
   * Reads a declaration.
   *
   * @param decorators the decorators before it, one after the other
   * @param statement {@code param NAME TYPE}, with a default or without one
   */
  static BicepLimits of(List<Token> decorators, List<Token> statement) {
    Map<String, Long> ends = new LinkedHashMap<>();
    List<String> allowed = new ArrayList<>();
    for (int i = 0; i + 3 < decorators.size(); i++) {
      Token name = decorators.get(i);
      if (!name.is(Kind.NAME) || !decorators.get(i + 1).is("(")) {
        continue;
      }
      if (ENDS.contains(name.text()) && decorators.get(i + 2).is(Kind.NUMBER)) {
        ends.put(name.text(), Long.parseLong(decorators.get(i + 2).text()));
      } else if (name.text().equals("allowed") && decorators.get(i + 2).is("[")) {
        for (int j = i + 3; j < decorators.size() && !decorators.get(j).is("]"); j++) {
          if (decorators.get(j).is(Kind.TEXT) || decorators.get(j).is(Kind.NUMBER)) {
            allowed.add(decorators.get(j).text());
          }
        }
      }
    }
    List<Token> type = typeOf(statement);
    boolean isUnion =
        type.stream()
            .allMatch(
                token ->
                    token.is("|")
                        || token.is(Kind.OPEN_TEXT)
                        || token.is(Kind.TEXT)
                        || token.is(Kind.CLOSE_TEXT));
    if (isUnion) {
      type.stream().filter(token -> token.is(Kind.TEXT)).forEach(t -> allowed.add(t.text()));
    }
    boolean isPlain = type.size() == 1 && TYPES.contains(type.get(0).text());
    boolean isArray = type.size() == 3 && type.get(1).is("[") && type.get(2).is("]");
    String name = isPlain ? type.get(0).text() : isArray ? "array" : "";
    return new BicepLimits(isUnion && !type.isEmpty() ? "string" : name, allowed, ends);
  }

  private static List<Token> typeOf(List<Token> statement) {
    int end = 2;
    while (end < statement.size() && !statement.get(end).is("=")) {
      end++;
    }
    return statement.subList(Math.min(2, end), end);
  }

  /**
   * Why a text is not taken.
   *
   * @param text a value of the type string
   */
  Optional<String> refuses(String text) {
    if (!allowed.isEmpty() && !allowed.contains(text)) {
      return Optional.of("'" + text + "' is not one of " + String.join(", ", allowed));
    }
    long length = text.codePointCount(0, text.length());
    if (length < ends.getOrDefault("minLength", 0L)) {
      return Optional.of("'" + text + "' is shorter than " + ends.get("minLength"));
    }
    return length > ends.getOrDefault("maxLength", Long.MAX_VALUE)
        ? Optional.of("'" + text + "' is longer than " + ends.get("maxLength"))
        : Optional.empty();
  }

  /**
   * Why a text in a parameter file is not taken. Azure Resource Manager compares it with what is
   * allowed without a look at case, Bicep does not.
   *
   * @param text a value of the type string
   */
  Optional<String> refusesGiven(String text) {
    return refuses(
        allowed.stream().filter(one -> one.equalsIgnoreCase(text)).findFirst().orElse(text));
  }

  /**
   * Why a number is not taken.
   *
   * @param number a value of the type int
   */
  Optional<String> refuses(long number) {
    return number < ends.getOrDefault("minValue", Long.MIN_VALUE)
        ? Optional.of(number + " is less than " + ends.get("minValue"))
        : number > ends.getOrDefault("maxValue", Long.MAX_VALUE)
            ? Optional.of(number + " is more than " + ends.get("maxValue"))
            : Optional.empty();
  }
}
