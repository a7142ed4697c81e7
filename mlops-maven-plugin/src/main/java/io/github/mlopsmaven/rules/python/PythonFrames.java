package io.github.mlopsmaven.rules.python;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call gives that depends on what it is given, such as a function that loads the file of its
 * parameter: the function is looked at again with the arguments of the call.
 */
final class PythonFrames {

  /** Decorators that change nothing in what a function returns. */
  private static final Set<String> HARMLESS =
      Set.of(
          "staticmethod",
          "classmethod",
          "functools.lru_cache",
          "lru_cache",
          "functools.cache",
          "cache",
          "torch.no_grad",
          "torch.inference_mode");

  /** No call is looked at that is deeper in others. */
  private static final int DEEPEST = 3;

  /** No project has more calls looked at. */
  private static final int MOST = 2_000;

  /** What is known of expressions and parameters while a call is looked at. */
  private static final class Frame {
    private final IdentityHashMap<Expression, PythonValue> known = new IdentityHashMap<>();
    private final IdentityHashMap<Statement.Parameter, PythonValue> given = new IdentityHashMap<>();
  }

  private final PythonValues values;
  private final IdentityHashMap<Expression, PythonValue> known = new IdentityHashMap<>();
  private Deque<Frame> frames = new ArrayDeque<>();
  private int calls;

  PythonFrames(PythonValues values) {
    this.values = values;
  }

  /** What is known of expressions where the code is looked at. */
  IdentityHashMap<Expression, PythonValue> known() {
    return frames.isEmpty() ? known : frames.getFirst().known;
  }

  /** What the call that is looked at gives a parameter. */
  @Nullable PythonValue given(Statement.Parameter parameter) {
    for (Frame frame : frames) {
      PythonValue value = frame.given.get(parameter);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** What holds for every call. */
  PythonValue outside(Supplier<PythonValue> question) {
    Deque<Frame> inner = frames;
    frames = new ArrayDeque<>();
    PythonValue value = question.get();
    frames = inner;
    return value;
  }

  /** What a function returns with the arguments of a call. */
  PythonValue result(PythonScope at, Expression.Call call, PythonValue.Function function) {
    PythonScope scope = function.scope().of(function.function());
    boolean isShort =
        scope != null
            && !function.function().parameters().isEmpty()
            && frames.size() < DEEPEST
            && calls < MOST
            && !call.isOpen()
            && isPlain(function.function());
    if (!isShort) {
      return PythonValue.UNKNOWN;
    }
    PythonReturns returns = PythonReturns.of(function.function().body());
    if (returns.isGenerator() || returns.values().isEmpty()) {
      return PythonValue.UNKNOWN;
    }
    Frame frame = new Frame();
    boolean isOfFile = false;
    int place = 0;
    int skipped = function.isBound() ? 1 : 0;
    for (Statement.Parameter parameter : function.function().parameters()) {
      if (parameter.stars().isEmpty() && !parameter.name().isEmpty()) {
        Optional<Expression> argument = call.argument(parameter.name(), place++ - skipped);
        if (argument.isPresent()) {
          PythonValue value = PythonText.piece(values, at, argument.get());
          frame.given.put(parameter, value);
          isOfFile |= isOfFile(value);
        }
      }
    }
    if (!isOfFile) {
      return PythonValue.UNKNOWN;
    }
    calls++;
    frames.push(frame);
    List<PythonValue> found =
        returns.values().stream()
            .map(one -> values.of(Objects.requireNonNull(scope), one))
            .toList();
    frames.pop();
    return PythonTypes.same(found);
  }

  /** Whether nothing changes what a function returns. */
  static boolean isPlain(Statement.Function function) {
    return function.decorators().stream()
        .map(one -> one instanceof Expression.Call call ? call.function() : one)
        .allMatch(one -> HARMLESS.contains(PythonTree.dotted(one)));
  }

  /** Values that say which file, or which part of it, a function looks at. */
  private static boolean isOfFile(PythonValue value) {
    return value instanceof PythonValue.Path
        || value instanceof PythonValue.Paths
        || value instanceof PythonValue.Text
        || value instanceof PythonValue.Pattern
        || value instanceof PythonValue.Texts
        || value instanceof PythonValue.Settings
        || value instanceof PythonValue.Opened;
  }
}
