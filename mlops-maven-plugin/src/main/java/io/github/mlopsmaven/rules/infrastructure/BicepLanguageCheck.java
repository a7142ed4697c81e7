package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at what belongs to Bicep itself: decorators, functions, scopes, and names that a file
 * declares twice. Functions of the file, of its imports and of extensions are left alone.
 *
 * @param file the file
 * @param code what it declares
 * @param findings takes what is found
 */
record BicepLanguageCheck(SourceFile file, BicepFile code, Findings findings) {

  static final Rule LANGUAGE =
      new Rule("bicep-language", Level.ERROR, "Unknown Bicep decorator, function or scope");

  static final Rule DUPLICATE =
      new Rule("bicep-duplicate", Level.ERROR, "Duplicate declaration or property in Bicep");

  private static final Set<String> DECLARING =
      Set.of("param", "var", "resource", "module", "type", "func");

  private static final Set<String> LISTS = Set.of("output", "metadata", "assert");

  private static final Pattern RESOURCE_TYPE =
      Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*@\\S+");

  private static final Set<String> BICEP_TYPES = Set.of("string", "int", "bool", "array", "object");

  void check() {
    Map<String, Integer> names = new HashMap<>();
    for (List<Token> statement : code.statements()) {
      Token first = statement.get(0);
      for (int i = 0; i < statement.size(); i++) {
        if (statement.get(i).is("@")) {
          decorator(statement, i + 1);
        }
      }
      if (first.isName("targetScope")) {
        scope(statement);
      } else if (statement.size() > 1 && statement.get(1).is(Kind.NAME)) {
        Token name = statement.get(1);
        if (DECLARING.contains(first.text())) {
          once(names, name.text(), name.index(), name.text());
        } else if (LISTS.contains(first.text())) {
          once(names, first.text() + " " + name.text(), name.index(), name.text());
        }
      }
      if (first.isName("resource")) {
        resourceType(statement);
      } else if (first.isName("param")) {
        ofDefault(statement);
      }
      functions(statement);
      properties(statement);
    }
  }

  private void decorator(List<Token> statement, int from) {
    boolean isQualified =
        statement.size() > from + 2
            && statement.get(from).isName("sys")
            && statement.get(from + 1).is(".");
    int at = from + (isQualified ? 2 : 0);
    Token name = statement.get(Math.min(at, statement.size() - 1));
    // A decorator of a namespace other than sys, or of something that is no name, is not known.
    boolean isPlain =
        name.is(Kind.NAME) && at + 1 < statement.size() && statement.get(at + 1).is("(");
    if (isPlain && !BicepLanguage.DECORATORS.contains(name.text())) {
      add(
          LANGUAGE,
          name.index(),
          "unknown decorator '" + name.text() + "'",
          Suggestion.useOneOf(name.text(), BicepLanguage.DECORATORS));
    }
  }

  private void scope(List<Token> statement) {
    boolean isText =
        statement.size() == 5
            && statement.get(1).is("=")
            && statement.get(2).is(Kind.OPEN_TEXT)
            && statement.get(3).is(Kind.TEXT);
    if (isText && !BicepLanguage.SCOPES.contains(statement.get(3).text())) {
      add(
          LANGUAGE,
          statement.get(3).index(),
          "unknown scope '" + statement.get(3).text() + "'",
          Suggestion.useOneOf(statement.get(3).text(), BicepLanguage.SCOPES));
    }
  }

  /** The type of a resource has its version with it; one inside of another may take its own. */
  private void resourceType(List<Token> statement) {
    boolean isText =
        statement.size() > 4
            && statement.get(2).is(Kind.OPEN_TEXT)
            && statement.get(3).is(Kind.TEXT)
            && statement.get(4).is(Kind.CLOSE_TEXT);
    if (isText && !RESOURCE_TYPE.matcher(statement.get(3).text()).matches()) {
      add(
          LANGUAGE,
          statement.get(2).index(),
          "'" + statement.get(3).text() + "' is not a type of a resource",
          "write it as 'PROVIDER/TYPE@VERSION', as in 'Microsoft.Storage/storageAccounts@2023-05-01'");
    }
  }

  /** A default that is written out fits the parameter's type. */
  private void ofDefault(List<Token> statement) {
    if (statement.size() < 5 || !statement.get(3).is("=")) {
      return;
    }
    String type = statement.get(2).text();
    Token value = statement.get(4);
    boolean isAlone = statement.size() == 5;
    boolean isText =
        value.is(Kind.OPEN_TEXT) && statement.get(statement.size() - 1).is(Kind.CLOSE_TEXT);
    String kind =
        isText
            ? "string"
            : value.is("[") && statement.get(statement.size() - 1).is("]")
                ? "array"
                : value.is("{") && statement.get(statement.size() - 1).is("}")
                    ? "object"
                    : isAlone && value.is(Kind.NUMBER)
                        ? "int"
                        : isAlone && (value.isName("true") || value.isName("false"))
                            ? "bool"
                            : type;
    // Several texts, as in 'a' == 'b', are no text.
    boolean isOneText =
        !isText
            || statement.stream().skip(4).filter(token -> token.is(Kind.CLOSE_TEXT)).count() == 1;
    if (BICEP_TYPES.contains(type) && !kind.equals(type) && isOneText) {
      add(
          LANGUAGE,
          value.index(),
          "the parameter is of type " + type + ", and its default is of type " + kind,
          "correct one of them");
    }
  }

