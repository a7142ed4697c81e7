package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Handlers of exceptions that another handler above takes first.
 *
 * @see <a href="https://docs.python.org/3/library/exceptions.html#exception-hierarchy">Exception
 *     hierarchy</a>
 */
final class UnreachedHandlers {

  /** Each exception, with the ones that are made from it. */
  private static final String HIERARCHY =
      """
      BaseException Exception KeyboardInterrupt SystemExit GeneratorExit asyncio.CancelledError
      Exception ArithmeticError AssertionError AttributeError BufferError EOFError ImportError LookupError
      Exception MemoryError NameError OSError ReferenceError RuntimeError StopIteration SyntaxError TypeError
      Exception ValueError Warning subprocess.SubprocessError csv.Error
      ArithmeticError FloatingPointError OverflowError ZeroDivisionError
      ImportError ModuleNotFoundError
      LookupError IndexError KeyError
      NameError UnboundLocalError
      OSError BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError
      OSError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError
      OSError urllib.error.URLError requests.exceptions.RequestException requests.RequestException
      ConnectionError BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError
      RuntimeError NotImplementedError RecursionError
      SyntaxError IndentationError
      ValueError UnicodeError json.JSONDecodeError json.decoder.JSONDecodeError
      UnicodeError UnicodeDecodeError UnicodeEncodeError
      subprocess.SubprocessError subprocess.CalledProcessError subprocess.TimeoutExpired
      urllib.error.URLError urllib.error.HTTPError
      requests.exceptions.RequestException requests.exceptions.HTTPError requests.exceptions.Timeout
      requests.exceptions.RequestException requests.exceptions.ConnectionError
      requests.RequestException requests.HTTPError requests.Timeout requests.ConnectionError
      """;

  /** Other names of one exception. */
  private static final Set<String> OF_SYSTEM = Set.of("IOError", "EnvironmentError");

  /** No chain of classes is longer. */
  private static final int DEEPEST = 12;

  private final PythonValues values;
  private final Map<String, String> parents = new HashMap<>();

  UnreachedHandlers(PythonValues values) {
    this.values = values;
    for (String line : HIERARCHY.strip().split("\n", -1)) {
      String[] names = line.strip().split(" ", -1);
      for (int i = 1; i < names.length; i++) {
        parents.put(names[i], names[0]);
      }
    }
  }

  /** The handlers of the blocks of a scope that are never reached. */
  List<TestParameters.Mistake> mistakes(PythonScope scope, List<Statement> block) {
    List<TestParameters.Mistake> mistakes = new ArrayList<>();
    block(scope, block, mistakes);
    return mistakes;
  }

  private void block(
      PythonScope scope, List<Statement> block, List<TestParameters.Mistake> mistakes) {
    Set<String> taken = new HashSet<>();
    for (Statement statement : block) {
      boolean isHandler =
          statement instanceof Statement.Compound compound && compound.kind().equals("except");
      if (isHandler) {
        handler(scope, (Statement.Compound) statement, taken, mistakes);
      } else {
        taken.clear();
      }
      PythonScope inner = scope.of(statement);
      for (List<Statement> one : PythonTree.blocks(statement)) {
        block(inner == null ? scope : inner, one, mistakes);
      }
    }
  }

  private void handler(
      PythonScope scope,
      Statement.Compound handler,
      Set<String> taken,
      List<TestParameters.Mistake> mistakes) {
    List<Expression> wanted = new ArrayList<>();
    for (Expression value : handler.values()) {
      wanted.addAll(value instanceof Expression.Sequence ? value.parts() : List.of(value));
    }
    Set<String> own = new HashSet<>();
    Optional<String> first = Optional.empty();
    boolean isTaken = !wanted.isEmpty();
    for (Expression value : wanted) {
      List<String> chain = chain(scope, value);
      if (!chain.isEmpty()) {
        own.add(chain.get(0));
      }
      Optional<String> by = chain.stream().filter(taken::contains).findFirst();
      isTaken &= by.isPresent();
      first = first.or(() -> by);
    }
    if (isTaken && first.isPresent()) {
      mistakes.add(
          new TestParameters.Mistake(
              handler.index(),
              "this handler is never reached: the one of '"
                  + first.get()
                  + "' above takes the exception first"));
    }
    taken.addAll(own);
  }

  /** An exception and those that it is made from; none where that is not known. */
  private List<String> chain(PythonScope scope, Expression value) {
    List<String> chain = new ArrayList<>();
    PythonScope at = scope;
    Expression next = value;
    while (chain.size() < DEEPEST && values.of(at, next) instanceof PythonValue.Type type) {
      chain.add(type.scope().file().path() + ":" + type.type().name());
      if (type.type().bases().isEmpty()) {
        return chain;
      }
      at = type.scope();
      next = type.type().bases().get(0).value();
    }
    PythonValue known = values.of(at, next);
    String name = known instanceof PythonValue.Library of ? of.name() : PythonTree.dotted(next);
    boolean isBound = known instanceof PythonValue.Unknown && isBound(at, name);
    if (isBound || name.isEmpty()) {
      return chain;
    }
    String step = OF_SYSTEM.contains(name) ? "OSError" : name;
    while (!step.isEmpty() && chain.size() < 2 * DEEPEST) {
      chain.add(step);
      step = parents.getOrDefault(step, "");
    }
    return chain;
  }

  private static boolean isBound(PythonScope scope, String name) {
    return scope.sees(name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.')));
  }
}
