package io.github.mlopsmaven.rules.python;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of files that code opens, also where nobody knows the folder. */
final class FileNames {

  /** No name is followed farther. */
  private static final int DEEPEST = 8;

  private static final Pattern NAME = Pattern.compile("[\\w][\\w .-]*\\.[A-Za-z]\\w*");

  /** Calls of the first argument, or of the value before the point, that mean the same file. */
  private static final Set<String> OF_FIRST =
      Set.of("open", "str", "next", "sorted", "list", "iter", "io.open", "os.fspath");

  private static final Set<String> OF_OWNER =
      Set.of("read_text", "read_bytes", "read", "open", "resolve", "absolute", "as_posix");

  private static final Set<String> OF_LAST =
      Set.of("Path", "pathlib.Path", "os.path.join", "join", "joinpath", "with_name");

  private static final Set<String> SEARCHING = Set.of("glob", "rglob", "iglob");

  private FileNames() {}

  /** The name of the file that an expression opens, names or reads. */
  static Optional<String> of(PythonValues values, PythonScope scope, Expression expression) {
    return of(values, scope, expression, 0).filter(name -> NAME.matcher(name).matches());
  }

  private static Optional<String> of(
      PythonValues values, PythonScope scope, Expression expression, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    if (expression instanceof Expression.Call call) {
      return call(values, scope, call, depth);
    }
    if (expression instanceof Expression.Item item && item.key() instanceof Expression.Constant) {
      return of(values, scope, item.value(), depth + 1);
    }
    if (expression instanceof Expression.Binary binary && "/+".contains(binary.sign())) {
      return of(values, scope, binary.right(), depth + 1);
    }
    if (values.of(scope, expression) instanceof PythonValue.Text text) {
      return Optional.of(last(text.value()));
    }
    if (expression instanceof Expression.Name name) {
      return named(values, scope, name.name(), depth);
    }
    return PythonText.pattern(values, scope, expression).map(FileNames::last);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Optional<String> named(
      PythonValues values, PythonScope start, String name, int depth) {
    for (PythonScope scope = start; scope != null; scope = scope.outer()) {
      if (scope.bindings(name).size() == 1) {
        PythonScope.Binding binding = scope.bindings(name).get(0);
        if (binding instanceof PythonScope.ByValue by) {
          return of(values, scope, by.value(), depth + 1);
        }
        return binding instanceof PythonScope.ByWith with
            ? of(values, scope, with.value(), depth + 1)
            : Optional.empty();
      }
      if (scope.names().contains(name)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> call(
      PythonValues values, PythonScope scope, Expression.Call call, int depth) {
    String name = PythonTree.dotted(call.function());
    boolean hasArguments = !call.arguments().isEmpty();
    if (hasArguments && OF_FIRST.contains(name)) {
      return of(values, scope, call.arguments().get(0).value(), depth + 1);
    }
    String method =
        call.function() instanceof Expression.Attribute attribute ? attribute.name() : name;
    if (hasArguments && (OF_LAST.contains(name) || OF_LAST.contains(method))) {
      int last = call.arguments().size() - 1;
      return of(values, scope, call.arguments().get(last).value(), depth + 1);
    }
    if (hasArguments && SEARCHING.contains(method)) {
      return of(values, scope, call.arguments().get(0).value(), depth + 1);
    }
    return call.function() instanceof Expression.Attribute attribute
            && OF_OWNER.contains(attribute.name())
        ? of(values, scope, attribute.value(), depth + 1)
        : Optional.empty();
  }
}
