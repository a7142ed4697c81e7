package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a function returns.
 *
 * @param values the expressions behind {@code return}
 * @param isGenerator whether it yields, so that a call gives something else
 */
record PythonReturns(List<Expression> values, boolean isGenerator) {

  PythonReturns {
    values = List.copyOf(values);
  }

  static PythonReturns of(List<Statement> body) {
    List<Expression> values = new ArrayList<>();
    boolean[] signs = new boolean[1];
    collect(body, values, signs);
    return new PythonReturns(values, signs[0]);
  }

  private static void collect(List<Statement> body, List<Expression> values, boolean[] signs) {
    for (Statement statement : body) {
      if (statement instanceof Statement.Function || statement instanceof Statement.Type) {
        continue;
      }
      if (statement instanceof Statement.Return back) {
        back.value().ifPresent(values::add);
      }
      for (Expression expression : PythonTree.expressions(statement)) {
        PythonTree.walk(
            expression,
            part ->
                signs[0] |= part instanceof Expression.Other other && other.kind().equals("yield"));
      }
      PythonTree.blocks(statement).forEach(block -> collect(block, values, signs));
    }
  }

  /** Whether a call of a function gives a generator, which nobody waits for. */
  static boolean isGenerator(Statement.Function function) {
    return of(function.body()).isGenerator();
  }

  /** Whether a function that does something never returns a value. */
  static boolean isWithoutValue(Statement.Function function) {
    PythonReturns returns = of(function.body());
    boolean isStub =
        function.body().stream()
            .allMatch(
                one ->
                    one instanceof Statement.Compound compound
                        ? Set.of("pass", "raise").contains(compound.kind())
                        : one instanceof Statement.Bare bare
                            && (bare.value() instanceof Expression.Text
                                || bare.value() instanceof Expression.Constant));
    // A function that always ends with an exception has no result to speak of.
    boolean isEnd =
        !function.body().isEmpty()
            && function.body().get(function.body().size() - 1) instanceof Statement.Compound last
            && last.kind().equals("raise");
    boolean isCertain = function.decorators().isEmpty() && !function.isAsync() && !isStub && !isEnd;
    return isCertain
        && returns.values().isEmpty()
        && !returns.isGenerator()
        && function.result().filter(type -> !isNone(type)).isEmpty();
  }

  /**
   * The functions of a block that never come back: they end with an exception, and return nothing.
   */
  static Set<String> without(List<Statement> body) {
    Set<String> names = new HashSet<>();
    for (Statement statement : body) {
      if (statement instanceof Statement.Function function && !function.body().isEmpty()) {
        Statement end = function.body().get(function.body().size() - 1);
        boolean isRaised = end instanceof Statement.Compound last && last.kind().equals("raise");
        if (isRaised && !comesBack(function.body()) && !isGenerator(function)) {
          names.add(function.name());
        }
      }
    }
    return names;
  }

  private static boolean comesBack(List<Statement> body) {
    return body.stream()
        .filter(one -> !(one instanceof Statement.Function || one instanceof Statement.Type))
        .anyMatch(
            one ->
                one instanceof Statement.Return
                    || PythonTree.blocks(one).stream().anyMatch(PythonReturns::comesBack));
  }

  private static boolean isNone(Expression type) {
    return type instanceof Expression.Constant constant && constant.value().equals("None");
  }

  /** What a call may give that has no return: nothing, anything, or nothing ever. */
  private static final Set<String> MAY_BE_NOTHING =
      Set.of("Optional", "Any", "NoReturn", "Never", "object", "Self");

  private static final Set<String> PLAIN =
      Set.of("staticmethod", "classmethod", "property", "pytest.fixture");

  /**
   * Whether a function announces a result, does something, comes to its end and has none. Typing
   * rules allow it only where there is no code, or where nothing is among the results.
   *
   * @see <a href="https://mypy.readthedocs.io/en/stable/error_code_list.html">Check that function
   *     returns a value</a>
   */
  static boolean isUnreturned(Statement.Function function) {
    if (function.result().isEmpty() || isForgotten(function)) {
      return false;
    }
    boolean[] mayBe = {false};
    PythonTree.walk(
        function.result().get(),
        part -> {
          String name = PythonTree.dotted(part);
          mayBe[0] |=
              part instanceof Expression.Text
                  || part instanceof Expression.Constant
                  || MAY_BE_NOTHING.contains(name.substring(name.lastIndexOf('.') + 1));
        });
    boolean isPlain =
        function.decorators().stream().allMatch(one -> PLAIN.contains(PythonTree.dotted(one)));
    if (mayBe[0] || !isPlain || function.body().isEmpty()) {
      return false;
    }
    PythonReturns returns = of(function.body());
    Statement last = function.body().get(function.body().size() - 1);
    boolean isWork =
        function.body().stream()
            .anyMatch(
                one ->
                    one instanceof Statement.Assignment
                        || (one instanceof Statement.Compound compound
                            && !compound.blocks().isEmpty()));
    return isWork
        && returns.values().isEmpty()
        && !returns.isGenerator()
        && !raises(List.of(last))
        && !(last instanceof Statement.Compound loop && loop.kind().equals("while"))
        && !isEnd(last);
  }

  private static boolean raises(List<Statement> block) {
    for (Statement statement : block) {
      if (statement instanceof Statement.Compound compound
          && (compound.kind().equals("raise")
              || compound.blocks().stream().anyMatch(PythonReturns::raises))) {
        return true;
      }
    }
    return false;
  }

  /** A call behind which nothing comes, as in {@code sys.exit()} or {@code pytest.skip()}. */
  private static boolean isEnd(Statement last) {
    return last instanceof Statement.Bare bare
        && bare.value() instanceof Expression.Call call
        && PythonTree.dotted(call.function())
            .matches(".*(?:exit|fail|skip|abort|raise|error|exec)\\w*");
  }

  /** Whether the last statement is a value that nobody takes, where a result is announced. */
  static boolean isForgotten(Statement.Function function) {
    boolean isAnnounced =
        function.result().filter(type -> !isNone(type)).isPresent() && !function.body().isEmpty();
    if (!isAnnounced
        || !(function.body().get(function.body().size() - 1) instanceof Statement.Bare last)) {
      return false;
    }
    boolean isValue =
        last.value() instanceof Expression.Choice
            || last.value() instanceof Expression.Item
            || last.value() instanceof Expression.Binary
            || last.value() instanceof Expression.Name
            || last.value() instanceof Expression.Attribute
            || last.value() instanceof Expression.Dictionary
            || (last.value() instanceof Expression.Sequence && function.body().size() > 1);
    PythonReturns returns = of(function.body());
    return isValue && returns.values().isEmpty() && !returns.isGenerator();
  }
}
