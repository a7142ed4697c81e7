package io.github.mlopsmaven.rules.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows the statements of a function or a module, and tells which names are read where they
 * cannot have a value, or where one of two branches gives them none.
 *
 * <p>What cannot be followed counts as giving a value: another scope that binds the name, a
 * pattern, code that runs later.
 *
 * @see <a href="https://docs.python.org/3/reference/executionmodel.html#binding-of-names">Binding
 *     of names</a>
 */
final class PythonFlow extends FlowReads {

  /** No loop is gone through for its first turn that is in more loops. */
  private static final int DEEPEST = 3;

  /** Names that a module has without a statement, or had in Python 2. */
  private static final Pattern GIVEN =
      Pattern.compile(
          "__\\w+__|_|unicode|basestring|xrange|raw_input|long|reduce|unichr|file|cmp|reload");

  private final Deque<List<FlowState>> breaks = new ArrayDeque<>();
  private final Deque<List<FlowState>> continues = new ArrayDeque<>();

  private int loops;

  /** The functions of the module that never come back. */
  private final Set<String> withoutReturn;

  private PythonFlow(PythonGuards guards, Set<String> withoutReturn) {
    super(guards);
    this.withoutReturn = Set.copyOf(withoutReturn);
  }

  /**
   * The reads of a scope's own names that have no value.
   *
   * @param withoutReturn the functions of the module that never come back
   */
  static List<FlowReads.Read> of(
      PythonScope scope, PythonGuards guards, Set<String> builtIn, Set<String> withoutReturn) {
    PythonFlow flow = new PythonFlow(guards, withoutReturn);
    boolean isModule = scope.outer() == null;
    Set<String> unclear = new HashSet<>(scope.shared());
    FlowParts.unclear(scope.body(), unclear);
    for (String name : scope.local()) {
      // What a module only declares, others may set.
      boolean isGiven =
          GIVEN.matcher(name).matches()
              || (isModule && (builtIn.contains(name) || scope.bindings(name).isEmpty()));
      if (!unclear.contains(name) && !isGiven) {
        flow.places.put(name, flow.places.size());
      }
    }
    FlowState start = new FlowState(flow.places.size());
    if (scope.owner() instanceof Statement.Function function) {
      function.parameters().forEach(parameter -> flow.set(start, parameter.name(), FlowState.WITH));
      function.generics().forEach(name -> flow.set(start, name, FlowState.WITH));
    }
    flow.run(scope.body(), start);
    return List.copyOf(flow.reads.values());
  }

  private static @Nullable FlowState copy(@Nullable FlowState state) {
    return state == null ? null : state.copy();
  }

  /** Runs a block; what comes out is nothing where the block never ends. */
  private @Nullable FlowState run(List<Statement> body, @Nullable FlowState start) {
    List<Statement> outer = block;
    int before = conditions;
    block = body;
    FlowState state = start;
    int i = 0;
    while (i < body.size() && state != null) {
      int next = i + 1;
      if (body.get(i) instanceof Statement.Compound compound) {
        next = FlowParts.end(body, i);
        state = compound(body.subList(i, next), compound, state);
      } else {
        state = simple(body.get(i), state);
      }
      i = next;
    }
    block = outer;
    conditions = before;
    return state;
  }

  private @Nullable FlowState compound(
      List<Statement> parts, Statement.Compound first, FlowState state) {
    return switch (first.kind()) {
      case "if" -> choice(parts, state);
      case "try" -> attempt(parts, state);
      case "for", "while" -> loop(parts, first, state);
      case "with" -> with(first, state);
      case "match" -> match(first, state);
      case "raise" -> {
        read(first, first.values(), state);
        yield null;
      }
      case "break", "continue" -> {
        Deque<List<FlowState>> ends = first.kind().equals("break") ? breaks : continues;
        if (!ends.isEmpty()) {
          ends.getFirst().add(state);
        }
        yield null;
      }
      case "del" -> {
        read(first, first.values(), state);
        first.values().forEach(value -> unset(value, state));
        yield state;
      }
      case "assert" -> {
        read(first, first.values(), state);
        settle();
        boolean isNever =
            !first.values().isEmpty()
                && first.values().get(0) instanceof Expression.Constant constant
                && constant.value().matches("False|0");
        yield isNever ? null : state;
      }
      default -> state;
    };
  }

