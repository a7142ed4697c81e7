package io.github.mlopsmaven.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An expression or a part of one. {@code index} is where it begins in the text. */
public sealed interface Expression {

  /** Where it begins in the text. */
  int index();

  /**
   * A string, a number, {@code true}, {@code false} or {@code null}.
   *
   * @param index where it begins
   * @param text what it says, without quotes
   * @param isString whether it is in quotes
   */
  record Literal(int index, String text, boolean isString) implements Expression {}

  /**
   * A name that stands for itself: a context, or the variable of a loop.
   *
   * @param index where it begins
   * @param name the name
   */
  record Name(int index, String name) implements Expression {}

  /**
   * A part of something: {@code of.name}, {@code of['name']} or {@code of.*}.
   *
   * @param index where the name of the part begins
   * @param of the whole
   * @param name the part's name; {@code *} for all parts
   */
  record Property(int index, Expression of, String name) implements Expression {}

  /**
   * A part whose name is put together: {@code of[key]}.
   *
   * @param index where the key begins
   * @param of the whole
   * @param key the key
   */
  record Item(int index, Expression of, Expression key) implements Expression {}

  /**
   * A call of a function.
   *
   * @param index where its name begins
   * @param function the name
   * @param arguments what it is given
   */
  record Call(int index, String function, List<Expression> arguments) implements Expression {

    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Parts that an operator joins, or one part that is negated.
   *
   * @param index where the operator is
   * @param operator the operator
   * @param parts one or two
   */
  record Operation(int index, String operator, List<Expression> parts) implements Expression {

    /** Copies the list. */
    public Operation {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Visits this and all parts, the whole before its parts.
   *
   * @param visitor is shown each
   */
  default void walk(Consumer<Expression> visitor) {
    visitor.accept(this);
    if (this instanceof Property property) {
      property.of().walk(visitor);
    } else if (this instanceof Item item) {
      item.of().walk(visitor);
      item.key().walk(visitor);
    } else if (this instanceof Call call) {
      call.arguments().forEach(argument -> argument.walk(visitor));
    } else if (this instanceof Operation operation) {
      operation.parts().forEach(part -> part.walk(visitor));
    }
  }

  /**
   * The names of a path such as {@code needs.build.outputs.version}.
   *
   * @return the names from the left; empty where one of them is put together
   */
  default Optional<List<String>> path() {
    List<String> names = new ArrayList<>();
    Expression at = this;
    while (at instanceof Property property) {
      names.add(0, property.name());
      at = property.of();
    }
    if (at instanceof Name name) {
      names.add(0, name.name());
      return Optional.of(List.copyOf(names));
    }
    return Optional.empty();
  }
}
