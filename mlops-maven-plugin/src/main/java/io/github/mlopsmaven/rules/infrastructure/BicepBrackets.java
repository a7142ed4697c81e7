package io.github.mlopsmaven.rules.infrastructure;

import java.util.List;

/** Brackets in statements of Bicep. */
final class BicepBrackets {

  private BicepBrackets() {}

  /** Where the bracket at a place is closed. */
  static int closing(List<Token> statement, int from) {
    int depth = 0;
    for (int i = from; i < statement.size(); i++) {
      Token token = statement.get(i);
      if (token.is(Token.Kind.SIGN)) {
        depth += "([{".contains(token.text()) ? 1 : ")]}".contains(token.text()) ? -1 : 0;
      }
      if (depth == 0) {
        return i;
      }
    }
    return statement.size();
  }
}
