package io.github.mlopsmaven.rules.python;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The places where a value is taken for something that it is not: where nothing, or something that
 * nobody awaited, is used, and how many parts values have that are unpacked.
 */
final class ResultUse {

  /** What asks whether there is a value, or wants to see that there is none. */
  private static final Pattern ASKING =
      Pattern.compile(
          "(?i).*(?:assert|expect|none|isinstance|type|mock|bool|repr).*|id|callable|_?exit|quit");

  /** What takes a value as it is, and never awaits it. */
  private static final Set<String> TAKING =
      Set.of(
          "len",
          "str",
          "int",
          "float",
          "list",
          "dict",
          "set",
          "tuple",
          "sorted",
          "sum",
          "max",
          "min",
          "enumerate",
          "zip",
          "print",
          "json.dumps",
          "json.dump",
          "pd.DataFrame",
          "any",
          "all",
          "range",
          "iter",
          "open");

  private static final Set<String> COMPARING =
      Set.of("is", "==", "!=", "and", "or", "in", "not", "|", "&");

  private ResultUse() {}

  /** The expressions of a statement that are used as a value, one by one. */
  static void each(Statement statement, String text, Consumer<Expression> used) {
    if (statement instanceof Statement.Compound compound) {
      boolean isLoop = compound.kind().equals("for") && !text.startsWith("async", compound.index());
      boolean isQuestion = Set.of("if", "elif", "while").contains(compound.kind());
      if (isLoop || isQuestion) {
        compound.values().forEach(used);
      }
    } else if (statement instanceof Statement.Assignment assignment
        && !assignment.sign().equals("=")) {
      assignment.value().ifPresent(used);
    }
    for (Expression expression : PythonTree.expressions(statement)) {
      PythonTree.walk(expression, part -> within(part, used));
    }
  }

  private static void within(Expression part, Consumer<Expression> used) {
    if (part instanceof Expression.Attribute attribute) {
      used.accept(attribute.value());
    } else if (part instanceof Expression.Item item) {
      used.accept(item.value());
    } else if (part instanceof Expression.Binary binary && !COMPARING.contains(binary.sign())) {
      used.accept(binary.left());
      used.accept(binary.right());
    } else if (part instanceof Expression.Other other
        && Set.of("f", "not", "-", "*").contains(other.kind())) {
      other.parts().forEach(used);
    }
  }

  /** The arguments of a call that have to be values. */
  static void arguments(Expression.Call call, Consumer<Expression> used) {
    String name = PythonTree.dotted(call.function());
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (!name.isEmpty() && !ASKING.matcher(last).matches()) {
      call.arguments().forEach(one -> used.accept(one.value()));
    }
  }

  /** Whether a call takes what it is given as it is. */
  static boolean isTaking(Expression.Call call) {
    return TAKING.contains(PythonTree.dotted(call.function()));
  }

  /** How many parts a value has, as far as the code or a library says so. */
  static OptionalInt parts(PythonValues values, PythonScope scope, Expression value) {
    if (values.of(scope, value) instanceof PythonValue.Tuple tuple) {
      return OptionalInt.of(tuple.parts().size());
    }
    if (value instanceof Expression.Sequence sequence && !sequence.isTuple()) {
      return isWhole(sequence.parts()) ? OptionalInt.of(sequence.parts().size()) : none();
    }
    if (!(value instanceof Expression.Call call) || call.isOpen()) {
      return none();
    }
    long places = call.arguments().stream().filter(one -> one.name().isEmpty()).count();
    if (values.of(scope, call.function()) instanceof PythonValue.Library library) {
      return switch (library.name()) {
        case "sklearn.model_selection.train_test_split" ->
            places > 0 ? OptionalInt.of((int) places * 2) : none();
        case "os.path.split",
            "os.path.splitext",
            "os.path.splitdrive",
            "tempfile.mkstemp",
            "matplotlib.pyplot.subplots",
            "numpy.linalg.eig",
            "numpy.histogram",
            "math.modf",
            "math.frexp" ->
            OptionalInt.of(2);
        default -> none();
      };
    }
    boolean isText =
        call.function() instanceof Expression.Attribute method
            && Set.of("partition", "rpartition").contains(method.name())
            && places == 1
            && call.arguments().get(0).value() instanceof Expression.Text;
    return isText ? OptionalInt.of(3) : none();
  }

  /** How many parts each turn of a loop gets. */
  static OptionalInt partsOfTurns(PythonValues values, PythonScope scope, Expression loop) {
    if (loop instanceof Expression.Call call && !call.isOpen()) {
      boolean isOwn =
          call.function() instanceof Expression.Name name
              && !(values.of(scope, name) instanceof PythonValue.Unknown);
      boolean isBound = call.function() instanceof Expression.Name name && scope.sees(name.name());
      String name = PythonTree.dotted(call.function());
      if (name.equals("enumerate") && !isOwn && !isBound) {
        return OptionalInt.of(2);
      }
      if (name.equals("zip") && !isOwn && !isBound) {
        long places = call.arguments().stream().filter(one -> one.name().isEmpty()).count();
        return places > 0 ? OptionalInt.of((int) places) : none();
      }
      boolean isItems =
          call.function() instanceof Expression.Attribute method
              && method.name().equals("items")
              && call.arguments().isEmpty();
      return isItems ? OptionalInt.of(2) : none();
    }
    if (loop instanceof Expression.Sequence sequence && isWhole(sequence.parts())) {
      OptionalInt first = none();
      for (Expression part : sequence.parts()) {
        OptionalInt parts = parts(values, scope, part);
        if (parts.isEmpty() || (first.isPresent() && !first.equals(parts))) {
          return none();
        }
        first = parts;
      }
      return first;
    }
    return none();
  }

  private static boolean isWhole(List<Expression> parts) {
    return parts.stream()
        .noneMatch(part -> part instanceof Expression.Other other && other.kind().equals("*"));
  }

  private static OptionalInt none() {
    return OptionalInt.empty();
  }

  /** Names of a target that need as many values; empty where it may take more, or one. */
  static OptionalInt names(Expression target) {
    boolean isPlain =
        target instanceof Expression.Sequence sequence
            && sequence.parts().stream().noneMatch(part -> part instanceof Expression.Other);
    return isPlain ? OptionalInt.of(target.parts().size()) : none();
  }

  /** The call of a method that changes a table in place, and returns nothing. */
  static Optional<String> inPlace(Expression value) {
    boolean isIt =
        value instanceof Expression.Call call
            && call.function() instanceof Expression.Attribute method
            && IN_PLACE.contains(method.name())
            && call.argument("inplace", -1).orElse(null) instanceof Expression.Constant constant
            && constant.value().equals("True");
    return isIt
        ? Optional.of(((Expression.Attribute) ((Expression.Call) value).function()).name())
        : Optional.empty();
  }

  /**
   * Methods of pandas.
   *
   * @see <a href="https://pandas.pydata.org/docs/reference/frame.html">DataFrame</a>
   */
  private static final Set<String> IN_PLACE =
      Set.of(
          "drop",
          "dropna",
          "rename",
          "reset_index",
          "set_index",
          "sort_values",
          "sort_index",
          "drop_duplicates");
}
