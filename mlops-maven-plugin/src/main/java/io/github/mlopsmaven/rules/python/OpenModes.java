package io.github.mlopsmaven.rules.python;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Files that are opened in another way than they are used: for reading and written to, as text and
 * used for bytes.
 *
 * @see <a href="https://docs.python.org/3/library/functions.html#open">open</a>
 */
final class OpenModes {

  /** What writes bytes, and at which place it is given the file. */
  private static final Map<String, Integer> WRITES_BYTES =
      Map.of(
          "pickle.dump",
          1,
          "joblib.dump",
          1,
          "torch.save",
          1,
          "cloudpickle.dump",
          1,
          "dill.dump",
          1);

  private static final Map<String, Integer> READS_BYTES =
      Map.of(
          "pickle.load",
          0,
          "joblib.load",
          0,
          "torch.load",
          0,
          "cloudpickle.load",
          0,
          "dill.load",
          0,
          "tomllib.load",
          0);

  private static final Map<String, Integer> WRITES_TEXT =
      Map.of("json.dump", 1, "csv.writer", 0, "csv.DictWriter", 0);

  private static final Map<String, Integer> READS_TEXT =
      Map.of("csv.reader", 0, "csv.DictReader", 0);

  private static final Map<String, Integer> READS_ANY =
      Map.of("json.load", 0, "yaml.safe_load", 0, "yaml.load", 0);

  private static final Set<String> WRITING = Set.of("write", "writelines");

  private static final Set<String> READING = Set.of("read", "readline", "readlines");

  private final PythonValues values;
  private final PythonScope scope;
  private final BiConsumer<Integer, String> found;

  /**
   * Looks at the files of a function or module.
   *
   * @param found takes the place of a use, and what is wrong with it
   */
  OpenModes(PythonValues values, PythonScope scope, BiConsumer<Integer, String> found) {
    this.values = values;
    this.scope = scope;
    this.found = found;
  }

  /** Looks at a {@code with} and what stands in it. */
  void with(Statement.Compound with) {
    boolean isOne = with.targets().size() == with.values().size();
    for (int i = 0; isOne && i < with.targets().size(); i++) {
      Optional<String> mode = mode(with.values().get(i));
      if (mode.isPresent() && with.targets().get(i) instanceof Expression.Name name) {
        with.blocks().forEach(block -> block(block, name.name(), mode.get()));
      }
    }
  }

  /** How a call opens a file; empty where that is not known, or is not what it does. */
  private Optional<String> mode(Expression value) {
    if (!(value instanceof Expression.Call call) || call.isOpen()) {
      return Optional.empty();
    }
    boolean isBuiltIn =
        PythonTree.dotted(call.function()).equals("open")
            && values.of(scope, call.function()) instanceof PythonValue.Unknown;
    boolean isOfPath =
        call.function() instanceof Expression.Attribute method
            && method.name().equals("open")
            && (values.of(scope, method.value()) instanceof PythonValue.Path
                || values.of(scope, method.value()) instanceof PythonValue.Mounted);
    if (!isBuiltIn && !isOfPath) {
      return Optional.empty();
    }
    Optional<Expression> mode = call.argument("mode", isBuiltIn ? 1 : 0);
    return mode.isEmpty() ? Optional.of("r") : PythonTree.text(mode.get());
  }

  private void block(List<Statement> block, String name, String mode) {
    for (Statement statement : block) {
      boolean isOther =
          statement instanceof Statement.Function
              || (statement instanceof Statement.Compound compound
                  && compound.targets().stream()
                      .anyMatch(one -> PythonTree.dotted(one).equals(name)))
              || (statement instanceof Statement.Assignment assignment
                  && assignment.targets().stream()
                      .anyMatch(one -> PythonTree.dotted(one).equals(name)));
      if (isOther) {
        continue;
      }
      for (Expression expression : PythonTree.expressions(statement)) {
        PythonTree.walk(
            expression,
            part -> {
              if (part instanceof Expression.Call call) {
                call(call, name, mode);
              }
            });
      }
      PythonTree.blocks(statement).forEach(inner -> block(inner, name, mode));
    }
  }

  private void call(Expression.Call call, String name, String mode) {
    String function =
        values.of(scope, call.function()) instanceof PythonValue.Library library
            ? library.name()
            : "";
    boolean mayWrite = mode.matches(".*[wax+].*");
    boolean mayRead = !mode.matches(".*[wax].*") || mode.indexOf('+') >= 0;
    boolean isBinary = mode.indexOf('b') >= 0;
    boolean writesBytes = isGiven(call, WRITES_BYTES.get(function), name);
    boolean readsBytes = isGiven(call, READS_BYTES.get(function), name);
    boolean writesText = isGiven(call, WRITES_TEXT.get(function), name);
    boolean readsText = isGiven(call, READS_TEXT.get(function), name);
    boolean readsAny = isGiven(call, READS_ANY.get(function), name);
    boolean isOwn =
        call.function() instanceof Expression.Attribute method
            && PythonTree.dotted(method.value()).equals(name);
    String last = isOwn ? ((Expression.Attribute) call.function()).name() : "";
    boolean writes = writesBytes || writesText || WRITING.contains(last);
    boolean reads = readsBytes || readsText || readsAny || READING.contains(last);
    boolean writesLiteral =
        last.equals("write")
            && call.arguments().size() == 1
            && isText(call.arguments().get(0).value());
    if ((writes && !mayWrite) || (reads && !mayRead)) {
      found.accept(
          call.index(),
          "the file is opened for "
              + (writes ? "reading" : "writing")
              + " ('"
              + mode
              + "'), and is "
              + (writes ? "written to" : "read"));
    } else if ((writesBytes || readsBytes) && !isBinary) {
      found.accept(call.index(), "the file is opened as text ('" + mode + "'), and holds bytes");
    } else if ((writesText || readsText || writesLiteral) && isBinary) {
      found.accept(call.index(), "the file is opened for bytes ('" + mode + "'), and holds text");
    }
  }

  /** A text that is no literal of bytes. */
  private boolean isText(Expression value) {
    String text = scope.file().text();
    int index = value.index();
    char first = index < text.length() ? text.charAt(index) : 'b';
    return (value instanceof Expression.Text && "\"'r".indexOf(first) >= 0)
        || (value instanceof Expression.Other other
            && other.kind().equals("f")
            && "fF".indexOf(first) >= 0);
  }

  private static boolean isGiven(Expression.Call call, @Nullable Integer place, String name) {
    return place != null
        && call.arguments().size() > place
        && call.arguments().get(place).name().isEmpty()
        && PythonTree.dotted(call.arguments().get(place).value()).equals(name);
  }
}
