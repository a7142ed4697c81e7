package io.github.mlopsmaven.rules.python;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Classes of the project: what their objects have. */
final class PythonTypes {

  private static final Set<String> PLAIN_DECORATORS = Set.of("dataclass", "dataclasses.dataclass");

  private PythonTypes() {}

  /** What an attribute of an object is. */
  static PythonValue attribute(PythonValues values, PythonValue.Instance instance, String name) {
    PythonScope scope = instance.type().scope().of(instance.type().type());
    if (scope == null) {
      return PythonValue.UNKNOWN;
    }
    List<PythonScope.Binding> bindings = scope.bindings(name);
    if (bindings.size() == 1
        && bindings.get(0) instanceof PythonScope.ByDefinition definition
        && definition.statement() instanceof Statement.Function function) {
      boolean isProperty =
          function.decorators().stream()
              .map(PythonTree::dotted)
              .anyMatch(one -> one.equals("property") || one.endsWith("cached_property"));
      if (isProperty) {
        return function.decorators().size() == 1
            ? values.property(new PythonValue.Function(scope, function, true))
            : PythonValue.UNKNOWN;
      }
      return new PythonValue.Function(scope, function, true);
    }
    // Set in one place of all: in a method of the class.
    Optional<PythonValue> set = values.set(scope, name);
    if (bindings.isEmpty() && set.isPresent()) {
      return set.get();
    }
    // A field of a data class, by its type.
    for (Statement statement : scope.body()) {
      boolean isField =
          statement instanceof Statement.Assignment assignment
              && assignment.type().isPresent()
              && assignment.targets().get(0) instanceof Expression.Name field
              && field.name().equals(name);
      if (isField) {
        PythonValue type =
            values.of(
                instance.type().scope(), ((Statement.Assignment) statement).type().orElseThrow());
        return type instanceof PythonValue.Type found
            ? new PythonValue.Instance(found)
            : PythonValue.UNKNOWN;
      }
    }
    return PythonValue.UNKNOWN;
  }

  /** What an attribute of a class itself is: a class method gets the class. */
  static PythonValue attribute(PythonValues values, PythonValue.Type type, String name) {
    PythonScope scope = type.scope().of(type.type());
    PythonValue found = scope == null ? PythonValue.UNKNOWN : values.bound(scope, name);
    boolean isOfClass =
        found instanceof PythonValue.Function function
            && function.function().decorators().stream()
                .anyMatch(one -> PythonTree.dotted(one).equals("classmethod"));
    return isOfClass
        ? new PythonValue.Function(
            ((PythonValue.Function) found).scope(), ((PythonValue.Function) found).function(), true)
        : found;
  }

  /** The names that an object has; empty where that is not certain. */
  static Optional<Set<String>> members(PythonValue.Type type) {
    PythonScope scope = type.scope().of(type.type());
    if (scope == null) {
      return Optional.empty();
    }
    boolean isPlain =
        !scope.isOpen()
            && type.type().decorators().stream()
                .map(one -> one instanceof Expression.Call call ? call.function() : one)
                .allMatch(one -> PLAIN_DECORATORS.contains(PythonTree.dotted(one)))
            && type.type().bases().stream()
                .allMatch(
                    base ->
                        base.name().isEmpty() && PythonTree.dotted(base.value()).equals("object"));
    if (!isPlain) {
      return Optional.empty();
    }
    Set<String> members = new HashSet<>(scope.names());
    boolean isOpen =
        members.contains("__getattr__")
            || members.contains("__getattribute__")
            || members.contains("__slots__");
    return isOpen ? Optional.empty() : Optional.of(members);
  }

