package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An expression of Python.
 *
 * @see <a href="https://docs.python.org/3/reference/expressions.html">Expressions</a>
 */
sealed interface Expression {

  /** Where it begins. */
  int index();

  /** The expressions that it is made of. */
  List<Expression> parts();

  /** A name. */
  record Name(String name, int index) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of();
    }
  }

  /** A text that is written out; those beside each other are one. */
  record Text(String value, int index) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of();
    }
  }

  /** A number, {@code None}, {@code True}, {@code False} or {@code ...}. */
  record Constant(String value, int index) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of();
    }
  }

  /** {@code value.name}; {@code place} is where the name stands. */
  record Attribute(Expression value, String name, int place) implements Expression {
    @Override
    public int index() {
      return value.index();
    }

    @Override
    public List<Expression> parts() {
      return List.of(value);
    }
  }

  /** {@code value[key]}. */
  record Item(Expression value, Expression key) implements Expression {
    @Override
    public int index() {
      return value.index();
    }

    @Override
    public List<Expression> parts() {
      return List.of(value, key);
    }
  }

  /**
   * An argument of a call.
   *
   * @param name its name; empty if it is given by its place; {@code *} or {@code **} if it brings
   *     more
   * @param value its value
   */
  record Argument(String name, Expression value) {}

  /** A call. */
  record Call(Expression function, List<Argument> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public int index() {
      return function.index();
    }

    @Override
    public List<Expression> parts() {
      List<Expression> parts = new ArrayList<>(arguments.size() + 1);
      parts.add(function);
      for (Argument argument : arguments) {
        parts.add(argument.value());
      }
      return parts;
    }

    /** What is given under a name, or at a place; a place below 0 is none. */
    Optional<Expression> argument(String name, int place) {
      int next = 0;
      for (Argument one : arguments) {
        if (one.name().equals(name)) {
          return Optional.of(one.value());
        }
        if (one.name().startsWith("*")) {
          next = Integer.MAX_VALUE / 2;
        } else if (one.name().isEmpty() && next++ == place) {
          return Optional.of(one.value());
        }
      }
      return Optional.empty();
    }

    /** Whether {@code *} or {@code **} brings arguments that are not written. */
    boolean isOpen() {
      return arguments.stream().anyMatch(one -> one.name().startsWith("*"));
    }

    /** Its arguments as the rules of calls compare them. */
    PythonCall shape() {
      return new PythonCall(
          arguments.stream().filter(one -> one.name().isEmpty()).map(one -> "").toList(),
          arguments.stream().map(Argument::name).filter(name -> name.matches("\\w+")).toList(),
          arguments.stream().anyMatch(one -> one.name().equals("*")),
          arguments.stream().anyMatch(one -> one.name().equals("**")));
    }
  }

  /** {@code (a, b)} or {@code [a, b]}. */
  record Sequence(boolean isTuple, List<Expression> parts, int index) implements Expression {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** A dictionary that is written out; a key of {@code **} is empty. */
  record Dictionary(List<Optional<Expression>> keys, List<Expression> values, int index)
      implements Expression {
    public Dictionary {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }

    @Override
    public List<Expression> parts() {
      List<Expression> parts = new ArrayList<>(keys.size() + values.size());
      for (Optional<Expression> key : keys) {
        key.ifPresent(parts::add);
      }
      parts.addAll(values);
      return parts;
    }

    /** The value of a key that is written out. */
    Optional<Expression> value(String key) {
      for (int i = 0; i < keys.size(); i++) {
        if (keys.get(i).orElse(null) instanceof Text text && text.value().equals(key)) {
          return Optional.of(values.get(i));
        }
      }
      return Optional.empty();
    }
  }

  /** Two values with an operator. */
  record Binary(String sign, Expression left, Expression right) implements Expression {
    @Override
    public int index() {
      return left.index();
    }

    @Override
    public List<Expression> parts() {
      return List.of(left, right);
    }
  }

  /** {@code await value}. */
  record Await(Expression value, int index) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of(value);
    }
  }

  /** {@code value if condition else other}. */
  record Choice(Expression value, Expression condition, Expression other) implements Expression {
    @Override
    public int index() {
      return value.index();
    }

    @Override
    public List<Expression> parts() {
      return List.of(value, condition, other);
    }
  }

  /**
   * Anything else, with what it is made of.
   *
   * @param kind what it is, such as {@code lambda}
   * @param bound the names that it binds for its parts
   */
  record Other(String kind, List<String> bound, List<Expression> parts, int index)
      implements Expression {
    public Other {
      bound = List.copyOf(bound);
      parts = List.copyOf(parts);
    }
  }
}
