package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the code of a project sets attributes. */
final class PythonAttributes {

  /** A value that an attribute gets, with the scope that it stands in. */
  record Site(PythonScope scope, Expression value) {}

  private final Map<String, List<Optional<Site>>> sites = new HashMap<>();
  private final Set<String> named = new HashSet<>();

  private PythonAttributes() {}

  static PythonAttributes of(List<SourceFile> files) {
    PythonAttributes attributes = new PythonAttributes();
    for (SourceFile file : files) {
      PythonWalk.statements(PythonScope.of(file), attributes::statement);
    }
    return attributes;
  }

  private void statement(PythonScope scope, Statement statement) {
    if (statement instanceof Statement.Assignment assignment) {
      boolean isOne = assignment.targets().size() == 1 && assignment.sign().equals("=");
      for (Expression target : assignment.targets()) {
        target(
            target,
            isOne
                ? assignment.value().map(value -> new Site(scope, value))
                : Optional.<Site>empty());
      }
    } else if (statement instanceof Statement.Compound compound) {
      compound.targets().forEach(target -> target(target, Optional.empty()));
    }
    for (Expression expression : PythonTree.expressions(statement)) {
      PythonTree.walk(
          expression,
          part -> {
            if (part instanceof Expression.Call call && call.arguments().size() > 1) {
              // setattr, patch.object and their like.
              PythonTree.text(call.arguments().get(1).value()).ifPresent(named::add);
            }
          });
    }
  }

  private void target(Expression target, Optional<Site> site) {
    if (target instanceof Expression.Attribute attribute) {
      boolean isSelf =
          attribute.value() instanceof Expression.Name name && name.name().equals("self");
      sites
          .computeIfAbsent(attribute.name(), any -> new ArrayList<>())
          .add(isSelf ? site : Optional.empty());
    } else if (target instanceof Expression.Sequence sequence) {
      sequence.parts().forEach(part -> target(part, Optional.empty()));
    } else if (target instanceof Expression.Other other) {
      other.parts().forEach(part -> target(part, Optional.empty()));
    }
  }

  /** The one place of all that sets an attribute, if it is in a method of the class. */
  Optional<Site> only(PythonScope type, String name) {
    List<Optional<Site>> found = sites.getOrDefault(name, List.of());
    boolean isOnly =
        found.size() == 1
            && found.get(0).isPresent()
            && type.equals(found.get(0).get().scope().outer())
            && !named.contains(name);
    return isOnly ? found.get(0) : Optional.empty();
  }
}
