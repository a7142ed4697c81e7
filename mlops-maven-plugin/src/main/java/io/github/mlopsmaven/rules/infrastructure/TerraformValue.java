package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A value in HCL that is written out, as far as its kind can be seen without computing anything.
 *
 * @param tokens the tokens, without ends of lines
 */
record TerraformValue(List<Token> tokens) {

  TerraformValue {
    tokens = tokens.stream().filter(token -> !token.is(Kind.LINE)).toList();
  }

  /**
   * What does not fit.
   *
   * @param index where
   * @param problem what is wrong, without a full stop
   */
  record Misfit(int index, String problem) {}

  /** The text, where it is one without a computed part. */
  Optional<String> text() {
    return new HclAttribute("", 0, tokens).text();
  }

  /**
   * Where a value does not fit a type, as Terraform converts values.
   *
   * @param shape the type
   * @return empty where it fits, or where that is not certain
   */
  Optional<Misfit> misfit(TerraformShape shape) {
    return misfit(shape, 0);
  }

  private Optional<Misfit> misfit(TerraformShape shape, int depth) {
    Optional<String> kind = kind();
    if (kind.isEmpty() || depth > Bounds.DEPTH) {
      return Optional.empty();
    }
    boolean fits =
        switch (shape.name()) {
          case "string" -> !Set.of("list", "object").contains(kind.get());
          case "number" -> kind.get().equals("number") || isText("-?[0-9.]+(e[+-]?[0-9]+)?");
          case "bool" -> kind.get().equals("bool") || isText("true|false");
          case "list", "set", "tuple" -> kind.get().equals("list");
          case "map", "object" -> kind.get().equals("object");
          default -> true;
        };
    if (!fits) {
      return Optional.of(
          new Misfit(
              tokens.get(0).index(),
              "a value of type " + shape.name() + " is needed, and this is " + named(kind.get())));
    }
    if (kind.get().equals("list") && shape.element().isPresent()) {
      return parts().stream()
          .flatMap(part -> part.misfit(shape.element().get(), depth + 1).stream())
          .findFirst();
    }
    return kind.get().equals("object") ? ofEntries(shape, depth) : Optional.empty();
  }

  private Optional<Misfit> ofEntries(TerraformShape shape, int depth) {
    Set<String> given = new HashSet<>();
    for (TerraformValue part : parts()) {
      Optional<Entry> entry = part.entry();
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      given.add(entry.get().key());
      Optional<TerraformShape> inner =
          shape
              .element()
              .or(
                  () ->
                      Optional.ofNullable(shape.fields().get(entry.get().key()))
                          .map(TerraformShape.Field::shape));
      Optional<Misfit> misfit =
          inner.flatMap(wanted -> entry.get().value().misfit(wanted, depth + 1));
      if (misfit.isPresent()) {
        return misfit;
      }
    }
    return shape.fields().entrySet().stream()
        .filter(field -> !field.getValue().isOptional() && !given.contains(field.getKey()))
        .map(field -> field.getKey())
        .sorted()
        .findFirst()
        .map(
            field ->
                new Misfit(
                    tokens.get(0).index(), "the field '" + field + "' of the object is missing"));
  }

  private boolean isText(String pattern) {
    return tokens.get(0).is(Kind.OPEN_TEXT) && text().map(t -> t.matches(pattern)).orElse(true);
  }

  private static String named(String kind) {
    return switch (kind) {
      case "text" -> "a text";
      case "object" -> "an object";
      default -> "a " + kind;
    };
  }

  /**
   * The value of a key of an object that is written out.
   *
   * @param key the key
   */
  Optional<HclAttribute> entry(String key) {
    return kind().filter("object"::equals).stream()
        .flatMap(any -> parts().stream())
        .flatMap(part -> part.entry().stream())
        .filter(entry -> entry.key().equals(key))
        .map(
            entry ->
                new HclAttribute(
                    key, entry.value().tokens().get(0).index(), entry.value().tokens()))
        .findFirst();
  }

