package io.github.mlopsmaven.rules.python;

import java.util.List;
import java.util.function.BiConsumer;

/** Goes through all that is in a file, with the scope in which it stands. */
final class PythonWalk {

  private PythonWalk() {}

  /** All expressions of a scope and of those in it. */
  static void expressions(PythonScope scope, BiConsumer<PythonScope, Expression> visitor) {
    statements(
        scope,
        (at, statement) -> {
          for (Expression expression : PythonTree.expressions(statement)) {
            PythonTree.walk(expression, part -> visitor.accept(at, part));
          }
        });
  }

  /** All statements of a scope and of those in it. */
  static void statements(PythonScope scope, BiConsumer<PythonScope, Statement> visitor) {
    block(scope, scope.body(), visitor);
  }

  private static void block(
      PythonScope scope, List<Statement> body, BiConsumer<PythonScope, Statement> visitor) {
    for (Statement statement : body) {
      visitor.accept(scope, statement);
      PythonScope inner = scope.of(statement);
      for (List<Statement> block : PythonTree.blocks(statement)) {
        block(inner == null ? scope : inner, block, visitor);
      }
    }
  }
}
