package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists and dictionaries that all calls of a function, or all objects of a class, share, and that
 * are changed: what one call puts in, the next one finds.
 *
 * @see <a href="https://docs.python.org/3/faq/programming.html">Why are default values shared
 *     between objects?</a>
 */
final class SharedValues {

  private static final Set<String> CHANGING =
      Set.of(
          "append",
          "extend",
          "insert",
          "add",
          "update",
          "pop",
          "popitem",
          "remove",
          "discard",
          "clear",
          "setdefault",
          "sort",
          "reverse");

  private SharedValues() {}

  /** The defaults of a function that its code changes. */
  static List<TestParameters.Mistake> ofFunction(Statement.Function function) {
    Map<String, Integer> shared = new HashMap<>();
    for (Statement.Parameter parameter : function.parameters()) {
      boolean isKept = parameter.name().matches("_.*|.*(?:cache|memo|seen).*");
      if (!isKept && parameter.value().filter(SharedValues::isChanging).isPresent()) {
        shared.put(parameter.name(), parameter.value().get().index());
      }
    }
    List<TestParameters.Mistake> mistakes = new ArrayList<>();
    if (!shared.isEmpty()) {
      Changes changes = new Changes("");
      changes.block(function.body());
      shared.forEach(
          (name, index) -> {
            if (changes.isShared(name)) {
              mistakes.add(
                  new TestParameters.Mistake(
                      index, "the default of '" + name + "' is changed, and all calls share it"));
            }
          });
    }
    return mistakes;
  }

  /** The values of a class that its methods change as if each object had its own. */
  static List<TestParameters.Mistake> ofType(Statement.Type type) {
    List<TestParameters.Mistake> mistakes = new ArrayList<>();
    Map<String, Integer> shared = new HashMap<>();
    for (Statement statement :
        type.bases().isEmpty() && type.decorators().isEmpty()
            ? type.body()
            : List.<Statement>of()) {
      if (statement instanceof Statement.Assignment assignment
          && assignment.targets().size() == 1
          && assignment.targets().get(0) instanceof Expression.Name name
          && !name.name().matches("_.*|[A-Z0-9_]+|.*(?:cache|memo|registry|instances).*")
          && assignment.value().filter(SharedValues::isChanging).isPresent()) {
        shared.put(name.name(), assignment.value().get().index());
      }
    }
    if (!shared.isEmpty()) {
      Changes changes = new Changes("self.");
      changes.block(type.body());
      shared.forEach(
          (name, index) -> {
            if (changes.isShared("self." + name)) {
              mistakes.add(
                  new TestParameters.Mistake(
                      index, "'" + name + "' is changed, and all objects of the class share it"));
            }
          });
    }
    return mistakes;
  }

  /** A list, a dictionary or a set. */
  static boolean isChanging(Expression value) {
    return value instanceof Expression.Dictionary
        || (value instanceof Expression.Sequence sequence && !sequence.isTuple())
        || (value instanceof Expression.Other other && other.kind().matches("list|set"))
        || (value instanceof Expression.Call call
            && call.arguments().isEmpty()
            && Set.of("list", "dict", "set").contains(PythonTree.dotted(call.function())));
  }

  /** What some code changes, and what it sets anew. */
  private static final class Changes {

    private final String start;
    private final Set<String> changed = new HashSet<>();
    private final Set<String> set = new HashSet<>();

    Changes(String start) {
      this.start = start;
    }

    boolean isShared(String name) {
      return changed.contains(name) && !set.contains(name);
    }

    void block(List<Statement> block) {
      for (Statement statement : block) {
        if (statement instanceof Statement.Assignment assignment) {
          for (Expression target : assignment.targets()) {
            target(target, assignment.sign());
          }
        } else if (statement instanceof Statement.Compound compound) {
          compound.targets().forEach(target -> target(target, "="));
          if (compound.kind().equals("del")) {
            compound.values().forEach(value -> target(value, "del"));
          }
        }
        for (Expression expression : PythonTree.expressions(statement)) {
          PythonTree.walk(expression, this::part);
        }
        PythonTree.blocks(statement).forEach(this::block);
      }
    }

    private void target(Expression target, String sign) {
      String name = PythonTree.dotted(target);
      if (target instanceof Expression.Item item) {
        changed.add(PythonTree.dotted(item.value()));
      } else if (target instanceof Expression.Sequence) {
        target.parts().forEach(part -> target(part, sign));
      } else if (sign.equals("=") || sign.equals("del")) {
        set.add(name);
      } else if (start.isEmpty()) {
        // `self.a += […]` makes an attribute of the object as well.
        changed.add(name);
      } else {
        set.add(name);
      }
    }

    private void part(Expression part) {
      if (part instanceof Expression.Call call
          && call.function() instanceof Expression.Attribute method
          && CHANGING.contains(method.name())) {
        changed.add(PythonTree.dotted(method.value()));
      }
    }
  }
}
