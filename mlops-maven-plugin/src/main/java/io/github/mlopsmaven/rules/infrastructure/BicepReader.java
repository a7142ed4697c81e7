package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the statements of a Bicep file. */
final class BicepReader {

  /** Words that are no names where an expression or a type may stand. */
  private static final Set<String> WORDS =
      Set.of(
          "true",
          "false",
          "null",
          "if",
          "for",
          "in",
          "existing",
          "as",
          "with",
          "from",
          "string",
          "int",
          "bool",
          "object",
          "array",
          "resourceInput",
          "resourceOutput",
          "sys",
          "az",
          "none");

  private static final Set<String> FILE_FUNCTIONS =
      Set.of("loadTextContent", "loadJsonContent", "loadYamlContent", "loadFileAsBase64");

  private final List<Token> tokens;
  private final Map<String, BicepFile.Parameter> parameters = new LinkedHashMap<>();
  private final Set<String> outputs = new HashSet<>();
  private final Set<String> declared = new HashSet<>();
  private final List<BicepFile.Call> calls = new ArrayList<>();
  private final List<BicepFile.NamedFile> files = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private final Map<String, BicepLimits> limits = new LinkedHashMap<>();
  private final Set<String> exported = new HashSet<>();
  private final List<BicepFile.Imported> imports = new ArrayList<>();

  BicepReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads the file.
   *
   * @throws SyntaxMistake if brackets do not match
   */
  BicepFile file() {
    Optional<Token> using = Optional.empty();
    String path = "";
    List<List<Token>> statements = statements();
    List<Token> decorators = new ArrayList<>();
    for (List<Token> statement : statements) {
      Token first = statement.get(0);
      if (first.is("@")) {
        decorators.addAll(statement);
      } else {
        decorated(decorators, statement);
        decorators.clear();
      }
      if (first.isName("using") && text(statement, 1).isPresent()) {
        using = Optional.of(first);
        path = text(statement, 1).get();
      } else {
        read(statement);
      }
    }
    statements.forEach(this::addLocalNames);
    if (using.isPresent()) {
      Map<String, Integer> given = new LinkedHashMap<>();
      parameters.forEach((name, parameter) -> given.put(name, parameter.index()));
      calls.add(new BicepFile.Call("using", using.get().index(), path, given, true));
    }
    return new BicepFile(
        parameters,
        outputs,
        declared,
        calls,
        files,
        references,
        statements,
        limits,
        exported,
        imports,
        Optional.empty());
  }

  /** What the decorators say about the declaration that follows them. */
  private void decorated(List<Token> decorators, List<Token> statement) {
    if (statement.size() < 2 || !statement.get(1).is(Kind.NAME)) {
      return;
    }
    Token name = statement.get(1);
    boolean isDeclared = Set.of("param", "output", "type").contains(statement.get(0).text());
    if (isDeclared && statement.size() > 2 && statement.get(2).is(":")) {
      throw new SyntaxMistake(
          statement.get(2).index(), "a colon after '" + name.text() + "', without a type");
    }
    if (statement.get(0).isName("param")) {
      limits.put(name.text(), BicepLimits.of(decorators, statement));
    }
    if (decorators.stream().anyMatch(token -> token.isName("export"))) {
      exported.add(name.text());
    }
  }

