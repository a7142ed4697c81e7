package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of a file whose values may be changed: something is put into them, or they are handed
 * to something that may do so.
 *
 * @param names the names
 * @param parts the names of which a part is handed to something that may change it
 * @param keys the keys that are set, by the name of the dictionary
 */
record PythonChanges(Set<String> names, Set<String> parts, Map<String, Set<String>> keys) {

  private static final Set<String> CHANGING =
      Set.of("update", "setdefault", "pop", "clear", "popitem");

  /** Functions that look at what they are given, and change nothing. */
  private static final Set<String> LOOKING =
      Set.of(
          "print",
          "len",
          "str",
          "repr",
          "dump",
          "dumps",
          "safe_dump",
          "debug",
          "info",
          "warning",
          "error",
          "log_metrics",
          "log_params",
          "log_dict",
          "sorted",
          "list",
          "sum",
          "max",
          "min",
          "enumerate",
          "zip",
          "isinstance",
          "DataFrame",
          "Series",
          "set",
          "tuple",
          "any",
          "all");

  PythonChanges {
    names = Set.copyOf(names);
    parts = Set.copyOf(parts);
    keys = Map.copyOf(keys);
  }

  boolean contains(String name) {
    return !name.isEmpty() && names.contains(name);
  }

  /** Whether what a dictionary has below its keys may be changed. */
  boolean reachesInto(String name) {
    return contains(name) || parts.contains(name);
  }

  /** Whether a key is put into a dictionary. */
  boolean sets(Expression dictionary, String key) {
    return keys.getOrDefault(last(dictionary), Set.of()).contains(key);
  }

  /** Reads a file, once. */
  static PythonChanges of(SourceFile file) {
    return file.content().learn(PythonChanges.class, content -> read(PythonScope.of(file)));
  }

  private static PythonChanges read(PythonScope module) {
    Set<String> names = new HashSet<>();
    Set<String> parts = new HashSet<>();
    Map<String, Set<String>> keys = new HashMap<>();
    PythonWalk.statements(
        module,
        (scope, statement) -> {
          if (statement instanceof Statement.Assignment assignment) {
            assignment.targets().forEach(target -> target(target, names, keys));
            // By its other name it may be changed, too.
            assignment
                .value()
                .filter(value -> !PythonTree.dotted(value).isEmpty())
                .ifPresent(value -> names.add(last(value)));
          } else if (statement instanceof Statement.Compound compound
              && compound.kind().equals("del")) {
            compound.values().forEach(value -> target(value, names, new HashMap<>()));
            compound.values().forEach(value -> deleted(value, names));
          }
          for (Expression expression : PythonTree.expressions(statement)) {
            PythonTree.walk(expression, part -> called(part, names, parts));
          }
        });
    return new PythonChanges(names, parts, keys);
  }

  private static void target(Expression target, Set<String> names, Map<String, Set<String>> keys) {
    if (target instanceof Expression.Item item) {
      Optional<String> key = PythonTree.text(item.key());
      if (item.value() instanceof Expression.Item) {
        names.add(root(item));
      } else if (key.isPresent()) {
        keys.computeIfAbsent(last(item.value()), any -> new HashSet<>()).add(key.get());
      } else {
        names.add(last(item.value()));
      }
    } else if (target instanceof Expression.Sequence sequence) {
      sequence.parts().forEach(part -> target(part, names, keys));
    }
  }

  private static void deleted(Expression target, Set<String> names) {
    if (target instanceof Expression.Item item) {
      names.add(last(item.value()));
    }
  }

  /** Whether something in the file puts keys into a dictionary, or takes them out. */
  static boolean changes(SourceFile file, String name) {
    return file.content()
        .learn(Changed.class, content -> changed(PythonScope.of(file)))
        .names()
        .contains(name);
  }

  /** The names of dictionaries that get or lose keys where they stand. */
  private record Changed(Set<String> names) {
    Changed {
      names = Set.copyOf(names);
    }
  }

  private static Changed changed(PythonScope module) {
    Set<String> names = new HashSet<>();
    PythonWalk.statements(
        module,
        (scope, statement) -> {
          if (statement instanceof Statement.Assignment assignment) {
            assignment.targets().forEach(target -> target(target, names, new HashMap<>()));
          }
          for (Expression expression : PythonTree.expressions(statement)) {
            PythonTree.walk(
                expression,
                part -> {
                  if (part instanceof Expression.Call call
                      && call.function() instanceof Expression.Attribute method
                      && CHANGING.contains(method.name())) {
                    names.add(last(method.value()));
                  }
                });
          }
        });
    return new Changed(names);
  }

  private static void called(Expression expression, Set<String> names, Set<String> parts) {
    if (expression instanceof Expression.Call call) {
      if (call.function() instanceof Expression.Attribute attribute) {
        if (CHANGING.contains(attribute.name())) {
          names.add(last(attribute.value()));
        }
        if (attribute.value() instanceof Expression.Item item) {
          parts.add(root(item));
        }
      }
      if (!LOOKING.contains(last(call.function()))) {
        call.arguments()
            .forEach(
                argument ->
                    (argument.value() instanceof Expression.Item ? parts : names)
                        .add(root(argument.value())));
      }
    }
  }

  /** The name of what something is part of. */
  private static String root(Expression expression) {
    Expression start = expression;
    while (start instanceof Expression.Item item) {
      start = item.value();
    }
    return last(start);
  }

  private static String last(Expression expression) {
    return expression instanceof Expression.Attribute attribute
        ? attribute.name()
        : PythonTree.dotted(expression);
  }
}
