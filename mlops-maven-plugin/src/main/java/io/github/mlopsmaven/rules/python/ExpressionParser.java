package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.python.Expression.Argument;
import io.github.mlopsmaven.rules.python.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses the expressions of Python code. */
class ExpressionParser {

  /** What is no expression; the file is not understood, and nothing is said of it. */
  static final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unread(int index) {
      super("at " + index, null, false, false);
    }
  }

  private static final Set<String> KEYWORDS =
      Set.of(
          "if", "else", "for", "in", "is", "and", "or", "not", "lambda", "yield", "await", "from",
          "import", "def", "class", "return", "with", "as", "while", "try", "except", "finally",
          "raise", "del", "pass", "break", "continue", "global", "nonlocal", "assert", "elif",
          "async");

  /** Operators of two values, the weakest first. */
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("|"),
          Set.of("^"),
          Set.of("&"),
          Set.of("<<", ">>"),
          Set.of("+", "-"),
          Set.of("*", "/", "//", "%", "@"));

  private static final Set<String> COMPARING =
      Set.of("==", "!=", "<", ">", "<=", ">=", "in", "is", "not");

  /** No expression is deeper. */
  private static final int DEEPEST = 120;

  /** No chain of operators, names or calls is longer. */
  private static final int LONGEST = 300;

  private final List<PythonToken> tokens;
  private int at;
  private int depth;

  ExpressionParser(List<PythonToken> tokens) {
    this.tokens = tokens;
  }

  PythonToken next() {
    return tokens.get(at);
  }

  PythonToken ahead(int count) {
    return tokens.get(Math.min(at + count, tokens.size() - 1));
  }

  PythonToken take() {
    PythonToken token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean isNext(String text) {
    return next().is(text);
  }

  boolean isNext(Kind kind) {
    return next().kind() == kind;
  }

  boolean accept(String text) {
    boolean isIt = isNext(text);
    if (isIt) {
      take();
    }
    return isIt;
  }

  void expect(String text) {
    if (!accept(text)) {
      throw new Unread(next().start());
    }
  }

  String name() {
    if (!isNext(Kind.NAME) || KEYWORDS.contains(next().text())) {
      throw new Unread(next().start());
    }
    return take().text();
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
      case SIGN -> Set.of(")", "]", "}", "=", ":", ";").contains(next().text())
          || (next().text().endsWith("=") && !COMPARING.contains(next().text()));
      case NAME -> next().text().equals("in");
      default -> false;
    };
  }

  Expression starred() {
    int start = next().start();
    if (accept("*")) {
      return new Expression.Other("*", List.of(), List.of(binary(0)), start);
    }
    return expression();
  }

  /** What is longer, or deeper, is not looked at: others walk through it one in another. */
  private void bound(int length) {
    if (length > LONGEST) {
      throw new Unread(next().start());
    }
  }

  /** An expression without commas. */
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
      return new Expression.Other(
          "yield", List.of(), isBare ? List.of() : List.of(list()), start);
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

  private Expression either() {
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

  private boolean noIn;

  private boolean isComparison() {
    return !(noIn && isNext("in")) && (!isNext("not") || ahead(1).is("in"));
  }

  /** What a loop binds: {@code in} ends it. */
  Expression targets() {
    boolean before = noIn;
    noIn = true;
    try {
      return list();
    } finally {
      noIn = before;
    }
  }

  private Expression binary(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    Expression left = binary(level + 1);
    for (int length = 0; next().kind() == Kind.SIGN && LEVELS.get(level).contains(next().text()); length++) {
      bound(length);
      String sign = take().text();
      left = new Expression.Binary(sign, left, binary(level + 1));
    }
    return left;
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

  /** A value with what follows it: names, calls, keys. */
  Expression primary() {
    Expression value = atom();
    for (int length = 0; ; length++) {
      bound(length);
      if (accept(".")) {
        int place = next().start();
        value = new Expression.Attribute(value, take().text(), place);
      } else if (accept("(")) {
        value = new Expression.Call(value, arguments());
      } else if (accept("[")) {
        Expression key = isNext("]") ? unknown() : key();
        expect("]");
        value = new Expression.Item(value, key);
      } else {
        return value;
      }
    }
  }

  private Expression unknown() {
    return new Expression.Other("", List.of(), List.of(), next().start());
  }

  private Expression key() {
    boolean before = noIn;
    noIn = false;
    int start = next().start();
    List<Expression> parts = new ArrayList<>();
    boolean isSlice = false;
    boolean isList = false;
    while (!isNext("]")) {
      if (accept(":")) {
        isSlice = true;
      } else if (accept(",")) {
        isList = true;
      } else {
        parts.add(starred());
      }
    }
    noIn = before;
    return parts.size() == 1 && !isSlice && !isList
        ? parts.get(0)
        : new Expression.Other("slice", List.of(), parts, start);
  }

  List<Argument> arguments() {
    boolean before = noIn;
    noIn = false;
    List<Argument> arguments = new ArrayList<>();
    while (!accept(")")) {
      if (accept("**")) {
        arguments.add(new Argument("**", expression()));
      } else if (accept("*")) {
        arguments.add(new Argument("*", expression()));
      } else if (isNext(Kind.NAME) && ahead(1).is("=")) {
        String name = take().text();
        take();
        arguments.add(new Argument(name, expression()));
      } else {
        Expression value = expression();
        arguments.add(new Argument("", isLoop() ? loop("generator", List.of(value)) : value));
      }
      if (!accept(",") && !isNext(")")) {
        throw new Unread(next().start());
      }
    }
    noIn = before;
    return arguments;
  }

  private boolean isLoop() {
    return isNext("for") || (isNext("async") && ahead(1).is("for"));
  }

  /** {@code for x in y if z}, behind what is made of it. */
  private Expression loop(String kind, List<Expression> made) {
    List<Expression> parts = new ArrayList<>(made);
    List<String> bound = new ArrayList<>();
    while (isLoop()) {
      accept("async");
      expect("for");
      Expression target = targets();
      bound(target, bound);
      expect("in");
      parts.add(either());
      while (accept("if")) {
        parts.add(condition());
      }
    }
    return new Expression.Other(kind, bound, parts, made.get(0).index());
  }

  private Expression condition() {
    Expression value = either();
    if (accept(":=")) {
      return new Expression.Other(":=", List.of(), List.of(value, either()), value.index());
    }
    return value;
  }

  /** The names in a target. */
  static void bound(Expression target, List<String> names) {
    if (target instanceof Expression.Name name) {
      names.add(name.name());
    } else if (target instanceof Expression.Sequence sequence) {
      sequence.parts().forEach(part -> bound(part, names));
    } else if (target instanceof Expression.Other other && other.kind().equals("*")) {
      other.parts().forEach(part -> bound(part, names));
    }
  }

  private Expression atom() {
    PythonToken token = next();
    switch (token.kind()) {
      case NUMBER -> {
        take();
        return new Expression.Constant(token.text(), token.start());
      }
      case TEXT, FORMAT -> {
        return texts();
      }
      case NAME -> {
        if (Set.of("None", "True", "False").contains(token.text())) {
          take();
          return new Expression.Constant(token.text(), token.start());
        }
        return new Expression.Name(name(), token.start());
      }
      default -> {
        return bracket();
      }
    }
  }

  private Expression texts() {
    int start = next().start();
    StringBuilder text = new StringBuilder();
    boolean isKnown = true;
    while (isNext(Kind.TEXT) || isNext(Kind.FORMAT)) {
      isKnown &= isNext(Kind.TEXT);
      text.append(take().text());
    }
    return isKnown
        ? new Expression.Text(text.toString(), start)
        : new Expression.Other("f", List.of(), List.of(), start);
  }

  private Expression bracket() {
    int start = next().start();
    boolean before = noIn;
    noIn = false;
    Expression found;
    if (accept("(")) {
      found = round(start);
    } else if (accept("[")) {
      found = square(start);
    } else if (accept("{")) {
      found = curly(start);
    } else if (accept("...")) {
      found = new Expression.Constant("...", start);
    } else {
      throw new Unread(start);
    }
    noIn = before;
    return found;
  }

  private Expression round(int start) {
    if (accept(")")) {
      return new Expression.Sequence(true, List.of(), start);
    }
    Expression first = starred();
    Expression value = first;
    if (isLoop()) {
      value = loop("generator", List.of(first));
    } else if (isNext(",")) {
      value = new Expression.Sequence(true, rest(first, ")"), start);
    }
    expect(")");
    return value;
  }

  private Expression square(int start) {
    if (accept("]")) {
      return new Expression.Sequence(false, List.of(), start);
    }
    Expression first = starred();
    Expression value =
        isLoop()
            ? loop("list", List.of(first))
            : new Expression.Sequence(false, rest(first, "]"), start);
    expect("]");
    return value;
  }

  private List<Expression> rest(Expression first, String end) {
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (accept(",")) {
      if (isNext(end)) {
        break;
      }
      parts.add(starred());
    }
    return parts;
  }

  private Expression curly(int start) {
    List<Optional<Expression>> keys = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    boolean isSet = false;
    while (!accept("}")) {
      if (accept("**")) {
        keys.add(Optional.empty());
        values.add(binary(0));
      } else {
        Expression key = starred();
        if (accept(":")) {
          keys.add(Optional.of(key));
          values.add(expression());
        } else {
          isSet = true;
          values.add(key);
        }
      }
      if (isLoop()) {
        List<Expression> made = new ArrayList<>(values);
        keys.forEach(key -> key.ifPresent(made::add));
        Expression loop = loop("comprehension", made);
        expect("}");
        return loop;
      }
      if (!accept(",") && !isNext("}")) {
        throw new Unread(next().start());
      }
    }
    return isSet
        ? new Expression.Other("set", List.of(), values, start)
        : new Expression.Dictionary(keys, values, start);
  }
}
