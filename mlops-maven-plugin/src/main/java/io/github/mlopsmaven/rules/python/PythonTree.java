package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Python file as a tree of statements and expressions.
 *
 * @param body its statements; none where the file is not understood
 * @param isRead whether it is understood
 */
record PythonTree(List<Statement> body, boolean isRead) {

  /** No file with more is looked at. */
  private static final int LONGEST = 500_000;

  PythonTree {
    body = List.copyOf(body);
  }

  /** Reads a content, once. */
  static PythonTree of(Content content) {
    return content.learn(PythonTree.class, known -> parse(known.text()));
  }

  static PythonTree parse(String text) {
    if (text.length() > LONGEST) {
      return new PythonTree(List.of(), false);
    }
    try {
      return new PythonTree(new StatementParser(new PythonLexer(text).read()).file(), true);
    } catch (TokenReader.Unread e) {
      return new PythonTree(List.of(), false);
    }
  }

  /** The expressions of a statement, without those of its blocks. */
  static List<Expression> expressions(Statement statement) {
    List<Expression> found = new ArrayList<>();
    if (statement instanceof Statement.Function function) {
      found.addAll(function.decorators());
      for (Statement.Parameter parameter : function.parameters()) {
        parameter.value().ifPresent(found::add);
      }
    } else if (statement instanceof Statement.Type type) {
      found.addAll(type.decorators());
      type.bases().forEach(base -> found.add(base.value()));
    } else if (statement instanceof Statement.Assignment assignment) {
      found.addAll(assignment.targets());
      assignment.value().ifPresent(found::add);
    } else if (statement instanceof Statement.Return back) {
      back.value().ifPresent(found::add);
    } else if (statement instanceof Statement.Bare bare) {
      found.add(bare.value());
    } else if (statement instanceof Statement.Compound compound) {
      found.addAll(compound.targets());
      found.addAll(compound.values());
    }
    return found;
  }

  /** The blocks of a statement. */
  static List<List<Statement>> blocks(Statement statement) {
    if (statement instanceof Statement.Function function) {
      return List.of(function.body());
    }
    if (statement instanceof Statement.Type type) {
      return List.of(type.body());
    }
    return statement instanceof Statement.Compound compound ? compound.blocks() : List.of();
  }

  /** An expression and all that it is made of, the outer ones first. */
  static void walk(Expression expression, Consumer<Expression> visitor) {
    visitor.accept(expression);
    for (Expression part : expression.parts()) {
      walk(part, visitor);
    }
  }

  /** The text that an expression writes out. */
  static Optional<String> text(Expression expression) {
    return expression instanceof Expression.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** A name with its points, as in {@code a.b.c}; the empty string for anything else. */
  static String dotted(Expression expression) {
    if (expression instanceof Expression.Name name) {
      return name.name();
    }
    if (expression instanceof Expression.Attribute attribute) {
      String start = dotted(attribute.value());
      return start.isEmpty() ? "" : start + "." + attribute.name();
    }
    return "";
  }
}
