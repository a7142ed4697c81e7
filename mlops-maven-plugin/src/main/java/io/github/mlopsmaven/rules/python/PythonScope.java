package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that a module, a function or a class binds, and to what. */
final class PythonScope {

  /** How a name is bound. */
  sealed interface Binding {}

  /** By a value. */
  record ByValue(Expression value) implements Binding {}

  /** By a part of a value. */
  record ByPart(Expression value, int part) implements Binding {}

  /** By {@code with value as name}. */
  record ByWith(Expression value) implements Binding {}

  /** By an import. */
  record ByImport(Statement.Import statement) implements Binding {}

  /** By a definition. */
  record ByDefinition(Statement statement) implements Binding {}

  /** As a parameter of the function. */
  record ByParameter(Statement.Parameter parameter, int place) implements Binding {}

  /** In another way. */
  record ByOther() implements Binding {}

  private final SourceFile file;
  private final @Nullable PythonScope outer;
  private final Statement owner;
  private final List<Statement> body;
  private final Map<String, List<Binding>> bindings = new HashMap<>();
  private final IdentityHashMap<Statement, PythonScope> inner = new IdentityHashMap<>();
  private final List<PythonScope> scopes = new ArrayList<>();
  private final Set<String> declared = new HashSet<>();
  private final Set<String> local = new HashSet<>();
  private final Set<String> shared = new HashSet<>();
  private boolean isOpen;

  private static final Statement MODULE =
      new Statement.Compound("module", List.of(), List.of(), List.of(), List.of(), 0);

  private PythonScope(
      SourceFile file, @Nullable PythonScope outer, Statement owner, List<Statement> body) {
    this.file = file;
    this.outer = outer;
    this.owner = owner;
    this.body = body;
  }

  /** Whether it, or one around it, binds a name. */
  boolean sees(String name) {
    for (PythonScope scope = this; scope != null; scope = scope.outer) {
      if (scope.names().contains(name)) {
        return true;
      }
    }
    return false;
  }

  private record Known(PythonScope scope) {}

  /** The scope of a file, made once. */
  static PythonScope of(SourceFile file) {
    return file.content().learn(Known.class, content -> new Known(module(file, content))).scope();
  }

  private static PythonScope module(SourceFile file, Content content) {
    return of(file, PythonTree.of(content));
  }

  /** The scope of code that a file has in it. */
  static PythonScope of(SourceFile file, PythonTree tree) {
    PythonScope scope = new PythonScope(file, null, MODULE, tree.body());
    scope.block(scope.body);
    return scope;
  }

  SourceFile file() {
    return file;
  }

  Statement owner() {
    return owner;
  }

  List<Statement> body() {
    return body;
  }

  @Nullable PythonScope outer() {
    return outer;
  }

  /** The scope of a function or class in it. */
  @Nullable PythonScope of(Statement statement) {
    return inner.get(statement);
  }

  /** The scopes of the functions and classes in it. */
  List<PythonScope> scopes() {
    return scopes;
  }

  /** How a name is bound in it. */
  List<Binding> bindings(String name) {
    return bindings.getOrDefault(name, List.of());
  }

  /** All names that it binds. */
  Set<String> names() {
    return bindings.keySet();
  }

  /** The names that it binds, without those that only parts of expressions in it bind. */
  Set<String> local() {
    return local;
  }

  /** The names of it that code of inner scopes binds, by {@code global} or {@code nonlocal}. */
  Set<String> shared() {
    return shared;
  }

  /** Whether names may be bound in it that nobody sees. */
  boolean isOpen() {
    return isOpen;
  }

  boolean isType() {
    return owner instanceof Statement.Type;
  }

  private void bind(String name, Binding binding) {
    if (declared.contains(name)) {
      // The module's name, or that of an outer function: bound in more than one place.
      PythonScope scope = this;
      while (scope.outer != null) {
        scope = scope.outer;
        scope.shared.add(name);
        scope.local.add(name);
        scope.bindings.computeIfAbsent(name, any -> new ArrayList<>()).add(new ByOther());
      }
      return;
    }
    local.add(name);
    bindings.computeIfAbsent(name, any -> new ArrayList<>()).add(binding);
  }

