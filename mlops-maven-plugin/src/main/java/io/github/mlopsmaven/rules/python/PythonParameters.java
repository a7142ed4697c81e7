package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the parameters of a project's functions are: what all calls of the project give them. */
final class PythonParameters {

  private final PythonValues values;
  private final IdentityHashMap<Statement.Parameter, PythonValue> known = new IdentityHashMap<>();
  private @Nullable Map<String, List<Site>> sites;

  PythonParameters(PythonValues values) {
    this.values = values;
  }

  /** A call, with the scope that it stands in. */
  private record Site(PythonScope scope, Expression.Call call) {}

  /** What a call gives a parameter, with the scope that it stands in. */
  record Given(PythonScope scope, Expression value) {}

  /** What the calls of a function give a parameter of it, as far as they are understood. */
  List<Given> given(PythonScope scope, PythonScope.ByParameter binding) {
    Statement.Function function = (Statement.Function) scope.owner();
    List<Given> given = new ArrayList<>();
    for (Site site : sites().getOrDefault(function.name(), List.of())) {
      if (values.of(site.scope(), site.call().function()) instanceof PythonValue.Function found
          && found.function().equals(function)
          && !site.call().isOpen()) {
        site.call()
            .argument(binding.parameter().name(), binding.place() - (found.isBound() ? 1 : 0))
            .ifPresent(value -> given.add(new Given(site.scope(), value)));
      }
    }
    return given;
  }

  /** What a parameter is, found once: a name of a method may have thousands of calls. */
  PythonValue of(PythonScope scope, PythonScope.ByParameter binding) {
    PythonValue found = known.get(binding.parameter());
    if (found == null) {
      // What needs itself is not known.
      known.put(binding.parameter(), PythonValue.UNKNOWN);
      found = find(scope, binding);
      known.put(binding.parameter(), found);
    }
    return found;
  }

  /** The same in every call of the project, or else its default. */
  private PythonValue find(PythonScope scope, PythonScope.ByParameter binding) {
    Statement.Function function = (Statement.Function) scope.owner();
    PythonScope outer = Objects.requireNonNull(scope.outer());
    Optional<Statement.Type> owner =
        outer.owner() instanceof Statement.Type type ? Optional.of(type) : Optional.empty();
    boolean isMethod = owner.isPresent() && !hasDecorator(function, "staticmethod");
    if (isMethod && binding.place() == 0) {
      return hasDecorator(function, "classmethod")
          ? PythonValue.UNKNOWN
          : new PythonValue.Instance(
              new PythonValue.Type(Objects.requireNonNull(outer.outer()), owner.get()));
    }
    List<PythonValue> given = new ArrayList<>();
    boolean isConstructor = isMethod && function.name().equals("__init__");
    String called = isConstructor ? owner.orElseThrow().name() : function.name();
    for (Site site : sites().getOrDefault(called, List.of())) {
      PythonValue callee = values.of(site.scope(), site.call().function());
      boolean isMeant =
          (callee instanceof PythonValue.Function found && found.function().equals(function))
              || (isConstructor
                  && callee instanceof PythonValue.Type type
                  && type.type().equals(outer.owner()));
      boolean isOther =
          !isMeant
              && (callee instanceof PythonValue.Function || callee instanceof PythonValue.Library);
      // A test may give another folder than the one that it is made for.
      boolean isTest =
          TestCode.is(site.scope().file()) && byDefault(scope, binding) instanceof PythonValue.Path;
      if (isOther || isTest) {
        continue;
      }
      if (!isMeant || site.call().isOpen()) {
        return PythonValue.UNKNOWN;
      }
      Optional<Expression> argument =
          site.call().argument(binding.parameter().name(), binding.place() - (isMethod ? 1 : 0));
      given.add(
          argument
              .map(value -> values.of(site.scope(), value))
              .orElseGet(() -> byDefault(scope, binding)));
    }
    PythonValue typed =
        binding.parameter().type().map(type -> values.of(outer, type)).orElse(PythonValue.UNKNOWN);
    if (typed instanceof PythonValue.Type type) {
      return new PythonValue.Instance(type);
    }
    return given.isEmpty() ? byDefault(scope, binding) : PythonTypes.same(given);
  }

  private static boolean hasDecorator(Statement.Function function, String wanted) {
    return function.decorators().stream().map(PythonTree::dotted).anyMatch(wanted::equals);
  }

  private PythonValue byDefault(PythonScope scope, PythonScope.ByParameter binding) {
    return binding
        .parameter()
        .value()
        .map(value -> values.of(Objects.requireNonNull(scope.outer()), value))
        .orElse(PythonValue.UNKNOWN);
  }

  /** The calls of the project, by the last name of what is called. */
  private Map<String, List<Site>> sites() {
    Map<String, List<Site>> found = sites;
    if (found == null) {
      Map<String, List<Site>> all = new HashMap<>();
      for (SourceFile file : values.files()) {
        PythonWalk.expressions(
            PythonScope.of(file),
            (scope, expression) -> {
              if (expression instanceof Expression.Call call) {
                String name =
                    call.function() instanceof Expression.Attribute attribute
                        ? attribute.name()
                        : PythonTree.dotted(call.function());
                all.computeIfAbsent(name, any -> new ArrayList<>()).add(new Site(scope, call));
              }
            });
      }
      found = all;
      sites = all;
    }
    return found;
  }
}
