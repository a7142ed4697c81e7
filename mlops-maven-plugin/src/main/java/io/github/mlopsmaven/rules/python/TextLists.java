package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists of texts that code writes out, also through names, imports and sums. */
final class TextLists {

  private static final int DEEPEST = 8;

  /** Calls that give the elements of their argument. */
  private static final Set<String> SAME =
      Set.of("list", "tuple", "set", "sorted", "frozenset", "dict.fromkeys");

  private TextLists() {}

  /** Its elements; empty where one of them is not known. */
  static Optional<List<String>> of(PythonValues values, PythonScope scope, Expression expression) {
    return of(values, scope, expression, 0);
  }

  private static Optional<List<String>> of(
      PythonValues values, PythonScope scope, Expression expression, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    if (expression instanceof Expression.Sequence sequence) {
      return elements(values, scope, sequence.parts(), depth);
    }
    if (expression instanceof Expression.Other set && set.kind().equals("set")) {
      return elements(values, scope, set.parts(), depth);
    }
    if (expression instanceof Expression.Binary sum && sum.sign().equals("+")) {
      Optional<List<String>> left = of(values, scope, sum.left(), depth + 1);
      Optional<List<String>> right = of(values, scope, sum.right(), depth + 1);
      if (left.isEmpty() || right.isEmpty()) {
        return Optional.empty();
      }
      List<String> all = new ArrayList<>(left.get());
      all.addAll(right.get());
      return Optional.of(all);
    }
    if (expression instanceof Expression.Call call
        && call.arguments().size() == 1
        && SAME.contains(PythonTree.dotted(call.function()))) {
      return of(values, scope, call.arguments().get(0).value(), depth + 1);
    }
    if (expression instanceof Expression.Name name) {
      return named(values, scope, name.name(), depth);
    }
    if (expression instanceof Expression.Attribute attribute
        && values.of(scope, attribute.value()) instanceof PythonValue.Module module) {
      Optional<SourceFile> code = values.code(module);
      return code.isEmpty()
          ? Optional.empty()
          : named(values, PythonScope.of(code.get()), attribute.name(), depth);
    }
    return Optional.empty();
  }

  private static Optional<List<String>> elements(
      PythonValues values, PythonScope scope, List<Expression> parts, int depth) {
    List<String> all = new ArrayList<>();
    for (Expression part : parts) {
      if (part instanceof Expression.Other star && star.kind().equals("*")) {
        Optional<List<String>> more = of(values, scope, star.parts().get(0), depth + 1);
        if (more.isEmpty()) {
          return Optional.empty();
        }
        all.addAll(more.get());
      } else if (values.of(scope, part) instanceof PythonValue.Text text) {
        all.add(text.value());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(all);
  }

  private static Optional<List<String>> named(
      PythonValues values, PythonScope start, String name, int depth) {
    for (PythonScope scope = start; scope != null; scope = scope.outer()) {
      if (scope.names().contains(name)) {
        List<PythonScope.Binding> bindings = scope.bindings(name);
        if (bindings.size() != 1 || isChanged(scope.file(), name)) {
          return Optional.empty();
        }
        if (bindings.get(0) instanceof PythonScope.ByValue by) {
          return of(values, scope, by.value(), depth + 1);
        }
        if (bindings.get(0) instanceof PythonScope.ByImport by
            && !by.statement().name().isEmpty()) {
          Optional<SourceFile> code = values.code(scope.file(), by.statement());
          return code.isEmpty()
              ? Optional.empty()
              : named(values, PythonScope.of(code.get()), by.statement().name(), depth + 1);
        }
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isChanged(SourceFile file, String name) {
    String text = file.text();
    return text.contains(name + ".append(")
        || text.contains(name + ".extend(")
        || text.contains(name + ".remove(")
        || text.contains(name + ".insert(");
  }
}
