package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the parts of statements mean for the way that code goes. */
final class FlowParts {

  /** Calls that do not come back, by how they are called. */
  private static final Pattern ENDING =
      Pattern.compile(
          "(?i)(?:.*[._])?(?:exit|_exit|quit|abort|die|fail|skip|usage|error|panic|raise\\w*|xfail"
              + "|fatal|throw\\w*|bail|stop|reraise|skiptest|handle_\\w+|on_error)");

  /** Context managers that may end what is in them early. */
  private static final Pattern ENDING_WITH =
      Pattern.compile(
          "(?:.*\\.)?(?:suppress|raises|assertRaises\\w*|assert_raises\\w*|ignored|warns)");

  private FlowParts() {}

  /** Names that patterns bind, among which are those that patterns only name. */
  static void unclear(List<Statement> body, Set<String> names) {
    for (Statement statement : body) {
      if (statement instanceof Statement.Compound compound) {
        if (Set.of("match", "type").contains(compound.kind())) {
          names.addAll(compound.bound());
        }
        compound.blocks().forEach(block -> unclear(block, names));
      }
    }
  }

  /** Behind the last part of a statement that has several: {@code else}, {@code except}. */
  static int end(List<Statement> body, int start) {
    String kind = ((Statement.Compound) body.get(start)).kind();
    Set<String> parts =
        switch (kind) {
          case "if" -> Set.of("elif", "else");
          case "try" -> Set.of("except", "else", "finally");
          case "for", "while" -> Set.of("else");
          default -> Set.of();
        };
    int end = start + 1;
    while (end < body.size()
        && body.get(end) instanceof Statement.Compound part
        && parts.contains(part.kind())) {
      end++;
    }
    return end;
  }

  /** All names that a block may bind. */
  static void bound(List<Statement> body, Set<String> names) {
    for (Statement statement : body) {
      List<String> found = new ArrayList<>();
      if (statement instanceof Statement.Assignment assignment) {
        assignment.targets().forEach(target -> ExpressionParser.bound(target, found));
      } else if (statement instanceof Statement.Import imported) {
        found.add(imported.bound());
      } else if (statement instanceof Statement.Function function) {
        found.add(function.name());
      } else if (statement instanceof Statement.Type type) {
        found.add(type.name());
      } else if (statement instanceof Statement.Compound compound) {
        compound.targets().forEach(target -> ExpressionParser.bound(target, found));
        found.addAll(compound.bound());
        compound.blocks().forEach(block -> bound(block, names));
      }
      for (Expression expression : PythonTree.expressions(statement)) {
        PythonTree.walk(
            expression,
            part -> {
              if (part instanceof Expression.Other other && other.kind().equals(":=")) {
                found.addAll(other.bound());
              }
            });
      }
      names.addAll(found);
    }
  }

  static boolean isEnding(Expression value) {
    Expression called = value instanceof Expression.Await await ? await.value() : value;
    if (!(called instanceof Expression.Call call)) {
      return false;
    }
    String name =
        call.function() instanceof Expression.Attribute attribute
            ? attribute.name()
            : PythonTree.dotted(call.function());
    boolean isLog =
        call.function() instanceof Expression.Attribute attribute
            && attribute.name().matches("error|fatal")
            && PythonTree.dotted(attribute.value()).matches("(?i).*log(?:ger|ging)?");
    return !isLog && ENDING.matcher(name).matches();
  }

  /** The names of a block that get what a call gives: the call may fail. */
  static Set<String> madeByCalls(List<Statement> body) {
    Set<String> names = new HashSet<>();
    for (Statement statement : body) {
      if (statement instanceof Statement.Assignment assignment
          && assignment.value().filter(FlowParts::hasCall).isPresent()) {
        List<String> found = new ArrayList<>();
        assignment.targets().forEach(target -> ExpressionParser.bound(target, found));
        names.addAll(found);
      }
    }
    return names;
  }

  private static boolean hasCall(Expression value) {
    boolean[] found = {false};
    PythonTree.walk(value, part -> found[0] |= part instanceof Expression.Call);
    return found[0];
  }

  /** Whether a context manager may end what is in it without an exception. */
  static boolean mayEndEarly(Expression value) {
    Expression name = value instanceof Expression.Call call ? call.function() : value;
    return ENDING_WITH.matcher(PythonTree.dotted(name)).matches();
  }
}
