package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What functions and classes of the project take when they are called. */
final class PythonSignatures {

  /** What a decorator may be without changing how its function is called. */
  static final Set<String> HARMLESS =
      Set.of(
          "staticmethod",
          "classmethod",
          "abstractmethod",
          "abc.abstractmethod",
          "override",
          "functools.lru_cache",
          "lru_cache",
          "functools.cache",
          "cache",
          "torch.no_grad",
          "torch.inference_mode",
          "typing.no_type_check");

  private PythonSignatures() {}

  /** What a function takes; empty where a decorator changes it. */
  static Optional<Signature> of(PythonValue.Function value) {
    boolean isPlain =
        value.function().decorators().stream()
            .map(one -> one instanceof Expression.Call call ? call.function() : one)
            .allMatch(one -> HARMLESS.contains(PythonTree.dotted(one)));
    if (!isPlain) {
      return Optional.empty();
    }
    Signature signature = of(value.function());
    boolean isStatic =
        value.function().decorators().stream()
            .anyMatch(one -> PythonTree.dotted(one).equals("staticmethod"));
    return Optional.of(value.isBound() && !isStatic ? signature.ofMethod() : signature);
  }

  private static Signature of(Statement.Function function) {
    List<Signature.Parameter> parameters = new ArrayList<>();
    boolean isNamed = false;
    for (Statement.Parameter one : function.parameters()) {
      if (one.name().equals("/")) {
        parameters.replaceAll(
            before ->
                new Signature.Parameter(before.name(), Signature.Kind.PLACE, before.isRequired()));
      } else if (one.name().equals("*")) {
        isNamed = true;
      } else {
        Signature.Kind kind =
            one.stars().equals("**")
                ? Signature.Kind.NAMES
                : one.stars().equals("*")
                    ? Signature.Kind.PLACES
                    : isNamed ? Signature.Kind.NAME : Signature.Kind.ANY;
        isNamed |= kind == Signature.Kind.PLACES;
        boolean isRequired = one.stars().isEmpty() && one.value().isEmpty();
        parameters.add(new Signature.Parameter(one.name(), kind, isRequired));
      }
    }
    return new Signature(parameters);
  }

  /** What a call of a class takes; empty where its bases, or a decorator, decide. */
  static Optional<Signature> of(PythonValue.Type value) {
    PythonScope scope = value.scope().of(value.type());
    List<Expression> decorators = value.type().decorators();
    boolean isData = decorators.size() == 1 && isDataclass(decorators.get(0));
    if (scope == null) {
      return Optional.empty();
    }
    boolean isPlain =
        !scope.names().contains("__new__")
            && (decorators.isEmpty() || isData)
            && value.type().bases().stream().allMatch(base -> base.name().isEmpty());
    if (!isPlain) {
      return Optional.empty();
    }
    List<PythonScope.Binding> init = scope.bindings("__init__");
    if (!init.isEmpty()) {
      return init.size() == 1
              && init.get(0) instanceof PythonScope.ByDefinition by
              && by.statement() instanceof Statement.Function function
          ? of(new PythonValue.Function(scope, function, true))
          : Optional.empty();
    }
    boolean isBare =
        value.type().bases().stream()
            .allMatch(base -> PythonTree.dotted(base.value()).equals("object"));
    if (!isBare) {
      return Optional.empty();
    }
    return isData ? fields(scope) : Optional.of(new Signature(List.of()));
  }

  private static boolean isDataclass(Expression decorator) {
    Expression name = decorator instanceof Expression.Call call ? call.function() : decorator;
    boolean isOther =
        decorator instanceof Expression.Call call
            && (call.argument("init", -1).isPresent()
                || call.argument("kw_only", -1).isPresent()
                || call.isOpen());
    return !isOther
        && Set.of("dataclass", "dataclasses.dataclass").contains(PythonTree.dotted(name));
  }

  /** The fields of a data class, where each is nothing but a name with or without a default. */
  private static Optional<Signature> fields(PythonScope scope) {
    List<Signature.Parameter> fields = new ArrayList<>();
    for (Statement statement : scope.body()) {
      if (statement instanceof Statement.Assignment assignment
          && assignment.type().isPresent()
          && assignment.targets().get(0) instanceof Expression.Name name) {
        String type = PythonTree.dotted(annotated(assignment.type().get()));
        if (type.endsWith("ClassVar")) {
          continue;
        }
        boolean isOther =
            type.endsWith("InitVar") || type.endsWith("KW_ONLY") || isSpecial(assignment.value());
        if (isOther) {
          return Optional.empty();
        }
        fields.add(
            new Signature.Parameter(name.name(), Signature.Kind.ANY, assignment.value().isEmpty()));
      }
    }
    return Optional.of(new Signature(fields));
  }

  private static Expression annotated(Expression type) {
    return type instanceof Expression.Item item ? item.value() : type;
  }

  private static boolean isSpecial(Optional<Expression> value) {
    return value.isPresent()
        && value.get() instanceof Expression.Call call
        && PythonTree.dotted(call.function()).matches("(?:dataclasses\\.)?field")
        && (call.isOpen()
            || call.argument("init", -1).isPresent()
            || call.argument("kw_only", -1).isPresent()
            || (call.argument("default", -1).isEmpty()
                && call.argument("default_factory", -1).isEmpty()));
  }
}
