package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.python.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses the parameters of functions and classes. */
class DefinitionParser extends ExpressionParser {

  DefinitionParser(List<PythonToken> tokens) {
    super(tokens);
  }

  /** {@code [T: int, *Ts, **P]}. */
  List<String> typeParameters() {
    List<String> names = new ArrayList<>();
    if (accept("[")) {
      while (!accept("]")) {
        if (!accept("**")) {
          accept("*");
        }
        names.add(name());
        if (accept(":")) {
          expression();
        }
        if (accept("=")) {
          starred();
        }
        if (!accept(",") && !isNext("]")) {
          throw new Unread(next().start());
        }
      }
    }
    return names;
  }

  List<Statement.Parameter> parameters() {
    List<Statement.Parameter> parameters = new ArrayList<>();
    while (!accept(")")) {
      String stars = accept("**") ? "**" : accept("*") ? "*" : accept("/") ? "/" : "";
      boolean isBare = !stars.isEmpty() && !isNext(Kind.NAME);
      String name = isBare ? stars : name();
      Optional<Expression> type = accept(":") ? Optional.of(starred()) : Optional.empty();
      Optional<Expression> value = accept("=") ? Optional.of(expression()) : Optional.empty();
      parameters.add(new Statement.Parameter(name, stars, type, value));
      if (!accept(",") && !isNext(")")) {
        throw new Unread(next().start());
      }
    }
    return parameters;
  }
}