  /**
   * How many arguments stand in the bracket that this begins with; empty where a list is spread
   * over them.
   */
  Optional<Integer> arguments() {
    int close = end(0);
    if (close >= tokens.size() || tokens.get(close - 1).is("...")) {
      return Optional.empty();
    }
    return Optional.of(new TerraformValue(tokens.subList(0, close + 1)).parts().size());
  }

  /** Whether it is written out, so that its kind can be seen. */
  boolean isWritten() {
    return kind().isPresent();
  }

  /** {@code text}, {@code number}, {@code bool}, {@code list} or {@code object}. */
  private Optional<String> kind() {
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    Token first = tokens.get(0);
    int last = tokens.size() - 1;
    if (first.is(Kind.OPEN_TEXT)) {
      // A quoted text that is one part, as in "${var.list}", has the type of that part.
      boolean isOnePart = last > 1 && tokens.get(1).is(Kind.OPEN_PART);
      return end(0) == last && !isOnePart ? Optional.of("text") : Optional.empty();
    }
    if (first.is(Kind.NUMBER) && last == 0) {
      return Optional.of("number");
    }
    if (last == 0 && (first.isName("true") || first.isName("false"))) {
      return Optional.of("bool");
    }
    boolean isBracket = first.is("[") || first.is("{");
    boolean isLoop = last > 0 && tokens.get(1).isName("for");
    if (isBracket && !isLoop && end(0) == last) {
      return Optional.of(first.is("[") ? "list" : "object");
    }
    return Optional.empty();
  }

  /** Where what opens at a token is closed. */
  private int end(int from) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean opens =
          token.is(Kind.OPEN_TEXT)
              || token.is(Kind.OPEN_PART)
              || (token.is(Kind.SIGN) && "([{".contains(token.text()));
      boolean closes =
          token.is(Kind.CLOSE_TEXT)
              || token.is(Kind.CLOSE_PART)
              || (token.is(Kind.SIGN) && ")]}".contains(token.text()));
      depth += opens ? 1 : closes ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return tokens.size();
  }

  /** Where the sign between a key and its value stands. */
  private int sign() {
    int sign = 0;
    while (sign < tokens.size() && !tokens.get(sign).is("=") && !tokens.get(sign).is(":")) {
      sign = end(sign) + 1;
    }
    return sign;
  }

  private record Entry(String key, TerraformValue value) {}

  private Optional<Entry> entry() {
    int sign = sign();
    if (sign == 0 || sign + 1 >= tokens.size()) {
      return Optional.empty();
    }
    List<Token> key = tokens.subList(0, sign);
    Optional<String> name =
        sign == 1 && key.get(0).is(Kind.NAME)
            ? Optional.of(key.get(0).text())
            : new TerraformValue(key).text();
    return name.map(
        text -> new Entry(text, new TerraformValue(tokens.subList(sign + 1, tokens.size()))));
  }

  /** The elements of a list or the entries of an object, which need no commas between lines. */
  private List<TerraformValue> parts() {
    List<TerraformValue> parts = new ArrayList<>();
    int from = 1;
    int at = 1;
    int last = tokens.size() - 1;
    while (at < last) {
      if (tokens.get(at).is(",")) {
        add(parts, from, at);
        from = at + 1;
        at++;
      } else {
        int next = end(at) + 1;
        boolean beginsEntry =
            at > from + 2
                && next < last
                && (tokens.get(next).is("=") || tokens.get(next).is(":"))
                && tokens.get(0).is("{")
                && isBehindValue(at);
        if (beginsEntry) {
          add(parts, from, at);
          from = at;
        }
        at = next;
      }
    }
    add(parts, from, last);
    return parts;
  }

  /** Whether what comes before ends a value, so that a key may follow on the next line. */
  private boolean isBehindValue(int at) {
    Token before = tokens.get(at - 1);
    return !before.is(Kind.SIGN) || ")]}".contains(before.text());
  }

  private void add(List<TerraformValue> parts, int from, int to) {
    if (to > from) {
      parts.add(new TerraformValue(tokens.subList(from, to)));
    }
  }
}
