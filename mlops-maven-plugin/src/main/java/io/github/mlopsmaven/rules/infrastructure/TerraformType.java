package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a type constraint, as in {@code map(object({ name = string, size = optional(number, 1)
 * }))}.
 */
final class TerraformType {

  private final List<Token> tokens;
  private int at;

  private TerraformType(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * What is wrong with a type.
   *
   * @param index where
   * @param problem what is wrong, without a full stop
   * @param remedy what to do, without a full stop
   */
  record Mistake(int index, String problem, String remedy) {}

  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Mistake mistake;

    Wrong(Token token, String problem, String remedy) {
      super(problem, null, false, false);
      this.mistake = new Mistake(token.index(), problem, remedy);
    }
  }

  /**
   * The first mistake in a type.
   *
   * @param expression its tokens
   * @return empty where Terraform reads it
   */
  static Optional<Mistake> mistake(List<Token> expression) {
    List<Token> tokens = expression.stream().filter(token -> !token.is(Kind.LINE)).toList();
    TerraformType reader = new TerraformType(tokens);
    try {
      reader.type(0, false);
      if (reader.at < tokens.size()) {
        Token rest = tokens.get(reader.at);
        throw new Wrong(rest, "the type ends before '" + rest.text() + "'", "remove it");
      }
      return Optional.empty();
    } catch (Wrong e) {
      return Optional.of(e.mistake);
    }
  }

  private Token next(String wanted) {
    if (at >= tokens.size()) {
      throw new Wrong(tokens.get(tokens.size() - 1), "the type is not whole", wanted);
    }
    return tokens.get(at++);
  }

  private boolean takes(String sign) {
    boolean isThere = at < tokens.size() && tokens.get(at).is(sign);
    at += isThere ? 1 : 0;
    return isThere;
  }

  private void expect(String sign, Token owner) {
    if (!takes(sign)) {
      Token found = at < tokens.size() ? tokens.get(at) : owner;
      throw new Wrong(
          found, "'" + sign + "' was expected in '" + owner.text() + "'", "write " + usage(owner));
    }
  }

  private static String usage(Token owner) {
    return switch (owner.text()) {
      case "object" -> "object({ NAME = TYPE, … })";
      case "tuple" -> "tuple([TYPE, …])";
      case "optional" -> "optional(TYPE) or optional(TYPE, DEFAULT)";
      default -> owner.text() + "(TYPE)";
    };
  }

  private void type(int depth, boolean isField) {
    Token token = next("add a type, as in string");
    if (depth > Bounds.DEPTH) {
      throw new Wrong(token, "nested deeper than " + Bounds.DEPTH + " levels", "make it simpler");
    }
    if (token.is(Kind.OPEN_TEXT)) {
      throw new Wrong(token, "a type is in quotes", "write it without them");
    }
    String name = token.is(Kind.NAME) ? token.text() : "";
    boolean isOpen = at < tokens.size() && tokens.get(at).is("(");
    if (name.equals("object") || name.equals("tuple")) {
      expect("(", token);
      fieldsOrTypes(token, depth);
      expect(")", token);
    } else if (TerraformLanguage.OF.contains(name) && isOpen) {
      expect("(", token);
      type(depth + 1, false);
      expect(")", token);
    } else if (name.equals("optional") && isField) {
      expect("(", token);
      type(depth + 1, false);
      if (takes(",")) {
        value();
      }
      expect(")", token);
    } else if (name.equals("optional")) {
      throw new Wrong(
          token, "'optional' is outside of an object", "use it for a field of object({…})");
    } else if (!TerraformLanguage.ALONE.contains(name)) {
      throw new Wrong(
          token,
          TerraformLanguage.OF.contains(name)
              ? "'" + name + "' has no type of its elements"
              : "unknown type '" + token.text() + "'",
          TerraformLanguage.OF.contains(name)
              ? "write " + usage(token)
              : Suggestion.useOneOf(token.text(), all()));
    }
  }

  private static Set<String> all() {
    Set<String> all = new LinkedHashSet<>(TerraformLanguage.ALONE);
    all.addAll(TerraformLanguage.OF);
    all.addAll(List.of("object", "tuple"));
    return all;
  }

  private void fieldsOrTypes(Token owner, int depth) {
    boolean isObject = owner.text().equals("object");
    expect(isObject ? "{" : "[", owner);
    while (!takes(isObject ? "}" : "]")) {
      if (isObject) {
        Token name = next("write " + usage(owner));
        boolean isName = name.is(Kind.NAME);
        if (!isName || !(takes("=") || takes(":"))) {
          throw new Wrong(
              name, "'" + name.text() + "' is not a field of an object", "write " + usage(owner));
        }
      }
      type(depth + 1, isObject);
      takes(",");
    }
  }

  /** Goes over a default: any expression up to the bracket that closes `optional`. */
  private void value() {
    int open = 0;
    while (at < tokens.size()) {
      Token token = tokens.get(at);
      if (token.is(Kind.SIGN) && "([{".contains(token.text())) {
        open++;
      } else if (token.is(Kind.SIGN) && ")]}".contains(token.text())) {
        if (open == 0) {
          return;
        }
        open--;
      } else if (open == 0 && token.is(",")) {
        throw new Wrong(token, "'optional' has more than one default", "keep one of them");
      }
      at++;
    }
  }
}
