package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code pytest.mark.parametrize} gives to a test.
 *
 * @see <a href="https://docs.pytest.org/en/stable/how-to/parametrize.html">pytest</a>
 */
final class TestParameters {

  private TestParameters() {}

  /**
   * A mistake.
   *
   * @param index where
   * @param problem what is wrong
   */
  record Mistake(int index, String problem) {}

  /** The arguments of the fixtures of a file: a test may hand its parameters on to them. */
  static Set<String> ofFixtures(SourceFile file) {
    Set<String> names = new HashSet<>();
    PythonWalk.statements(
        PythonScope.of(file),
        (scope, statement) -> {
          if (statement instanceof Statement.Function function
              && function.decorators().stream().anyMatch(TestParameters::isFixture)) {
            function.parameters().forEach(one -> names.add(one.name()));
          }
        });
    return names;
  }

  private static boolean isFixture(Expression decorator) {
    Expression name = decorator instanceof Expression.Call call ? call.function() : decorator;
    return PythonTree.dotted(name).endsWith("fixture");
  }

  /**
   * What is wrong with the parameters of a test.
   *
   * @param function the test
   * @param ofFixtures the arguments that fixtures of the project take
   */
  static List<Mistake> mistakes(Statement.Function function, Set<String> ofFixtures) {
    List<Mistake> mistakes = new ArrayList<>();
    for (Expression decorator : function.decorators()) {
      if (decorator instanceof Expression.Call call
          && PythonTree.dotted(call.function()).endsWith("mark.parametrize")) {
        call(function, call, ofFixtures, mistakes);
      }
    }
    return mistakes;
  }

  private static void call(
      Statement.Function function,
      Expression.Call call,
      Set<String> ofFixtures,
      List<Mistake> mistakes) {
    Optional<Expression> written = call.argument("argnames", 0);
    List<String> names = written.map(TestParameters::names).orElse(List.of());
    if (names.isEmpty()) {
      return;
    }
    boolean isOpen =
        function.parameters().stream().anyMatch(one -> one.stars().equals("**"))
            || call.argument("indirect", 2).isPresent();
    for (String name : names) {
      boolean isTaken = function.parameters().stream().anyMatch(one -> one.name().equals(name));
      if (!isTaken && !isOpen && !ofFixtures.contains(name)) {
        mistakes.add(
            new Mistake(
                written.orElseThrow().index(),
                "'" + function.name() + "' takes no argument '" + name + "'"));
      }
    }
    Optional<Expression> rows = call.argument("argvalues", 1);
    if (names.size() > 1 && rows.orElse(null) instanceof Expression.Sequence list) {
      list.parts().forEach(row -> row(names.size(), row, mistakes));
    }
  }

  private static void row(int wanted, Expression row, List<Mistake> mistakes) {
    int given = -1;
    if (row instanceof Expression.Sequence sequence
        && sequence.parts().stream().noneMatch(TestParameters::isStar)) {
      given = sequence.parts().size();
    } else if (row instanceof Expression.Call call
        && PythonTree.dotted(call.function()).endsWith("pytest.param")
        && !call.isOpen()) {
      given = (int) call.arguments().stream().filter(one -> one.name().isEmpty()).count();
    }
    if (given >= 0 && given != wanted) {
      mistakes.add(
          new Mistake(
              row.index(), "the test has " + wanted + " parameters, and this row " + given));
    }
  }

  private static boolean isStar(Expression part) {
    return part instanceof Expression.Other other && other.kind().equals("*");
  }

  /** The names that the first argument of {@code parametrize} lists. */
  static List<String> names(Expression written) {
    List<String> names = new ArrayList<>();
    if (written instanceof Expression.Text text) {
      for (String name : text.value().split(",", -1)) {
        if (!name.isBlank()) {
          names.add(name.strip());
        }
      }
    } else if (written instanceof Expression.Sequence sequence) {
      for (Expression part : sequence.parts()) {
        Optional<String> name = PythonTree.text(part);
        if (name.isEmpty()) {
          return List.of();
        }
        names.add(name.get());
      }
    }
    return names;
  }
}
