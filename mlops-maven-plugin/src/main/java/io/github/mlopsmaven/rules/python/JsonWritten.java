package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of JSON that the code of a project writes, by the name of the file.
 *
 * @see <a href="https://docs.python.org/3/library/json.html">json</a>
 */
final class JsonWritten {

  private final PythonValues values;
  private final Map<String, Set<String>> keys = new HashMap<>();

  /** Files that get JSON of which nobody knows the keys. */
  private final Set<String> unknown = new HashSet<>();

  private JsonWritten(PythonValues values) {
    this.values = values;
  }

  static JsonWritten of(PythonValues values) {
    JsonWritten written = new JsonWritten(values);
    for (SourceFile file : values.files()) {
      if (file.text().contains("dump") && !TestCode.is(file)) {
        PythonWalk.expressions(
            PythonScope.of(file),
            (scope, expression) -> {
              if (expression instanceof Expression.Call call) {
                written.call(scope, call);
              }
            });
      }
    }
    return written;
  }

  /** The keys that all writers of a file give it; empty where one of them is not understood. */
  Optional<Set<String>> keys(String name) {
    boolean isOwn =
        values.project().files().paths().stream()
            .anyMatch(path -> path.equals(name) || path.endsWith("/" + name));
    return unknown.contains(name) || isOwn ? Optional.empty() : Optional.ofNullable(keys.get(name));
  }

  private void call(PythonScope scope, Expression.Call call) {
    String name = PythonTree.dotted(call.function());
    if (name.equals("json.dump") && call.arguments().size() > 1) {
      add(scope, call.arguments().get(1).value(), call.arguments().get(0).value());
    } else if (name.endsWith(".log_dict") && call.arguments().size() > 1) {
      add(scope, call.arguments().get(1).value(), call.arguments().get(0).value());
    } else if (call.function() instanceof Expression.Attribute method
        && Set.of("write_text", "write_bytes", "write").contains(method.name())
        && !call.arguments().isEmpty()) {
      Optional<Expression> dumped = dumped(scope, call.arguments().get(0).value(), 0);
      if (dumped.isPresent()) {
        add(scope, method.value(), dumped.get());
      } else {
        FileNames.of(values, scope, method.value()).ifPresent(unknown::add);
      }
    }
  }

  /** What {@code json.dumps} is given in an expression, or in the name that stands for one. */
  private static Optional<Expression> dumped(PythonScope start, Expression expression, int depth) {
    if (expression instanceof Expression.Call call
        && PythonTree.dotted(call.function()).equals("json.dumps")
        && !call.arguments().isEmpty()) {
      return Optional.of(call.arguments().get(0).value());
    }
    if (expression instanceof Expression.Binary sum && sum.sign().equals("+")) {
      return dumped(start, sum.left(), depth);
    }
    if (expression instanceof Expression.Call call
        && call.function() instanceof Expression.Attribute method
        && method.name().equals("encode")) {
      return dumped(start, method.value(), depth);
    }
    return expression instanceof Expression.Name name
            && start.bindings(name.name()).size() == 1
            && start.bindings(name.name()).get(0) instanceof PythonScope.ByValue by
            && depth < 2
        ? dumped(start, by.value(), depth + 1)
        : Optional.empty();
  }

  private void add(PythonScope scope, Expression file, Expression value) {
    Optional<String> name = FileNames.of(values, scope, file);
    if (name.isEmpty()) {
      return;
    }
    Optional<Set<String>> found = keysOf(scope, value);
    if (found.isPresent()) {
      keys.computeIfAbsent(name.get(), any -> new TreeSet<>()).addAll(found.get());
    } else {
      unknown.add(name.get());
    }
  }

  /** The keys of what is written. */
  private Optional<Set<String>> keysOf(PythonScope scope, Expression value) {
    if (value instanceof Expression.Call call && !call.isOpen()) {
      String name = PythonTree.dotted(call.function());
      boolean isWhole = name.equals("asdict") || name.equals("dataclasses.asdict");
      if ((isWhole || name.equals("vars")) && call.arguments().size() == 1) {
        return fields(values.of(scope, call.arguments().get(0).value()));
      }
      if (name.equals("dict") && call.arguments().stream().noneMatch(one -> one.name().isEmpty())) {
        Set<String> names = new HashSet<>();
        call.arguments().forEach(one -> names.add(one.name()));
        return Optional.of(names);
      }
    }
    if (!(values.of(scope, value) instanceof PythonValue.Dictionary dictionary)) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>(dictionary.more());
    for (Optional<Expression> key : dictionary.written().keys()) {
      if (key.isEmpty()
          || !(values.of(dictionary.scope(), key.get()) instanceof PythonValue.Text text)) {
        return Optional.empty();
      }
      names.add(text.value());
    }
    return Optional.of(names);
  }

  /** The fields of a data class. */
  static Optional<Set<String>> fields(PythonValue value) {
    return value instanceof PythonValue.Instance instance
        ? fields(instance.type().type())
        : Optional.empty();
  }

  /** The fields of a data class that has no base. */
  static Optional<Set<String>> fields(Statement.Type type) {
    List<Expression> decorators = type.decorators();
    boolean isData =
        decorators.size() == 1
            && type.bases().isEmpty()
            && PythonTree.dotted(
                    decorators.get(0) instanceof Expression.Call call
                        ? call.function()
                        : decorators.get(0))
                .matches("(?:dataclasses\\.)?dataclass");
    if (!isData) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>();
    for (Statement statement : type.body()) {
      if (statement instanceof Statement.Assignment field
          && field.type().isPresent()
          && field.targets().get(0) instanceof Expression.Name name
          && !PythonTree.dotted(
                  field.type().get() instanceof Expression.Item item
                      ? item.value()
                      : field.type().get())
              .endsWith("ClassVar")) {
        names.add(name.name());
      }
    }
    return Optional.of(names);
  }
}