  /**
   * The names that a class itself has: those of a plain class, or the members of an enumeration.
   *
   * @param name the name that is looked for: of an enumeration, only one in capitals is a member
   */
  static Optional<Set<String>> constants(PythonValue.Type type, String name) {
    PythonScope scope = type.scope().of(type.type());
    List<String> bases =
        type.type().bases().stream()
            .map(base -> base.name() + PythonTree.dotted(base.value()).replaceFirst("^enum\\.", ""))
            .toList();
    boolean isEnumeration =
        scope != null
            && !scope.isOpen()
            && bases.stream().anyMatch(ENUMERATIONS::contains)
            && bases.stream()
                .allMatch(
                    base -> ENUMERATIONS.contains(base) || Set.of("str", "int").contains(base))
            && type.type().decorators().stream()
                .allMatch(one -> PythonTree.dotted(one).matches("(?:enum\\.)?unique"));
    if (scope != null && isEnumeration) {
      return name.matches("[A-Z][A-Z0-9_]*") ? Optional.of(scope.names()) : Optional.empty();
    }
    return members(type);
  }

  private static final Set<String> ENUMERATIONS =
      Set.of("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag");

  /** The names that the body of a class reads itself, outside of its methods. */
  static Set<String> readInBody(PythonScope scope) {
    Set<String> names = new HashSet<>();
    for (Statement statement : scope.body()) {
      for (Expression expression : PythonTree.expressions(statement)) {
        PythonTree.walk(
            expression,
            part -> {
              if (part instanceof Expression.Name name) {
                names.add(name.name());
              }
            });
      }
    }
    return names;
  }

  /** What a number, a list, a set or an f-string is. */
  static PythonValue plain(Expression expression) {
    if (expression instanceof Expression.Constant constant) {
      boolean isNumber = !constant.value().matches("None|\\.\\.\\.");
      return isNumber ? new PythonValue.Plain("number") : PythonValue.UNKNOWN;
    }
    if (expression instanceof Expression.Sequence sequence && !sequence.isTuple()) {
      return new PythonValue.Plain("list");
    }
    boolean isPlain =
        expression instanceof Expression.Other other
            && Set.of("f", "list", "set", "comprehension").contains(other.kind());
    return isPlain
        ? new PythonValue.Plain(((Expression.Other) expression).kind())
        : PythonValue.UNKNOWN;
  }

  /** What a call of an asynchronous function gives, where nothing changes the function. */
  static PythonValue coroutine(PythonValue.Function function) {
    boolean isPlain =
        function.function().decorators().stream()
                .map(PythonTree::dotted)
                .allMatch(name -> name.equals("staticmethod") || name.equals("classmethod"))
            && !PythonReturns.of(function.function().body()).isGenerator();
    return isPlain ? new PythonValue.Coroutine(function) : PythonValue.UNKNOWN;
  }

  /** A tuple whose parts an annotation counts. */
  static PythonValue tuple(Expression type) {
    boolean isTuple =
        type instanceof Expression.Item item
            && PythonTree.dotted(item.value()).matches("(?:typing\\.)?[tT]uple")
            && item.key() instanceof Expression.Other parts
            && parts.kind().equals("slice")
            && parts.parts().stream()
                .noneMatch(
                    part ->
                        part instanceof Expression.Constant || part instanceof Expression.Other);
    return isTuple
        ? new PythonValue.Tuple(
            ((Expression.Item) type)
                .key().parts().stream().map(part -> PythonValue.UNKNOWN).toList())
        : PythonValue.UNKNOWN;
  }

  /** The one value that all are; of tuples, their number of parts. */
  static PythonValue same(List<PythonValue> values) {
    PythonValue first = values.get(0);
    boolean areSame = values.stream().allMatch(first::equals);
    if (areSame) {
      return first;
    }
    boolean areAlike =
        first instanceof PythonValue.Tuple tuple
            && values.stream()
                .allMatch(
                    one ->
                        one instanceof PythonValue.Tuple other
                            && other.parts().size() == tuple.parts().size());
    return areAlike
        ? new PythonValue.Tuple(
            ((PythonValue.Tuple) first).parts().stream().map(any -> PythonValue.UNKNOWN).toList())
        : PythonValue.UNKNOWN;
  }
}
