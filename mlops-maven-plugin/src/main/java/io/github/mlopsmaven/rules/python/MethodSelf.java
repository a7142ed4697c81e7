package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Methods whose first parameter is not the object.
 *
 * @see <a href="https://docs.python.org/3/tutorial/classes.html#random-remarks">Classes</a>
 */
final class MethodSelf {

  /** What the first parameter of a method is called, by habit. */
  private static final Pattern SELF =
      Pattern.compile(
          "_*(?:self|cls|mcs|mcls|metacls|klass|class_?|this|me|inst|instance|s|c|_|meta\\w*)_*");

  /** Classes whose methods have no object. */
  private static final Pattern OTHERS =
      Pattern.compile("(?:.*\\.)?(?:Protocol|Interface|\\w*Enum|type|ABCMeta|\\w*Meta)");

  private MethodSelf() {}

  /** The methods of a class that cannot be called of an object. */
  static List<Statement.Function> lacking(
      Statement.Type type, PythonScope scope, PythonFacts facts) {
    boolean isOther =
        !type.decorators().isEmpty()
            || type.bases().stream()
                .anyMatch(
                    base ->
                        !base.name().isEmpty()
                            || OTHERS.matcher(PythonTree.dotted(base.value())).matches());
    List<Statement.Function> methods = new ArrayList<>();
    boolean hasSelf = false;
    for (Statement statement : type.body()) {
      if (statement instanceof Statement.Function function && function.decorators().isEmpty()) {
        hasSelf |= first(function).filter(name -> name.equals("self")).isPresent();
        if (isLacked(function)) {
          methods.add(function);
        }
      }
    }
    // A class without any is a place for functions.
    if (isOther || !hasSelf || methods.isEmpty()) {
      return List.of();
    }
    Set<String> used = PythonTypes.readInBody(scope);
    return methods.stream()
        .filter(method -> scope.bindings(method.name()).size() == 1)
        .filter(method -> !used.contains(method.name()))
        .filter(method -> !facts.reached().contains(type.name() + "." + method.name()))
        .filter(method -> !facts.reached().contains("cls." + method.name()))
        .toList();
  }

  private static Optional<String> first(Statement.Function function) {
    return function.parameters().stream()
        .filter(one -> !one.name().equals("/"))
        .findFirst()
        .map(one -> one.stars().isEmpty() || one.name().equals("*") ? one.name() : "self");
  }

  /** Whether a function cannot take the object that it is called of. */
  static boolean isLacked(Statement.Function function) {
    boolean isOfClass =
        Set.of("__new__", "__init_subclass__", "__class_getitem__").contains(function.name());
    return function.decorators().isEmpty()
        && !isOfClass
        && first(function).filter(name -> SELF.matcher(name).matches()).isEmpty();
  }
}
