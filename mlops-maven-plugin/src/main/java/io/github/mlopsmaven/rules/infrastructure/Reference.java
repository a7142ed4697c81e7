package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an expression names, as in {@code var.location} or {@code module.network[0].subnet_id}.
 *
 * @param path the names with points between them; an index between them is left away
 * @param index where the first name stands
 */
record Reference(List<String> path, int index) {

  Reference {
    path = List.copyOf(path);
  }

  String head() {
    return path.get(0);
  }

  /**
   * The part that a module declares: {@code var.NAME}, {@code TYPE.NAME} or {@code data.TYPE.NAME};
   * {@code resource.TYPE.NAME} is {@code TYPE.NAME} in full.
   */
  List<String> declaration() {
    List<String> named =
        head().equals("resource") && path.size() > 2 ? path.subList(1, path.size()) : path;
    return named.subList(0, Math.min(named.size(), named.get(0).equals("data") ? 3 : 2));
  }

  /**
   * The references in an expression. Names of functions, keys of objects and the variables of
   * {@code for} are none.
   *
   * @param expression its tokens
   */
  static List<Reference> in(List<Token> expression) {
    List<Token> tokens = expression.stream().filter(token -> !token.is(Kind.LINE)).toList();
    Set<String> loopVariables = loopVariables(tokens);
    List<Reference> found = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean isHead =
          token.is(Kind.NAME)
              && (i == 0 || !(tokens.get(i - 1).is(".") || tokens.get(i - 1).is("::")))
              && !isFollowedBy(tokens, i, "(")
              && !isFollowedBy(tokens, i, "=")
              && !isFollowedBy(tokens, i, "::")
              && !loopVariables.contains(token.text());
      if (isHead) {
        found.add(new Reference(path(tokens, i), token.index()));
      }
    }
    return List.copyOf(found);
  }

  private static boolean isFollowedBy(List<Token> tokens, int at, String sign) {
    return at + 1 < tokens.size() && tokens.get(at + 1).is(sign);
  }

  private static Set<String> loopVariables(List<Token> tokens) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isName("for")) {
        for (int j = i + 1; j < tokens.size() && !tokens.get(j).isName("in"); j++) {
          names.add(tokens.get(j).text());
        }
      }
    }
    return names;
  }

  private static List<String> path(List<Token> tokens, int head) {
    List<String> path = new ArrayList<>(List.of(tokens.get(head).text()));
    int at = head + 1;
    while (at < tokens.size()) {
      if (tokens.get(at).is("[")) {
        at = behindBracket(tokens, at);
      } else if (tokens.get(at).is(".") && at + 1 < tokens.size()) {
        if (tokens.get(at + 1).is(Kind.NAME)) {
          path.add(tokens.get(at + 1).text());
        }
        at += 2;
      } else {
        break;
      }
    }
    return path;
  }

  private static int behindBracket(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).is("[")) {
        depth++;
      } else if (tokens.get(i).is("]") && --depth == 0) {
        return i + 1;
      }
    }
    return tokens.size();
  }

  /**
   * A reference in Bicep.
   *
   * @param statement the tokens that it stands in
   * @param head the place of its first name among them
   */
  static Reference ofBicep(List<Token> statement, int head) {
    List<String> path = new ArrayList<>(List.of(statement.get(head).text()));
    int at = head + 1;
    int depth = 0;
    while (at < statement.size()) {
      Token token = statement.get(at);
      if (token.is("[") || depth > 0) {
        depth += token.is("[") ? 1 : token.is("]") ? -1 : 0;
        at++;
      } else if (token.is("!") || token.is("?")) {
        at++;
      } else if (token.is(".") && at + 1 < statement.size()) {
        path.add(statement.get(at + 1).text());
        at += 2;
      } else {
        break;
      }
    }
    return new Reference(path, statement.get(head).index());
  }
}