  private void unset(Expression value, FlowState state) {
    if (value instanceof Expression.Name name) {
      set(state, name.name(), FlowState.WITHOUT);
    } else if (value instanceof Expression.Sequence sequence) {
      sequence.parts().forEach(part -> unset(part, state));
    }
  }

  private @Nullable FlowState choice(List<Statement> parts, FlowState start) {
    List<FlowState> ends = new ArrayList<>();
    FlowState rest = start;
    boolean isWhole = false;
    boolean isJump = false;
    for (Statement one : parts) {
      Statement.Compound part = (Statement.Compound) one;
      read(part, part.values(), rest);
      isWhole = part.kind().equals("else");
      conditions++;
      FlowState end = run(part.blocks().get(0), copy(rest));
      conditions--;
      isJump |= end == null;
      if (end != null) {
        ends.add(end);
      }
    }
    if (!isWhole) {
      ends.add(rest);
    }
    conditions += isJump ? 1 : 0;
    if (isJump) {
      // What was asked may tell which way was gone.
      settle();
    }
    FlowState joined = null;
    for (FlowState end : ends) {
      joined = FlowState.join(joined, end);
    }
    if (isWhole) {
      doubt(ends);
    }
    return joined;
  }

  private void settle() {
    List<Statement> here = block;
    doubtful.values().removeIf(known -> known == here);
  }

  /** Names that some of the ways here give a value, and others do not. */
  private void doubt(List<FlowState> ends) {
    places.forEach(
        (name, place) -> {
          boolean isGiven = ends.stream().anyMatch(end -> end.get(place) == FlowState.WITH);
          boolean isLacked = ends.stream().anyMatch(end -> end.get(place) == FlowState.WITHOUT);
          if (isGiven && isLacked && block != null) {
            doubtful.put(name, block);
          }
        });
  }

  private @Nullable FlowState attempt(List<Statement> parts, FlowState start) {
    Statement.Compound first = (Statement.Compound) parts.get(0);
    FlowState risen = start.copy();
    handlers.push(risen);
    FlowState end = run(first.blocks().get(0), start.copy());
    handlers.pop();
    boolean hasFinally =
        ((Statement.Compound) parts.get(parts.size() - 1)).kind().equals("finally");
    FlowState all = FlowState.join(risen, end);
    FlowState after = end;
    List<FlowState> ends = new ArrayList<>();
    for (int i = 1; i < parts.size(); i++) {
      Statement.Compound part = (Statement.Compound) parts.get(i);
      if (part.kind().equals("except")) {
        FlowState handled = risen.copy();
        conditions++;
        read(part, part.values(), handled);
        part.bound().forEach(name -> set(handled, name, FlowState.WITH));
        FlowState done = run(part.blocks().get(0), handled);
        conditions--;
        if (done != null) {
          for (String name : part.bound()) {
            set(done, name, FlowState.WITHOUT);
          }
          ends.add(done);
        }
        all = FlowState.join(all, done);
      } else if (part.kind().equals("else")) {
        after = end == null ? null : run(part.blocks().get(0), end);
        all = FlowState.join(all, after);
      }
    }
    FlowState joined = after;
    for (FlowState one : ends) {
      joined = FlowState.join(joined, one);
    }
    if (after != null && block != null) {
      for (String name : FlowParts.madeByCalls(first.blocks().get(0))) {
        Integer place = places.get(name);
        boolean isLacked =
            place != null
                && after.get(place) == FlowState.WITH
                && ends.stream().anyMatch(one -> (one.get(place) & FlowState.WITHOUT) != 0);
        if (isLacked) {
          doubtful.put(name, block);
        }
      }
    }
    if (hasFinally) {
      List<Statement> last = ((Statement.Compound) parts.get(parts.size() - 1)).blocks().get(0);
      conditions++;
      run(last, copy(all));
      conditions--;
      boolean before = isSilent;
      isSilent = true;
      joined = joined == null ? null : run(last, joined);
      isSilent = before;
    }
    return joined;
  }

