package io.github.mlopsmaven.rules.python;

import java.util.List;
import java.util.Optional;

/**
 * A statement of Python.
 *
 * @see <a href="https://docs.python.org/3/reference/simple_stmts.html">Simple statements</a>
 */
sealed interface Statement {

  /** Where it begins. */
  int index();

  /**
   * A parameter of a function.
   *
   * @param name its name
   * @param stars {@code *}, {@code **} or nothing
   * @param type its annotation
   * @param value its default
   */
  record Parameter(
      String name, String stars, Optional<Expression> type, Optional<Expression> value) {}

  /**
   * A function.
   *
   * @param name its name
   * @param parameters its parameters, {@code /} and a bare {@code *} without a name among them
   * @param result the annotation of its result
   * @param decorators what stands above it
   * @param body what it does
   * @param isAsync whether it has to be awaited
   * @param generics the names of its type parameters
   * @param index where it begins
   */
  record Function(
      String name,
      List<Parameter> parameters,
      Optional<Expression> result,
      List<Expression> decorators,
      List<Statement> body,
      boolean isAsync,
      List<String> generics,
      int index)
      implements Statement {
    public Function {
      generics = List.copyOf(generics);
      parameters = List.copyOf(parameters);
      decorators = List.copyOf(decorators);
      body = List.copyOf(body);
    }
  }

  /** A class. */
  record Type(
      String name,
      List<Expression.Argument> bases,
      List<Expression> decorators,
      List<Statement> body,
      List<String> generics,
      int index)
      implements Statement {
    public Type {
      generics = List.copyOf(generics);
      bases = List.copyOf(bases);
      decorators = List.copyOf(decorators);
      body = List.copyOf(body);
    }
  }

  /**
   * An assignment.
   *
   * @param targets what gets the value
   * @param type its annotation
   * @param sign {@code =}, or an operator with it
   * @param value the value; empty for an annotation alone
   */
  record Assignment(
      List<Expression> targets,
      Optional<Expression> type,
      String sign,
      Optional<Expression> value,
      int index)
      implements Statement {
    public Assignment {
      targets = List.copyOf(targets);
    }
  }

  /** {@code return} or {@code yield} of nothing less: a return with its value. */
  record Return(Optional<Expression> value, int index) implements Statement {}

  /** An expression whose value nobody takes. */
  record Bare(Expression value, int index) implements Statement {}

  /**
   * {@code import a.b as c} or {@code from ..a import b as c}, one name each.
   *
   * @param module the module
   * @param level the points before it
   * @param name what is taken from it; empty for the module
   * @param bound the name that it gets
   */
  record Import(String module, int level, String name, String bound, int index)
      implements Statement {}

  /**
   * A statement with blocks, or one that only has expressions.
   *
   * @param kind its keyword
   * @param targets what a loop or {@code with} binds
   * @param values its other expressions
   * @param blocks its blocks, in order
   * @param bound further names that it binds, or declares to be of an outer scope
   */
  record Compound(
      String kind,
      List<Expression> targets,
      List<Expression> values,
      List<List<Statement>> blocks,
      List<String> bound,
      int index)
      implements Statement {
    public Compound {
      targets = List.copyOf(targets);
      values = List.copyOf(values);
      blocks = List.copyOf(blocks);
      bound = List.copyOf(bound);
    }
  }
}
