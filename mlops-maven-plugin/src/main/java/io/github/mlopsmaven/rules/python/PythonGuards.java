package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The exceptions that the statements of a file are prepared for, by {@code try} and by {@code with
 * suppress(…)} or {@code with raises(…)}.
 *
 * @see <a href="https://docs.python.org/3/reference/compound_stmts.html#the-try-statement">The try
 *     statement</a>
 */
final class PythonGuards {

  /** What a handler takes that names none. */
  private static final String ANY = "BaseException";

  private static final Set<String> BROAD = Set.of("Exception", ANY);

  private static final Set<String> MANAGERS = Set.of("suppress", "raises", "assertRaises");

  private static final Set<String> EXITS = Set.of("sys.exit", "exit", "quit", "os._exit");

  private final IdentityHashMap<Statement, Set<String>> caught = new IdentityHashMap<>();

  private PythonGuards() {}

  /** The guards of a file. */
  static PythonGuards of(SourceFile file) {
    return of(PythonTree.of(file.content()).body());
  }

  /** The guards of some statements. */
  static PythonGuards of(List<Statement> body) {
    PythonGuards guards = new PythonGuards();
    guards.block(body, Set.of());
    return guards;
  }

  /**
   * Whether a statement is prepared for an exception.
   *
   * @param statement one of the file's
   * @param exceptions the exception, and those that it is one of
   */
  boolean isGuarded(Statement statement, String... exceptions) {
    Set<String> names = caught.getOrDefault(statement, Set.of());
    return names.stream().anyMatch(BROAD::contains)
        || List.of(exceptions).stream().anyMatch(names::contains);
  }

  private void block(List<Statement> statements, Set<String> outer) {
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      caught.put(statement, outer);
      Set<String> inner = new HashSet<>(outer);
      if (statement instanceof Statement.Function) {
        // It runs when it is called, elsewhere.
        inner.clear();
      } else if (statement instanceof Statement.Compound compound) {
        if (compound.kind().equals("try")) {
          inner.addAll(handled(statements, i + 1));
        } else if (compound.kind().equals("with")) {
          compound.values().forEach(value -> managed(value, inner));
        }
      }
      PythonTree.blocks(statement).forEach(body -> block(body, inner));
    }
  }

  /** What the handlers take that follow a {@code try}. */
  private static Set<String> handled(List<Statement> statements, int from) {
    Set<String> names = new HashSet<>();
    for (int i = from; i < statements.size(); i++) {
      if (!(statements.get(i) instanceof Statement.Compound handler)
          || !handler.kind().equals("except")) {
        break;
      }
      Set<String> own = new HashSet<>();
      handler.values().forEach(value -> names(value, own));
      if (handler.values().isEmpty()) {
        own.add(ANY);
      }
      // A handler of everything that ends the program still fails.
      if (handler.blocks().stream().anyMatch(PythonGuards::fails)) {
        own.removeAll(BROAD);
      }
      names.addAll(own);
    }
    return names;
  }

  private static boolean fails(List<Statement> body) {
    return body.stream().anyMatch(PythonGuards::fails);
  }

  private static boolean fails(Statement statement) {
    boolean isRaise =
        statement instanceof Statement.Compound compound && compound.kind().equals("raise");
    boolean isExit =
        statement instanceof Statement.Bare bare
            && bare.value() instanceof Expression.Call call
            && EXITS.contains(PythonTree.dotted(call.function()));
    return isRaise || isExit;
  }

  private static void managed(Expression value, Set<String> names) {
    if (value instanceof Expression.Call call) {
      String name = last(PythonTree.dotted(call.function()));
      if (MANAGERS.contains(name)) {
        call.arguments().forEach(argument -> names(argument.value(), names));
      }
    }
  }

  private static void names(Expression value, Set<String> names) {
    if (value instanceof Expression.Sequence sequence) {
      sequence.parts().forEach(part -> names(part, names));
      return;
    }
    Optional.of(last(PythonTree.dotted(value)))
        .filter(name -> !name.isEmpty())
        .ifPresent(names::add);
  }

  private static String last(String dotted) {
    return dotted.substring(dotted.lastIndexOf('.') + 1);
  }
}
