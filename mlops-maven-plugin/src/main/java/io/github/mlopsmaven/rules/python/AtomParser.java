package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.python.Expression.Argument;
import io.github.mlopsmaven.rules.python.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses names, texts, brackets and what follows them; operators are parsed by others. */
abstract class AtomParser extends TokenReader {

  /** Whether {@code in} belongs to a loop, and is no operator. */
  boolean noIn;

  AtomParser(List<PythonToken> tokens) {
    super(tokens);
  }

  /** An expression without commas. */
  abstract Expression expression();

  /** An expression that a star may stand before. */
  abstract Expression starred();

  /** What a loop binds. */
  abstract Expression targets();

  /** An expression without a choice. */
  abstract Expression either();

  /** Values with operators between them that bind at least so strongly. */
  abstract Expression binary(int least);

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
    List<Expression> parts = new ArrayList<>();
    while (isNext(Kind.TEXT) || isNext(Kind.FORMAT)) {
      isKnown &= isNext(Kind.TEXT);
      PythonToken token = take();
      text.append(token.text());
      token.places().forEach(place -> filled(place).ifPresent(parts::add));
    }
    return isKnown
        ? new Expression.Text(text.toString(), start)
        : new Expression.Other("f", List.of(), parts, start);
  }

  /** What is filled in at a place of an f-string; empty where that cannot be read. */
  private static Optional<Expression> filled(List<PythonToken> place) {
    try {
      return Optional.of(new ExpressionParser(place).list());
    } catch (Unread e) {
      return Optional.empty();
    }
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
    if (isNext("{") && next().start() == start + 1) {
      // A place that another program fills in: a set has no sets.
      throw new Unread(start);
    }
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
        List<Expression> made = new ArrayList<>();
        keys.forEach(key -> key.ifPresent(made::add));
        made.addAll(values);
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