  private PythonScope root() {
    PythonScope root = this;
    while (root.outer != null) {
      root = root.outer;
    }
    return root;
  }

  private void block(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Compound compound
          && (compound.kind().equals("global") || compound.kind().equals("nonlocal"))) {
        declared.addAll(compound.bound());
        root().local.addAll(compound.bound());
      }
    }
    statements.forEach(this::statement);
  }

  private void statement(Statement statement) {
    for (Expression expression : PythonTree.expressions(statement)) {
      PythonTree.walk(expression, this::inside);
    }
    if (statement instanceof Statement.Function function) {
      bind(function.name(), new ByDefinition(function));
      PythonScope scope = new PythonScope(file, this, function, function.body());
      function.generics().forEach(name -> scope.bind(name, new ByOther()));
      int place = 0;
      for (Statement.Parameter parameter : function.parameters()) {
        boolean isNamed = parameter.stars().isEmpty();
        scope.bind(parameter.name(), isNamed ? new ByParameter(parameter, place++) : new ByOther());
      }
      add(statement, scope);
    } else if (statement instanceof Statement.Type type) {
      bind(type.name(), new ByDefinition(type));
      PythonScope scope = new PythonScope(file, this, type, type.body());
      add(statement, scope);
      // Methods see them too; nothing else has names that are like them.
      type.generics().forEach(name -> bind(name, new ByOther()));
    } else if (statement instanceof Statement.Assignment assignment) {
      for (Expression target : assignment.targets()) {
        assigned(target, assignment);
      }
    } else if (statement instanceof Statement.Import imported) {
      isOpen |= imported.bound().equals("*");
      bind(imported.bound(), new ByImport(imported));
    } else if (statement instanceof Statement.Compound compound) {
      compound(compound);
    }
  }

  private void add(Statement statement, PythonScope scope) {
    inner.put(statement, scope);
    scopes.add(scope);
    scope.block(scope.body);
  }

  private void compound(Statement.Compound compound) {
    if (compound.kind().equals("global") || compound.kind().equals("nonlocal")) {
      return;
    }
    boolean isWith = compound.kind().equals("with");
    for (int i = 0; isWith && i < compound.targets().size(); i++) {
      boolean isOne = compound.targets().size() == compound.values().size();
      if (isOne && compound.targets().get(i) instanceof Expression.Name name) {
        bind(name.name(), new ByWith(compound.values().get(i)));
      } else {
        others(compound.targets().get(i));
      }
    }
    if (!isWith) {
      compound.bound().forEach(name -> bind(name, new ByOther()));
    }
    compound.blocks().forEach(this::block);
  }

  private void assigned(Expression target, Statement.Assignment assignment) {
    boolean isPlain = assignment.sign().equals("=");
    if (target instanceof Expression.Name name) {
      if (isPlain && assignment.value().isPresent()) {
        bind(name.name(), new ByValue(assignment.value().get()));
      } else if (!isPlain) {
        bind(name.name(), new ByOther());
      } else {
        local.add(name.name());
        bindings.computeIfAbsent(name.name(), any -> new ArrayList<>());
      }
    } else if (target instanceof Expression.Sequence sequence && isPlain) {
      for (int i = 0; i < sequence.parts().size(); i++) {
        if (sequence.parts().get(i) instanceof Expression.Name name) {
          bind(name.name(), new ByPart(assignment.value().orElseThrow(), i));
        } else {
          others(sequence.parts().get(i));
        }
      }
    } else {
      others(target);
    }
  }

  private void others(Expression target) {
    List<String> names = new ArrayList<>();
    ExpressionParser.bound(target, names);
    names.forEach(name -> bind(name, new ByOther()));
  }

  /** Names that are bound in the middle of an expression: those of a loop hide others there. */
  private void inside(Expression expression) {
    if (expression instanceof Expression.Other other) {
      boolean isKept = other.kind().equals(":=");
      for (String name : other.bound()) {
        if (isKept) {
          bind(name, new ByOther());
        } else {
          bindings.computeIfAbsent(name, any -> new ArrayList<>()).add(new ByOther());
        }
      }
    } else if (expression instanceof Expression.Call call) {
      isOpen |=
          call.function() instanceof Expression.Name name
              && (name.name().equals("exec") || name.name().equals("globals"));
    }
  }
}