  private @Nullable FlowState loop(
      List<Statement> parts, Statement.Compound first, FlowState start) {
    boolean isFor = first.kind().equals("for");
    boolean isEndless =
        !isFor
            && first.values().get(0) instanceof Expression.Constant constant
            && constant.value().matches("True|1");
    List<Statement> body = first.blocks().get(0);
    read(first, first.values(), start);
    breaks.push(new ArrayList<>());
    continues.push(new ArrayList<>());
    loops++;
    if (loops <= DEEPEST && !isFirstTurn) {
      // What the first turn reads on its straight way has only what there was before.
      isFirstTurn = true;
      int before = conditions;
      conditions = 0;
      FlowState turn = start.copy();
      first.targets().forEach(target -> bind(first, target, turn));
      run(body, turn);
      conditions = before;
      isFirstTurn = false;
    }
    FlowState any = start.copy();
    Set<String> bound = new HashSet<>();
    FlowParts.bound(body, bound);
    for (String name : bound) {
      Integer place = places.get(name);
      if (place != null) {
        any.add(place, FlowState.WITH);
      }
    }
    breaks.getFirst().clear();
    continues.getFirst().clear();
    conditions++;
    FlowState turn = any.copy();
    first.targets().forEach(target -> bind(first, target, turn));
    FlowState end = run(body, turn);
    conditions--;
    loops--;
    FlowState after = isEndless ? null : FlowState.join(start, end);
    for (FlowState one : continues.pop()) {
      after = isEndless ? after : FlowState.join(after, one);
    }
    if (parts.size() > 1) {
      Statement.Compound otherwise = (Statement.Compound) parts.get(1);
      conditions++;
      after = after == null ? null : run(otherwise.blocks().get(0), after);
      conditions--;
    }
    for (FlowState one : breaks.pop()) {
      after = FlowState.join(after, one);
    }
    return after;
  }

  private @Nullable FlowState with(Statement.Compound first, FlowState state) {
    for (int i = 0; i < first.values().size(); i++) {
      read(first, first.values().get(i), state);
      int from = first.values().get(i).index();
      int to =
          i + 1 < first.values().size() ? first.values().get(i + 1).index() : Integer.MAX_VALUE;
      for (Expression target : first.targets()) {
        if (target.index() > from && target.index() < to) {
          bind(first, target, state);
        }
      }
    }
    boolean isEnding = first.values().stream().anyMatch(FlowParts::mayEndEarly);
    FlowState risen = state.copy();
    if (isEnding) {
      handlers.push(risen);
    }
    FlowState end = run(first.blocks().get(0), state);
    if (isEnding) {
      handlers.pop();
      end = FlowState.join(end, risen);
    }
    return end;
  }

  private @Nullable FlowState match(Statement.Compound first, FlowState state) {
    read(first, first.values(), state);
    FlowState joined = state;
    conditions++;
    for (List<Statement> one : first.blocks()) {
      joined = FlowState.join(joined, run(one, state.copy()));
    }
    conditions--;
    return joined;
  }

  private @Nullable FlowState simple(Statement statement, FlowState state) {
    if (statement instanceof Statement.Assignment assignment) {
      assignment.value().ifPresent(value -> read(statement, value, state));
      boolean isPlain = assignment.sign().equals("=");
      for (Expression target : assignment.targets()) {
        if (!isPlain) {
          read(statement, target, state);
        }
        if (assignment.value().isPresent()) {
          bind(statement, target, state);
        }
      }
      return state;
    }
    for (Expression expression : PythonTree.expressions(statement)) {
      read(statement, expression, state);
    }
    if (statement instanceof Statement.Function function) {
      set(state, function.name(), FlowState.WITH);
    } else if (statement instanceof Statement.Type type) {
      set(state, type.name(), FlowState.WITH);
      type.generics().forEach(name -> set(state, name, FlowState.WITH));
    } else if (statement instanceof Statement.Import imported) {
      set(state, imported.bound(), FlowState.WITH);
    }
    boolean isEnd =
        statement instanceof Statement.Return
            || (statement instanceof Statement.Bare bare
                && (FlowParts.isEnding(bare.value()) || isWithoutReturn(bare.value())));
    return isEnd ? null : state;
  }

  private boolean isWithoutReturn(Expression value) {
    Expression called = value instanceof Expression.Await await ? await.value() : value;
    return called instanceof Expression.Call call
        && withoutReturn.contains(PythonTree.dotted(call.function()));
  }
}
