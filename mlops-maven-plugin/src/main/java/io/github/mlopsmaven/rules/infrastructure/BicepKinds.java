package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types of values in a Bicep file, as far as they are plain.
 *
 * @param project the project
 * @param file the file
 * @param code what it says
 * @param statements name of a variable, resource or module to its statement
 */
record BicepKinds(
    VerifiedProject project, SourceFile file, BicepFile code, Map<String, List<Token>> statements) {

  /** The type of a value that is written out, or of a parameter; the empty string for others. */
  String of(List<Token> tokens) {
    Token first = tokens.get(0);
    Token last = tokens.get(tokens.size() - 1);
    if (first.is(Token.Kind.OPEN_TEXT)
        && last.is(Token.Kind.CLOSE_TEXT)
        && tokens.stream().filter(token -> token.is(Token.Kind.CLOSE_TEXT)).count() == 1) {
      return "string";
    }
    if (tokens.size() == 1) {
      return first.is(Token.Kind.NUMBER)
          ? "int"
          : first.isName("true") || first.isName("false") ? "bool" : declared(first.text());
    }
    if (first.is("[") && last.is("]") && closes(tokens)) {
      return "array";
    }
    if (first.is(Token.Kind.NAME)) {
      return computed(tokens);
    }
    return first.is("{") && last.is("}") && closes(tokens) ? "object" : "";
  }

  /** The type of {@code name.key}, and of what functions give. */
  private String computed(List<Token> tokens) {
    Token first = tokens.get(0);
    if (tokens.get(1).is("(")) {
      return BicepBrackets.closing(tokens, 1) == tokens.size() - 1
          ? BicepLanguage.GIVEN.getOrDefault(first.text(), "")
          : "";
    }
    boolean isMember =
        tokens.size() == 3 && tokens.get(1).is(".") && tokens.get(2).is(Token.Kind.NAME);
    if (!isMember) {
      return "";
    }
    String key = tokens.get(2).text();
    List<Token> statement = statements.get(first.text());
    if (statement != null && !statement.get(0).isName("var")) {
      boolean isOne = statement.size() > 6 && !isList(statement);
      return isOne && statement.get(0).isName("resource") && Set.of("id", "name").contains(key)
          ? "string"
          : "";
    }
    BicepShapes shapes = BicepShapes.of(project, file, code);
    BicepShape shape =
        shapes.isMaybeNull(first.text()) ? BicepShape.ANY : shapes.parameter(first.text());
    BicepShape.Member member =
        shape instanceof BicepShape.Members members ? members.members().get(key) : null;
    return member != null
            && member.isRequired()
            && member.shape() instanceof BicepShape.Scalar scalar
        ? scalar.limits().type()
        : "";
  }

  private static boolean isList(List<Token> statement) {
    return statement.stream().limit(8).anyMatch(token -> token.is("["));
  }

  /** The type of a parameter, or of a variable whose value is written out. */
  private String declared(String name) {
    BicepLimits own = code.limits().get(name);
    if (own != null) {
      boolean isMaybeNull =
          code.statements().stream()
              .filter(
                  one -> one.size() > 2 && one.get(0).isName("param") && one.get(1).isName(name))
              .anyMatch(one -> one.stream().anyMatch(token -> token.is("?")));
      return isMaybeNull ? "" : own.type();
    }
    List<Token> statement = statements.getOrDefault(name, List.of());
    boolean isVariable =
        statement.size() > 3 && statement.get(0).isName("var") && statement.get(2).is("=");
    List<Token> value =
        isVariable ? withoutLines(statement.subList(3, statement.size())) : List.of();
    return value.size() > 1 || (value.size() == 1 && !value.get(0).is(Token.Kind.NAME))
        ? of(value)
        : "";
  }

  static List<Token> withoutLines(List<Token> tokens) {
    return tokens.stream().filter(token -> !token.is(Token.Kind.LINE)).toList();
  }

  /** Whether the first bracket is closed by the last one. */
  private static boolean closes(List<Token> tokens) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is(Token.Kind.SIGN)) {
        depth +=
            "([{".contains(tokens.get(i).text())
                ? 1
                : ")]}".contains(tokens.get(i).text()) ? -1 : 0;
      }
      if (depth == 0 && i < tokens.size() - 1) {
        return false;
      }
    }
    return true;
  }
}
