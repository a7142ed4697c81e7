package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of a file whose values may be changed: something is put into them, or they are handed
 * to something that may do so.
 *
 * @param names the names
 */
record PythonChanges(Set<String> names) {

  private static final Set<String> CHANGING =
      Set.of("update", "setdefault", "pop", "clear", "popitem");

  PythonChanges {
    names = Set.copyOf(names);
  }

  boolean contains(String name) {
    return !name.isEmpty() && names.contains(name);
  }

  /** Reads a file, once. */
  static PythonChanges of(SourceFile file) {
    return file.content().learn(PythonChanges.class, content -> read(PythonScope.of(file)));
  }

  private static PythonChanges read(PythonScope module) {
    Set<String> names = new HashSet<>();
    PythonWalk.statements(
        module,
        (scope, statement) -> {
          if (statement instanceof Statement.Assignment assignment) {
            assignment.targets().forEach(target -> target(target, names));
          } else if (statement instanceof Statement.Compound compound
              && compound.kind().equals("del")) {
            compound.values().forEach(value -> target(value, names));
          }
          for (Expression expression : PythonTree.expressions(statement)) {
            PythonTree.walk(expression, part -> called(part, names));
          }
        });
    return new PythonChanges(names);
  }

  private static void target(Expression target, Set<String> names) {
    if (target instanceof Expression.Item item) {
      names.add(last(item.value()));
    } else if (target instanceof Expression.Sequence sequence) {
      sequence.parts().forEach(part -> target(part, names));
    }
  }

  private static void called(Expression expression, Set<String> names) {
    if (expression instanceof Expression.Call call) {
      if (call.function() instanceof Expression.Attribute attribute
          && CHANGING.contains(attribute.name())) {
        names.add(last(attribute.value()));
      }
      call.arguments().forEach(argument -> names.add(last(argument.value())));
    }
  }

  private static String last(Expression expression) {
    return expression instanceof Expression.Attribute attribute
        ? attribute.name()
        : PythonTree.dotted(expression);
  }
}
