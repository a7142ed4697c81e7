package io.github.mlopsmaven.rules.python;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names have a value at a place of the code, and the reads of those that have none. */
abstract class FlowReads {

  /**
   * A read of a name that has no value.
   *
   * @param name the name
   * @param index where it is read
   * @param isCertain whether it never has one there
   */
  record Read(String name, int index, boolean isCertain) {}

  private final PythonGuards guards;
  final Map<String, Integer> places = new LinkedHashMap<>();
  final Map<Integer, Read> reads = new LinkedHashMap<>();

  /** What may have happened where a handler begins, the innermost last. */
  final Deque<FlowState> handlers = new ArrayDeque<>();

  /** Names that one of two branches gave no value, with the block that they are in. */
  final Map<String, List<Statement>> doubtful = new HashMap<>();

  @Nullable List<Statement> block;
  boolean isFirstTurn;
  boolean isSilent;
  int conditions;
  int ifs;

  FlowReads(PythonGuards guards) {
    this.guards = guards;
  }

  void set(FlowState state, String name, int value) {
    Integer place = places.get(name);
    if (place != null) {
      state.set(place, value);
      for (FlowState handler : handlers) {
        handler.add(place, value);
      }
    }
  }

  void bind(Statement statement, Expression target, FlowState state) {
    if (target instanceof Expression.Name name) {
      set(state, name.name(), FlowState.WITH);
    } else if (target instanceof Expression.Sequence sequence) {
      sequence.parts().forEach(part -> bind(statement, part, state));
    } else if (target instanceof Expression.Other other && other.kind().equals("*")) {
      other.parts().forEach(part -> bind(statement, part, state));
    } else {
      read(statement, target, state);
    }
  }

  void read(Statement statement, List<Expression> expressions, FlowState state) {
    expressions.forEach(expression -> read(statement, expression, state));
  }

  void read(Statement statement, Expression expression, FlowState state) {
    if (!guards.isGuarded(statement, "NameError", "UnboundLocalError")) {
      read(expression, state, Set.of());
    } else {
      later(expression, state);
    }
  }

  private void read(Expression expression, FlowState state, Set<String> hidden) {
    if (expression instanceof Expression.Name name) {
      if (!hidden.contains(name.name())) {
        read(name, state);
      }
    } else if (expression instanceof Expression.Binary binary
        && (binary.sign().equals("and") || binary.sign().equals("or"))) {
      read(binary.left(), state, hidden);
      conditions++;
      ifs++;
      read(binary.right(), state, hidden);
      ifs--;
      conditions--;
    } else if (expression instanceof Expression.Choice choice) {
      read(choice.condition(), state, hidden);
      conditions++;
      ifs++;
      read(choice.value(), state, hidden);
      read(choice.other(), state, hidden);
      ifs--;
      conditions--;
    } else if (expression instanceof Expression.Other other) {
      if (other.kind().equals("lambda") || other.kind().equals("generator")) {
        later(other, state);
        return;
      }
      boolean isLoop = other.kind().equals("list") || other.kind().equals("comprehension");
      Set<String> inside = hidden;
      if (isLoop) {
        inside = new HashSet<>(hidden);
        inside.addAll(other.bound());
        // What is made of the loop stands before it.
        later(other, state);
        conditions++;
        ifs++;
      }
      for (Expression part : other.parts()) {
        read(part, state, inside);
      }
      conditions -= isLoop ? 1 : 0;
      ifs -= isLoop ? 1 : 0;
      if (other.kind().equals(":=")) {
        other.bound().forEach(name -> set(state, name, FlowState.WITH));
      }
    } else {
      for (Expression part : expression.parts()) {
        read(part, state, hidden);
      }
    }
  }

  /** What runs later, if ever, may bind names. */
  private void later(Expression expression, FlowState state) {
    PythonTree.walk(
        expression,
        part -> {
          if (part instanceof Expression.Other other && other.kind().equals(":=")) {
            for (String name : other.bound()) {
              Integer place = places.get(name);
              if (place != null) {
                state.add(place, FlowState.WITH);
              }
            }
          }
        });
  }

  private void read(Expression.Name name, FlowState state) {
    Integer place = places.get(name.name());
    if (place == null || isSilent || (isFirstTurn && conditions > 0)) {
      return;
    }
    if (state.get(place) == FlowState.WITHOUT) {
      reads.put(name.index(), new Read(name.name(), name.index(), true));
      // What follows from the same mistake is not told again.
      set(state, name.name(), FlowState.WITH);
    } else if (!isFirstTurn
        && ifs == 0
        && state.get(place) == (FlowState.WITH | FlowState.WITHOUT)
        && doubtful.get(name.name()) == block
        && block != null) {
      reads.putIfAbsent(name.index(), new Read(name.name(), name.index(), false));
      set(state, name.name(), FlowState.WITH);
    }
  }
}