  /** Parts of the file that end with a line outside of all brackets. */
  private List<List<Token>> statements() {
    List<List<Token>> statements = new ArrayList<>();
    List<Token> open = new ArrayList<>();
    List<Token> current = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean goesOn = token.is(Kind.LINE) && goesOn(current, i);
      if (token.is(Kind.END) || (token.is(Kind.LINE) && open.isEmpty() && !goesOn)) {
        if (!current.isEmpty()) {
          statements.add(List.copyOf(current));
          current.clear();
        }
      } else {
        if (token.is(Kind.SIGN) && "([{".contains(token.text())) {
          open.add(token);
        } else if (token.is(Kind.SIGN) && ")]}".contains(token.text())) {
          close(token, open);
        }
        current.add(token);
      }
    }
    if (!open.isEmpty()) {
      Token last = open.get(open.size() - 1);
      throw new SyntaxMistake(last.index(), "the bracket '" + last.text() + "' is never closed");
    }
    return statements;
  }

  /**
   * Whether a statement goes on in the next line: behind {@code =} and {@code =>}, and before the
   * signs of a condition.
   */
  private boolean goesOn(List<Token> current, int line) {
    int next = line + 1;
    while (next < tokens.size() && tokens.get(next).is(Kind.LINE)) {
      next++;
    }
    Token last = current.isEmpty() ? tokens.get(line) : current.get(current.size() - 1);
    boolean isOpen = last.is("=") || last.is("=>");
    boolean isAnswer =
        !current.isEmpty()
            && next < tokens.size()
            && (tokens.get(next).is("?") || tokens.get(next).is(":"));
    return isOpen || isAnswer;
  }

  private static void close(Token token, List<Token> open) {
    boolean fits =
        !open.isEmpty()
            && "([{".indexOf(open.get(open.size() - 1).text()) == ")]}".indexOf(token.text());
    if (!fits) {
      throw new SyntaxMistake(token.index(), "the bracket '" + token.text() + "' closes nothing");
    }
    open.remove(open.size() - 1);
  }

  /** {@code extension 'br:…' as name}, or {@code provider}, its former name. */
  private boolean isExtension(List<Token> statement) {
    boolean isIt =
        (statement.get(0).isName("extension") || statement.get(0).isName("provider"))
            && text(statement, 1).isPresent();
    for (int i = 1; isIt && i + 1 < statement.size(); i++) {
      if (statement.get(i).isName("as")) {
        declared.add(statement.get(i + 1).text());
      }
    }
    return isIt;
  }

  private void read(List<Token> statement) {
    if (isExtension(statement)) {
      return;
    }
    boolean isDeclaration = statement.size() > 1 && statement.get(1).is(Kind.NAME);
    String name = isDeclaration ? statement.get(1).text() : "";
    int from = 2;
    switch (isDeclaration ? statement.get(0).text() : "") {
      case "param" -> {
        parameters.put(
            name, new BicepFile.Parameter(statement.get(1).index(), isRequired(statement)));
        declared.add(name);
      }
      case "var", "type", "func", "resource" -> declared.add(name);
      case "output" -> outputs.add(name);
      case "module" -> {
        declared.add(name);
        text(statement, 2)
            .ifPresent(path -> calls.add(call(name, statement.get(2).index(), path, statement)));
      }
      case "metadata", "assert", "extension", "provider" -> {}
      default ->
          from = statement.get(0).isName("import") ? readImport(statement) : first(statement);
    }
    expressions(statement, from);
  }

  /** {@code targetScope = …} names nothing on its left. */
  private static int first(List<Token> statement) {
    return statement.get(0).isName("targetScope") ? 2 : 0;
  }

  private static boolean isRequired(List<Token> statement) {
    int depth = 0;
    for (int i = 2; i < statement.size(); i++) {
      Token token = statement.get(i);
      if (token.is(Kind.SIGN)) {
        depth += "([{".contains(token.text()) ? 1 : ")]}".contains(token.text()) ? -1 : 0;
        if (depth == 0 && token.is("=")) {
          return false;
        }
      }
    }
    return !statement.get(statement.size() - 1).is("?");
  }

  /** {@code import { a, b as c } from 'file'} or {@code import * as a from 'file'}. */
  private int readImport(List<Token> statement) {
    for (int i = 1; i < statement.size(); i++) {
      Token token = statement.get(i);
      if (token.isName("from") && i + 1 < statement.size()) {
        int index = statement.get(i + 1).index();
        text(statement, i + 1)
            .ifPresent(
                path -> {
                  addFile(path, index);
                  imported(statement, path);
                });
        break;
      }
      if (token.is(Kind.NAME) && !token.isName("as")) {
        declared.add(token.text());
      }
    }
    return statement.size();
  }

  /** The names that stand first in the brackets, as `b` in {@code import { a, b as c } from …}. */
  private void imported(List<Token> statement, String path) {
    for (int i = 2; i < statement.size() && !statement.get(i).is("}"); i++) {
      Token token = statement.get(i);
      boolean isFirst =
          statement.get(i - 1).is("{")
              || statement.get(i - 1).is(",")
              || statement.get(i - 1).is(Kind.LINE);
      if (token.is(Kind.NAME) && isFirst) {
        imports.add(new BicepFile.Imported(token.text(), path, token.index()));
      }
    }
  }

  private void addFile(String path, int index) {
    if (path.indexOf(':') < 0 && !path.startsWith("br/")) {
      files.add(new BicepFile.NamedFile(path, index));
    }
  }

  /** A text without computed parts that begins at a token. */
  private static Optional<String> text(List<Token> statement, int at) {
    boolean isText =
        at + 2 < statement.size()
            && statement.get(at).is(Kind.OPEN_TEXT)
            && statement.get(at + 1).is(Kind.TEXT)
            && statement.get(at + 2).is(Kind.CLOSE_TEXT);
    return isText ? Optional.of(statement.get(at + 1).text()) : Optional.empty();
  }

  private static BicepFile.Call call(String name, int index, String path, List<Token> statement) {
    Map<String, Integer> arguments = new LinkedHashMap<>();
    boolean isExact = true;
    int depth = 0;
    int inside = -1;
    for (int i = 0; i < statement.size(); i++) {
      Token token = statement.get(i);
      if (token.isName("params") && isKey(statement, i) && inside < 0) {
        isExact = i + 2 < statement.size() && statement.get(i + 2).is("{");
        inside = isExact ? depth + 1 : -1;
      } else if (inside >= 0 && depth == inside && isKey(statement, i)) {
        arguments.put(token.text(), token.index());
      } else if (inside >= 0 && depth == inside && token.is("...")) {
        isExact = false;
      }
      if (token.is(Kind.SIGN)) {
        depth += "([{".contains(token.text()) ? 1 : ")]}".contains(token.text()) ? -1 : 0;
        inside = depth < inside && !arguments.isEmpty() ? Integer.MAX_VALUE : inside;
      }
    }
    return new BicepFile.Call(name, index, path, arguments, isExact);
  }

  /** Whether a name stands where an object has its keys. */
  static boolean isKey(List<Token> statement, int at) {
    return statement.get(at).is(Kind.NAME)
        && at + 1 < statement.size()
        && statement.get(at + 1).is(":")
        && at > 0
        && (statement.get(at - 1).is(Kind.LINE)
            || statement.get(at - 1).is("{")
            || statement.get(at - 1).is(","));
  }

  private void expressions(List<Token> statement, int from) {
    for (int i = from; i < statement.size(); i++) {
      Token token = statement.get(i);
      boolean isCall = i + 1 < statement.size() && statement.get(i + 1).is("(");
      if (!token.is(Kind.NAME) || WORDS.contains(token.text()) || isKey(statement, i)) {
        continue;
      }
      if (isNestedResource(statement, i)) {
        declared.add(statement.get(i + 1).text());
        i++;
      } else if (isCall && FILE_FUNCTIONS.contains(token.text())) {
        int index = token.index();
        text(statement, i + 2).ifPresent(path -> addFile(path, index));
      } else if (!isCall && !isMember(statement, i)) {
        references.add(Reference.ofBicep(statement, i));
      }
    }
  }

  private static boolean isNestedResource(List<Token> statement, int at) {
    return statement.get(at).isName("resource")
        && at + 2 < statement.size()
        && statement.get(at + 1).is(Kind.NAME)
        && statement.get(at + 2).is(Kind.OPEN_TEXT);
  }

  private static boolean isMember(List<Token> statement, int at) {
    return at > 0
        && (statement.get(at - 1).is(".")
            || statement.get(at - 1).is(".?")
            || statement.get(at - 1).is("::"));
  }

  /** The variables of loops, lambdas and functions, as if they belonged to the whole file. */
  private void addLocalNames(List<Token> statement) {
    for (int i = 0; i < statement.size(); i++) {
      if (statement.get(i).isName("for")) {
        for (int j = i + 1; j < statement.size() && !statement.get(j).isName("in"); j++) {
          declare(statement.get(j));
        }
      } else if (statement.get(i).is("=>") && i > 0) {
        boolean isList = statement.get(i - 1).is(")");
        declare(statement.get(i - 1));
        for (int j = i - 2; isList && j >= 0 && !statement.get(j).is("("); j--) {
          declare(statement.get(j));
        }
      }
    }
    boolean isFunction = statement.get(0).isName("func");
    for (int i = 2; isFunction && i < statement.size() && !statement.get(i).is("=>"); i++) {
      declare(statement.get(i));
    }
  }

  private void declare(Token token) {
    if (token.is(Kind.NAME)) {
      declared.add(token.text());
    }
  }
}
