package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.python.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses the expressions of Python code: operators around names, texts and brackets. */
class ExpressionParser extends AtomParser {

  /** No expression is deeper. */
  private static final int DEEPEST = 120;

  /** Operators of two values, and how strongly they bind. */
  private static final Map<String, Integer> STRENGTHS =
      Map.ofEntries(
          Map.entry("|", 0),
          Map.entry("^", 1),
          Map.entry("&", 2),
          Map.entry("<<", 3),
          Map.entry(">>", 3),
          Map.entry("+", 4),
          Map.entry("-", 4),
          Map.entry("*", 5),
          Map.entry("/", 5),
          Map.entry("//", 5),
          Map.entry("%", 5),
          Map.entry("@", 5));

  private static final Set<String> COMPARING =
      Set.of("==", "!=", "<", ">", "<=", ">=", "in", "is", "not");

  private int depth;

  ExpressionParser(List<PythonToken> tokens) {
    super(tokens);
  }

  /** {@code a, b} is a tuple without brackets. */
  Expression list() {
    int start = next().start();
    Expression first = starred();
    if (!isNext(",")) {
      return first;
    }
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (accept(",")) {
      if (isEnd()) {
        break;
      }
      parts.add(starred());
    }
    return new Expression.Sequence(true, parts, start);
  }

  private boolean isEnd() {
    return switch (next().kind()) {
      case LINE, END, DEDENT, INDENT -> true;
      case SIGN ->
          Set.of(")", "]", "}", "=", ":", ";").contains(next().text())
              || (next().text().endsWith("=") && !COMPARING.contains(next().text()));
      case NAME -> next().text().equals("in");
      default -> false;
    };
  }

  @Override
  Expression starred() {
    int start = next().start();
    if (accept("*")) {
      return new Expression.Other("*", List.of(), List.of(binary(0)), start);
    }
    return expression();
  }

  @Override
  Expression expression() {
    if (++depth > DEEPEST) {
      throw new Unread(next().start());
    }
    try {
      return choice();
    } finally {
      depth--;
    }
  }

  private Expression choice() {
    int start = next().start();
    if (isNext("lambda")) {
      return lambda();
    }
    if (accept("yield")) {
      boolean isFrom = accept("from");
      boolean isBare = !isFrom && isEnd();
      return new Expression.Other("yield", List.of(), isBare ? List.of() : List.of(list()), start);
    }
    Expression value = either();
    if (accept(":=")) {
      Expression right = expression();
      List<String> bound =
          value instanceof Expression.Name name ? List.of(name.name()) : List.<String>of();
      return new Expression.Other(":=", bound, List.of(right), start);
    }
    if (accept("if")) {
      Expression condition = either();
      expect("else");
      return new Expression.Choice(value, condition, expression());
    }
    return value;
  }

  private Expression lambda() {
    int start = take().start();
    List<String> bound = new ArrayList<>();
    List<Expression> parts = new ArrayList<>();
    while (!isNext(":")) {
      boolean isStar = accept("*") || accept("**") || accept("/");
      if (!isStar || isNext(Kind.NAME)) {
        bound.add(name());
      }
      if (accept("=")) {
        parts.add(expression());
      }
      if (!accept(",") && !isNext(":")) {
        throw new Unread(next().start());
      }
    }
    expect(":");
    parts.add(expression());
    return new Expression.Other("lambda", bound, parts, start);
  }

  @Override
  Expression either() {
    Expression left = both();
    for (int length = 0; accept("or"); length++) {
      bound(length);
      left = new Expression.Binary("or", left, both());
    }
    return left;
  }

  private Expression both() {
    Expression left = negated();
    for (int length = 0; accept("and"); length++) {
      bound(length);
      left = new Expression.Binary("and", left, negated());
    }
    return left;
  }

  private Expression negated() {
    int start = next().start();
    if (accept("not")) {
      bound(depth++);
      Expression value = negated();
      depth--;
      return new Expression.Other("not", List.of(), List.of(value), start);
    }
    Expression left = binary(0);
    while (next().kind() != Kind.TEXT && COMPARING.contains(next().text()) && isComparison()) {
      String sign = take().text();
      if (sign.equals("not")) {
        expect("in");
      } else if (sign.equals("is")) {
        accept("not");
      }
      left = new Expression.Binary(sign, left, binary(0));
    }
    return left;
  }

  private boolean isComparison() {
    return !(noIn && isNext("in")) && (!isNext("not") || ahead(1).is("in"));
  }

  @Override
  Expression targets() {
    boolean before = noIn;
    noIn = true;
    try {
      return list();
    } finally {
      noIn = before;
    }
  }

  @Override
  Expression binary(int least) {
    Expression left = unary();
    int length = 0;
    for (int found = strength(); found >= least; found = strength()) {
      bound(length++);
      String sign = take().text();
      left = new Expression.Binary(sign, left, binary(found + 1));
    }
    return left;
  }

  /** How strongly the next token binds; below 0 if it is no operator of two values. */
  private int strength() {
    return next().kind() == Kind.SIGN ? STRENGTHS.getOrDefault(next().text(), -1) : -1;
  }

  private Expression unary() {
    int start = next().start();
    if (isNext("-") || isNext("+") || isNext("~")) {
      String sign = take().text();
      if (++depth > DEEPEST) {
        throw new Unread(start);
      }
      Expression value = unary();
      depth--;
      return value instanceof Expression.Constant number && sign.equals("-")
          ? new Expression.Constant("-" + number.value(), start)
          : new Expression.Other(sign, List.of(), List.of(value), start);
    }
    if (accept("await")) {
      return new Expression.Await(primary(), start);
    }
    Expression value = primary();
    if (!accept("**")) {
      return value;
    }
    bound(depth++);
    Expression power = new Expression.Binary("**", value, unary());
    depth--;
    return power;
  }
}