  private void once(Map<String, Integer> names, String key, int index, String name) {
    Integer first = names.putIfAbsent(key, index);
    if (first != null) {
      add(
          DUPLICATE,
          index,
          "'" + name + "' is already declared at " + Place.of(file.path(), file.text(), first),
          "keep one of them, or give it another name");
    }
  }

  private void functions(List<Token> statement) {
    for (int i = statement.get(0).isName("func") ? 2 : 1; i + 1 < statement.size(); i++) {
      Token token = statement.get(i);
      boolean isCall = token.is(Kind.NAME) && statement.get(i + 1).is("(");
      if (!isCall || isDecorator(statement, i)) {
        continue;
      }
      String namespace = namespace(statement, i);
      if (!namespace.equals(".") && !code.declared().contains(token.text())) {
        arity(statement, i);
      }
      boolean isKnown =
          namespace.equals(".")
              || BicepLanguage.functions(namespace).contains(token.text())
              || (!namespace.equals("sys") && BicepLanguage.isListing(token.text()))
              || (namespace.isEmpty()
                  && (code.declared().contains(token.text()) || isWord(statement, i)));
      if (!isKnown) {
        Set<String> known = new LinkedHashSet<>(BicepLanguage.functions(namespace));
        known.addAll(code.declared());
        add(
            LANGUAGE,
            token.index(),
            "unknown function '" + token.text() + "'",
            Suggestion.nearest(token.text(), known)
                .map(near -> "did you mean " + near + "()?")
                .orElse("declare it with `func`, or correct its name"));
      }
    }
  }

  /** How many arguments a call gives. */
  private void arity(List<Token> statement, int at) {
    int depth = 0;
    int commas = 0;
    boolean isEmpty = true;
    int i = at + 1;
    for (; i < statement.size(); i++) {
      Token token = statement.get(i);
      boolean opens =
          token.is(Kind.OPEN_PART) || (token.is(Kind.SIGN) && "([{".contains(token.text()));
      boolean closes =
          token.is(Kind.CLOSE_PART) || (token.is(Kind.SIGN) && ")]}".contains(token.text()));
      depth += opens ? 1 : closes ? -1 : 0;
      if (depth == 0) {
        break;
      }
      commas += depth == 1 && token.is(",") ? 1 : 0;
      isEmpty &= i == at + 1 || token.is(Kind.LINE);
    }
    Token token = statement.get(at);
    int given = isEmpty ? 0 : commas + 1;
    BicepLanguage.refuses(token.text(), given)
        .ifPresent(
            takes ->
                add(
                    LANGUAGE,
                    token.index(),
                    "'" + token.text() + "' takes " + takes + ", and is given " + given,
                    "correct the arguments"));
  }

  private static boolean isDecorator(List<Token> statement, int at) {
    boolean isQualified = at > 2 && statement.get(at - 1).is(".") && statement.get(at - 3).is("@");
    return isQualified || (at > 0 && statement.get(at - 1).is("@"));
  }

  /** Words that may stand before a bracket, and names of parameters before their types. */
  private static boolean isWord(List<Token> statement, int at) {
    return Set.of("if", "for", "in", "resourceInput", "resourceOutput")
        .contains(statement.get(at).text());
  }

  /** {@code sys} or {@code az}; the empty string without one; a point behind anything else. */
  private static String namespace(List<Token> statement, int at) {
    boolean isMember =
        at > 0
            && (statement.get(at - 1).is(".")
                || statement.get(at - 1).is(".?")
                || statement.get(at - 1).is("::"));
    if (!isMember) {
      return "";
    }
    boolean isNamespace =
        at > 1
            && statement.get(at - 1).is(".")
            && (statement.get(at - 2).isName("sys") || statement.get(at - 2).isName("az"))
            && (at < 3 || !statement.get(at - 3).is("."));
    return isNamespace ? statement.get(at - 2).text() : ".";
  }

  /** The properties of each object. */
  private void properties(List<Token> statement) {
    List<Set<String>> open = new ArrayList<>();
    for (int i = 0; i < statement.size(); i++) {
      Token token = statement.get(i);
      if (token.is(Kind.SIGN) && "([{".contains(token.text())) {
        open.add(new HashSet<>());
      } else if (token.is(Kind.SIGN) && ")]}".contains(token.text()) && !open.isEmpty()) {
        open.remove(open.size() - 1);
      } else if (!open.isEmpty()
          && BicepReader.isKey(statement, i)
          && !open.get(open.size() - 1).add(token.text())) {
        add(
            DUPLICATE,
            token.index(),
            "'" + token.text() + "' is set twice in one object",
            "keep one of them");
      }
    }
  }

  private void add(Rule rule, int index, String problem, String remedy) {
    findings.add(rule, file.path(), Position.of(file.text(), index), problem, remedy);
  }
}
