package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the code of a project does to objects that nobody follows.
 *
 * @param set the attributes that some code sets
 * @param own the attributes of {@code self} and {@code cls} that some code reads or sets
 * @param bases the classes that others are made from
 * @param reached what is read of names, such as {@code Type.name}
 */
record PythonFacts(Set<String> set, Set<String> own, Set<String> bases, Set<String> reached) {

  PythonFacts {
    set = Set.copyOf(set);
    own = Set.copyOf(own);
    bases = Set.copyOf(bases);
    reached = Set.copyOf(reached);
  }

  static PythonFacts of(List<SourceFile> files) {
    Set<String> set = new HashSet<>();
    Set<String> own = new HashSet<>();
    Set<String> bases = new HashSet<>();
    Set<String> reached = new HashSet<>();
    for (SourceFile file : files) {
      PythonWalk.statements(
          PythonScope.of(file),
          (scope, statement) -> {
            if (statement instanceof Statement.Assignment assignment) {
              assignment.targets().forEach(target -> target(target, set));
            } else if (statement instanceof Statement.Compound compound) {
              compound.targets().forEach(target -> target(target, set));
            } else if (statement instanceof Statement.Type type) {
              type.bases().forEach(base -> bases.add(last(base.value())));
            }
            for (Expression expression : PythonTree.expressions(statement)) {
              PythonTree.walk(expression, part -> part(part, set, own, reached));
            }
          });
    }
    return new PythonFacts(set, own, bases, reached);
  }

  private static void target(Expression target, Set<String> set) {
    if (target instanceof Expression.Attribute attribute) {
      set.add(attribute.name());
    } else if (target instanceof Expression.Sequence || target instanceof Expression.Other) {
      target.parts().forEach(part -> target(part, set));
    }
  }

  private static void part(Expression part, Set<String> set, Set<String> own, Set<String> reached) {
    if (part instanceof Expression.Attribute attribute) {
      String owner = last(attribute.value());
      if (owner.equals("self") || owner.equals("cls")) {
        own.add(attribute.name());
      }
      reached.add(owner + "." + attribute.name());
    } else if (part instanceof Expression.Call call
        && last(call.function()).matches("setattr|__setattr__")
        && call.arguments().size() > 1
        && !isReplacing(call)) {
      Optional<String> name = PythonTree.text(call.arguments().get(1).value());
      name.ifPresent(set::add);
    }
  }

  /** pytest's, which sets only what is there. */
  private static boolean isReplacing(Expression.Call call) {
    return PythonTree.dotted(call.function()).equals("monkeypatch.setattr")
        && call.argument("raising", -1).isEmpty();
  }

  private static String last(Expression expression) {
    String name = PythonTree.dotted(expression);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
