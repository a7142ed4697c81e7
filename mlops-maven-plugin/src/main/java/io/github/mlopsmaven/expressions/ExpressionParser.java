package io.github.mlopsmaven.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads expressions: a lexer, and a parser by recursive descent with a bound for its depth. */
public final class ExpressionParser {

  /** Deeper than any expression that people write; GitHub has 50. */
  private static final int DEEPEST = 60;

  private static final List<Set<String>> LEVELS =
      List.of(Set.of("||"), Set.of("&&"), Set.of("==", "!="), Set.of("<", "<=", ">", ">="));

  private final Dialect dialect;
  private final List<Token> tokens;
  private int at;
  private int depth;

  private ExpressionParser(Dialect dialect, List<Token> tokens) {
    this.dialect = dialect;
    this.tokens = tokens;
  }

  /**
   * Reads an expression.
   *
   * @param text what is between the brackets
   * @param dialect the language
   */
  public static Parsed parse(String text, Dialect dialect) {
    try {
      ExpressionParser parser = new ExpressionParser(dialect, Token.in(text, dialect));
      Expression expression = parser.operation(0);
      Token next = parser.peek();
      if (next.kind() != Token.Kind.END) {
        throw parser.unexpected(next);
      }
      return new Parsed(Optional.of(expression), Optional.empty());
    } catch (MistakeException e) {
      return new Parsed(Optional.empty(), Optional.of(e.mistake()));
    }
  }

  /** Ends the reading at the first mistake. */
  static final class MistakeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Parsed.Mistake mistake;

    MistakeException(int index, String problem, String remedy) {
      super(problem, null, false, false);
      this.mistake = new Parsed.Mistake(index, problem, remedy);
    }

    Parsed.Mistake mistake() {
      return mistake;
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    return tokens.get(at++);
  }

  private boolean takes(String text) {
    boolean isIt = peek().kind() == Token.Kind.SIGN && peek().text().equals(text);
    at += isIt ? 1 : 0;
    return isIt;
  }

  private MistakeException unexpected(Token token) {
    if (token.kind() == Token.Kind.END) {
      return new MistakeException(
          token.index(), "the expression ends too early", "complete it, or close its brackets");
    }
    String remedy = "correct the expression";
    String lower = token.text().toLowerCase(Locale.ROOT);
    if (Set.of("and", "or", "not").contains(lower)) {
      remedy = "write " + (lower.equals("and") ? "'&&'" : lower.equals("or") ? "'||'" : "'!'");
    } else if (dialect == Dialect.AZURE && LEVELS.stream().anyMatch(set -> set.contains(lower))) {
      remedy = "call a function, such as eq(a, b), and(a, b)";
    }
    return new MistakeException(
        token.index(), "'" + token.text() + "' is not expected here", remedy);
  }

  private Expression operation(int level) {
    if (level == LEVELS.size() || dialect == Dialect.AZURE) {
      return prefixed();
    }
    Expression left = operation(level + 1);
    while (peek().kind() == Token.Kind.SIGN && LEVELS.get(level).contains(peek().text())) {
      Token sign = next();
      left =
          new Expression.Operation(sign.index(), sign.text(), List.of(left, operation(level + 1)));
    }
    return left;
  }

  private Expression prefixed() {
    if (++depth > DEEPEST) {
      throw new MistakeException(
          peek().index(), "the expression is nested too deep", "split it into several");
    }
    try {
      if (dialect == Dialect.GITHUB && peek().text().equals("!") && takes("!")) {
        return new Expression.Operation(tokens.get(at - 1).index(), "!", List.of(prefixed()));
      }
      return parts(primary());
    } finally {
      depth--;
    }
  }

  private Expression primary() {
    Token token = next();
    switch (token.kind()) {
      case STRING -> {
        return new Expression.Literal(token.index(), token.text(), true);
      }
      case NUMBER -> {
        return new Expression.Literal(token.index(), token.text(), false);
      }
      case NAME -> {
        if (takes("(")) {
          return new Expression.Call(token.index(), token.text(), arguments());
        }
        boolean isWord =
            Set.of("true", "false", "null", "nan", "infinity")
                .contains(token.text().toLowerCase(Locale.ROOT));
        return isWord
            ? new Expression.Literal(token.index(), token.text(), false)
            : new Expression.Name(token.index(), token.text());
      }
      case SIGN -> {
        if (token.text().equals("(")) {
          Expression inside = operation(0);
          require(")");
          return inside;
        }
        throw unexpected(token);
      }
      default -> throw unexpected(token);
    }
  }

  private List<Expression> arguments() {
    List<Expression> arguments = new ArrayList<>();
    if (takes(")")) {
      return arguments;
    }
    do {
      arguments.add(operation(0));
    } while (takes(","));
    require(")");
    return arguments;
  }

  private void require(String sign) {
    if (!takes(sign)) {
      throw unexpected(peek());
    }
  }

  private Expression parts(Expression whole) {
    Expression at = whole;
    while (true) {
      if (takes(".")) {
        Token name = next();
        boolean isAll = name.kind() == Token.Kind.SIGN && name.text().equals("*");
        if (name.kind() != Token.Kind.NAME && !isAll) {
          throw unexpected(name);
        }
        at = new Expression.Property(name.index(), at, name.text());
      } else if (takes("[")) {
        Token first = peek();
        if (takes("*")) {
          at = new Expression.Property(first.index(), at, "*");
        } else {
          Expression key = operation(0);
          at =
              key instanceof Expression.Literal literal && literal.isString()
                  ? new Expression.Property(first.index(), at, literal.text())
                  : new Expression.Item(first.index(), at, key);
        }
        require("]");
      } else {
        return at;
      }
    }
  }
}
