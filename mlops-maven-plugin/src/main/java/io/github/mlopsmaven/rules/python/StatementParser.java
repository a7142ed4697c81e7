package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.python.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses the statements of Python code. */
final class StatementParser extends DefinitionParser {

  private static final Set<String> ASSIGNING =
      Set.of("+=", "-=", "*=", "/=", "//=", "%=", "**=", "&=", "|=", "^=", "<<=", ">>=", "@=");

  private static final Set<String> BLOCKS =
      Set.of("if", "while", "for", "try", "with", "elif", "else", "except", "finally");

  /** No block is deeper. */
  private static final int DEEPEST = 100;

  private int depth;

  StatementParser(List<PythonToken> tokens) {
    super(tokens);
  }

  List<Statement> file() {
    List<Statement> body = new ArrayList<>();
    while (!isNext(Kind.END)) {
      statement(body);
    }
    return body;
  }

  private void statement(List<Statement> body) {
    if (isNext(Kind.LINE)) {
      take();
      return;
    }
    if (isNext(Kind.INDENT) || isNext(Kind.DEDENT)) {
      throw new Unread(next().start());
    }
    PythonToken first = next();
    if (first.is("@") || first.is("def") || first.is("class") || isAsync("def")) {
      body.add(definition());
    } else if (first.kind() == Kind.NAME
        && (BLOCKS.contains(first.text()) || isAsync("for") || isAsync("with"))) {
      body.add(compound());
    } else if (isMatch()) {
      body.add(match());
    } else {
      simple(body);
      while (accept(";")) {
        if (!isNext(Kind.LINE)) {
          simple(body);
        }
      }
      if (!isNext(Kind.LINE)) {
        throw new Unread(next().start());
      }
      take();
    }
  }

  private boolean isAsync(String keyword) {
    return isNext("async") && ahead(1).is(keyword);
  }

  private List<Statement> block() {
    expect(":");
    if (++depth > DEEPEST) {
      throw new Unread(next().start());
    }
    List<Statement> body = new ArrayList<>();
    if (isNext(Kind.LINE)) {
      take();
      if (!isNext(Kind.INDENT)) {
        throw new Unread(next().start());
      }
      take();
      while (!isNext(Kind.DEDENT)) {
        if (isNext(Kind.END)) {
          throw new Unread(next().start());
        }
        statement(body);
      }
      take();
    } else {
      statement(body);
    }
    depth--;
    return body;
  }

  private Statement definition() {
    List<Expression> decorators = new ArrayList<>();
    while (accept("@")) {
      decorators.add(expression());
      if (!isNext(Kind.LINE)) {
        throw new Unread(next().start());
      }
      while (isNext(Kind.LINE)) {
        take();
      }
    }
    int start = next().start();
    boolean isAsync = accept("async");
    if (accept("class")) {
      String name = name();
      List<String> generics = typeParameters();
      List<Expression.Argument> bases = accept("(") ? arguments() : List.of();
      return new Statement.Type(name, bases, decorators, block(), generics, start);
    }
    expect("def");
    String name = name();
    List<String> generics = typeParameters();
    expect("(");
    List<Statement.Parameter> parameters = parameters();
    Optional<Expression> result = accept("->") ? Optional.of(list()) : Optional.empty();
    return new Statement.Function(
        name, parameters, result, decorators, block(), isAsync, generics, start);
  }

  /** {@code type Name[T] = …}: its value is not looked at before somebody asks for it. */
  private Statement alias() {
    int start = take().start();
    String name = name();
    typeParameters();
    expect("=");
    list();
    return new Statement.Compound("type", List.of(), List.of(), List.of(), List.of(name), start);
  }

  private Statement compound() {
    int start = next().start();
    accept("async");
    String kind = take().text();
    List<Expression> targets = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    List<String> bound = new ArrayList<>();
    List<List<Statement>> blocks = new ArrayList<>();
    switch (kind) {
      case "if", "while", "elif" -> values.add(expression());
      case "for" -> {
        targets.add(targets());
        expect("in");
        values.add(list());
      }
      case "with" -> with(targets, values);
      case "except" -> {
        accept("*");
        if (!isNext(":")) {
          values.add(list());
          if (accept("as")) {
            bound.add(name());
          }
        }
      }
      default -> {}
    }
    targets.forEach(target -> bound(target, bound));
    blocks.add(block());
    return new Statement.Compound(kind, targets, values, blocks, bound, start);
  }

  private void with(List<Expression> targets, List<Expression> values) {
    boolean isOpen = isNext("(") && isBracketed();
    if (isOpen) {
      take();
    }
    do {
      if (isOpen && isNext(")")) {
        break;
      }
      values.add(expression());
      if (accept("as")) {
        targets.add(isNext("(") ? expression() : starredTarget());
      }
    } while (accept(","));
    if (isOpen) {
      expect(")");
    }
  }

  private Expression starredTarget() {
    return primary();
  }

  /** Whether the bracket behind {@code with} is around all that it opens. */
  private boolean isBracketed() {
    int open = 0;
    for (int i = 0; ; i++) {
      PythonToken token = ahead(i);
      if (token.kind() == Kind.END || token.kind() == Kind.LINE) {
        return false;
      }
      boolean isSign = token.kind() == Kind.SIGN;
      open += isSign && "([{".contains(token.text()) ? 1 : 0;
      open -= isSign && ")]}".contains(token.text()) ? 1 : 0;
      if (open == 0) {
        return ahead(i + 1).is(":");
      }
    }
  }

