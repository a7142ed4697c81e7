package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.data.DataFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a file reads, each where Python would look for it: in its function, the functions
 * around it, the module and the language.
 *
 * @see <a href="https://docs.python.org/3/reference/executionmodel.html#resolution-of-names">
 *     Resolution of names</a>
 */
final class PythonReads {

  /** The names that Python, and notebooks, have without an import. */
  static final Set<String> BUILT_IN = builtIn();

  /** What Python 2 had: code that asks for the version may still have it. */
  private static final Set<String> FORMER =
      Set.of("_", "unicode", "basestring", "xrange", "raw_input", "long", "unichr", "execfile");

  /** Functions that may bind names that nobody sees. */
  private static final Set<String> BINDING = Set.of("exec", "globals", "locals", "vars");

  /**
   * A read of a name that nothing binds where Python looks.
   *
   * @param name the name
   * @param index where it is read
   * @param isElsewhere whether another function of the file binds it
   * @param isLazy whether it stands in an annotation that Python only keeps as text
   */
  record Unbound(String name, int index, boolean isElsewhere, boolean isLazy) {}

  private final PythonGuards guards;
  private final List<Unbound> unbound = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();
  private boolean isOpen;
  private boolean isLazy;

  private PythonReads(PythonGuards guards) {
    this.guards = guards;
  }

  /** Goes through a file. */
  static PythonReads of(PythonScope module, PythonGuards guards) {
    PythonReads reads = new PythonReads(guards);
    reads.collect(module);
    reads.isOpen |= PythonSign.namesOthers(module.file().text());
    boolean keepsText = keepsAnnotations(module);
    PythonWalk.statements(
        module, (scope, statement) -> reads.statement(scope, statement, keepsText));
    return reads;
  }

  /** The reads that find nothing; none where the file may have names that nobody sees. */
  List<Unbound> unbound() {
    return isOpen ? List.of() : unbound;
  }

  /** Whether the file may have names that nobody sees. */
  boolean isOpen() {
    return isOpen;
  }

  /** All names that the file binds. */
  Set<String> names() {
    return names;
  }

  private void collect(PythonScope scope) {
    names.addAll(scope.local());
    isOpen |= scope.isOpen();
    scope.scopes().forEach(this::collect);
  }

  /**
   * Whether annotations are kept as texts.
   *
   * @see <a href="https://peps.python.org/pep-0563/">PEP 563</a>
   */
  private static boolean keepsAnnotations(PythonScope module) {
    for (Statement statement : module.body()) {
      if (statement instanceof Statement.Import imported
          && imported.module().equals("__future__")
          && imported.name().equals("annotations")) {
        return true;
      }
    }
    return false;
  }

  private void statement(PythonScope scope, Statement statement, boolean keepsText) {
    if (guards.isGuarded(statement, "NameError", "UnboundLocalError")) {
      return;
    }
    for (Expression expression : PythonTree.expressions(statement)) {
      expression(scope, expression, Set.of());
    }
    isLazy = keepsText;
    if (statement instanceof Statement.Function function) {
      Set<String> generics = Set.copyOf(function.generics());
      for (Statement.Parameter parameter : function.parameters()) {
        parameter.type().ifPresent(type -> expression(scope, type, generics));
      }
      function.result().ifPresent(type -> expression(scope, type, generics));
    } else if (statement instanceof Statement.Assignment assignment
        && !(scope.owner() instanceof Statement.Function)) {
      // In a function nobody looks at them.
      assignment.type().ifPresent(type -> expression(scope, type, Set.of()));
    }
    isLazy = false;
  }

  private void expression(PythonScope scope, Expression expression, Set<String> hidden) {
    if (expression instanceof Expression.Name name) {
      if (!hidden.contains(name.name())) {
        read(scope, name);
      }
      return;
    }
    Set<String> inside = hidden;
    if (expression instanceof Expression.Other other && !other.bound().isEmpty()) {
      inside = new HashSet<>(hidden);
      inside.addAll(other.bound());
    } else if (expression instanceof Expression.Call call) {
      isOpen |=
          call.function() instanceof Expression.Name name
              && BINDING.contains(name.name())
              && (call.arguments().isEmpty() || !name.name().equals("vars"));
    }
    for (Expression part : expression.parts()) {
      expression(scope, part, inside);
    }
  }

  private void read(PythonScope start, Expression.Name name) {
    if (BUILT_IN.contains(name.name()) || FORMER.contains(name.name())) {
      return;
    }
    for (PythonScope scope = start; scope != null; scope = scope.outer()) {
      boolean isSeen = !scope.isType() || scope == start;
      if (isSeen && scope.local().contains(name.name())) {
        return;
      }
    }
    unbound.add(new Unbound(name.name(), name.index(), names.contains(name.name()), isLazy));
  }

  private static Set<String> builtIn() {
    Set<String> names = new HashSet<>();
    for (String line : DataFile.lines(PythonReads.class, "builtin-names.txt")) {
      names.addAll(Arrays.asList(line.split(" ", -1)));
    }
    return Set.copyOf(names);
  }
}
