package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.List;
import java.util.Optional;

/**
 * {@code name = expression}.
 *
 * @param name the name
 * @param index where the name stands
 * @param expression the tokens behind the sign
 */
record HclAttribute(String name, int index, List<Token> expression) {

  HclAttribute {
    expression = List.copyOf(expression);
  }

  /** The expression's value, where it is a text without a computed part. */
  Optional<String> text() {
    List<Token> tokens = expression.stream().filter(token -> !token.is(Kind.LINE)).toList();
    if (tokens.isEmpty() || !tokens.get(0).is(Kind.OPEN_TEXT)) {
      return Optional.empty();
    }
    if (tokens.size() == 2 && tokens.get(1).is(Kind.CLOSE_TEXT)) {
      return Optional.of("");
    }
    return tokens.size() == 3 && tokens.get(1).is(Kind.TEXT) && tokens.get(2).is(Kind.CLOSE_TEXT)
        ? Optional.of(tokens.get(1).text())
        : Optional.empty();
  }
}