  private boolean isMatch() {
    if (!isNext("match") || ahead(1).kind() == Kind.LINE) {
      return false;
    }
    int open = 0;
    for (int i = 1; ; i++) {
      PythonToken token = ahead(i);
      boolean isSign = token.kind() == Kind.SIGN;
      if (token.kind() == Kind.LINE || token.kind() == Kind.END) {
        return i > 2 && ahead(i - 1).is(":") && ahead(i + 1).kind() == Kind.INDENT && i > 1;
      }
      open += isSign && "([{".contains(token.text()) ? 1 : 0;
      open -= isSign && ")]}".contains(token.text()) ? 1 : 0;
      boolean isOther = open == 0 && (token.is("=") || (i == 1 && token.is(".")));
      if (isOther) {
        return false;
      }
    }
  }

  /** Patterns may bind any name in them. */
  private Statement match() {
    int start = take().start();
    List<Expression> values = List.of(list());
    expect(":");
    take();
    take();
    List<List<Statement>> blocks = new ArrayList<>();
    List<String> bound = new ArrayList<>();
    while (!isNext(Kind.DEDENT)) {
      if (isNext(Kind.LINE)) {
        take();
        continue;
      }
      expect("case");
      int open = 0;
      while (open > 0 || !isNext(":")) {
        PythonToken token = take();
        boolean isSign = token.kind() == Kind.SIGN;
        open += isSign && "([{".contains(token.text()) ? 1 : 0;
        open -= isSign && ")]}".contains(token.text()) ? 1 : 0;
        if (token.kind() == Kind.NAME) {
          bound.add(token.text());
        } else if (token.kind() == Kind.LINE || token.kind() == Kind.END) {
          throw new Unread(token.start());
        }
      }
      blocks.add(block());
    }
    take();
    return new Statement.Compound("match", List.of(), values, blocks, bound, start);
  }

  private void simple(List<Statement> body) {
    PythonToken first = next();
    int start = first.start();
    String word = first.kind() == Kind.NAME ? first.text() : "";
    switch (word) {
      case "type" -> {
        boolean isAlias = ahead(1).kind() == Kind.NAME && (ahead(2).is("=") || ahead(2).is("["));
        if (isAlias) {
          body.add(alias());
        } else {
          assignment(body, start);
        }
      }
      case "import" -> {
        take();
        do {
          imported(body, start);
        } while (accept(","));
      }
      case "from" -> from(body, start);
      case "return" -> {
        take();
        boolean isBare = isNext(Kind.LINE) || isNext(";");
        body.add(new Statement.Return(isBare ? Optional.empty() : Optional.of(list()), start));
      }
      case "global", "nonlocal" -> {
        take();
        List<String> bound = new ArrayList<>();
        do {
          bound.add(name());
        } while (accept(","));
        body.add(new Statement.Compound(word, List.of(), List.of(), List.of(), bound, start));
      }
      case "raise", "assert", "del" -> {
        take();
        List<Expression> values = new ArrayList<>();
        while (!isNext(Kind.LINE) && !isNext(";")) {
          values.add(list());
          if (!accept("from") && !accept(",")) {
            break;
          }
        }
        body.add(new Statement.Compound(word, List.of(), values, List.of(), List.of(), start));
      }
      case "pass", "break", "continue" -> {
        take();
        body.add(new Statement.Compound(word, List.of(), List.of(), List.of(), List.of(), start));
      }
      default -> assignment(body, start);
    }
  }

  private String dotted() {
    StringBuilder name = new StringBuilder(name());
    while (accept(".")) {
      name.append('.').append(name());
    }
    return name.toString();
  }

  private void imported(List<Statement> body, int start) {
    String module = dotted();
    boolean isRenamed = accept("as");
    String bound = isRenamed ? name() : module.replaceFirst("\\..*", "");
    body.add(new Statement.Import(isRenamed ? module : bound, 0, "", bound, start));
  }

  private void from(List<Statement> body, int start) {
    take();
    int level = 0;
    while (isNext(".") || isNext("...")) {
      level += take().text().length();
    }
    String module = isNext("import") ? "" : dotted();
    expect("import");
    if (accept("*")) {
      body.add(new Statement.Import(module, level, "*", "*", start));
      return;
    }
    boolean isOpen = accept("(");
    while (!isNext(Kind.LINE) && !isNext(")") && !isNext(";")) {
      String name = name();
      String bound = accept("as") ? name() : name;
      body.add(new Statement.Import(module, level, name, bound, start));
      if (!accept(",")) {
        break;
      }
    }
    if (isOpen) {
      expect(")");
    }
  }

  private void assignment(List<Statement> body, int start) {
    Expression first = list();
    if (accept(":")) {
      Optional<Expression> type = Optional.of(list());
      Optional<Expression> value = accept("=") ? Optional.of(list()) : Optional.empty();
      body.add(new Statement.Assignment(List.of(first), type, "=", value, start));
      return;
    }
    if (next().kind() == Kind.SIGN && ASSIGNING.contains(next().text())) {
      String sign = take().text();
      body.add(
          new Statement.Assignment(
              List.of(first), Optional.empty(), sign, Optional.of(list()), start));
      return;
    }
    if (!isNext("=")) {
      body.add(new Statement.Bare(first, start));
      return;
    }
    List<Expression> targets = new ArrayList<>();
    Expression value = first;
    while (accept("=")) {
      targets.add(value);
      value = list();
    }
    body.add(new Statement.Assignment(targets, Optional.empty(), "=", Optional.of(value), start));
  }
}
