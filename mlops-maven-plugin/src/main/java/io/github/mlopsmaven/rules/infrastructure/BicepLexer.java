package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts Bicep into tokens. Comments are left away. */
final class BicepLexer {

  private static final List<String> LONG_SIGNS =
      List.of("...", "=>", "==", "!=", "=~", "!~", "<=", ">=", "&&", "||", "??", "::", ".?");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int index;

  private BicepLexer(String text) {
    this.text = text;
  }

  /**
   * Cuts a text.
   *
   * @param text Bicep
   * @return its tokens; the last one is {@link Kind#END}
   * @throws SyntaxMistake if a text, a comment or a part of a text has no end
   */
  static List<Token> tokens(String text) {
    BicepLexer lexer = new BicepLexer(text);
    lexer.code(-1);
    lexer.add(Kind.END, "", text.length());
    return List.copyOf(lexer.tokens);
  }

  /**
   * Reads code until the file ends or, inside of a text, until the bracket that closes the part.
   *
   * @param start where the part began; -1 for the file itself
   */
  private void code(int start) {
    int depth = 0;
    while (index < text.length()) {
      char c = text.charAt(index);
      if (c == '}' && depth == 0 && start >= 0) {
        return;
      }
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      }
      token(c);
    }
    if (start >= 0) {
      throw new SyntaxMistake(start, "a part of a text has no end");
    }
  }

  private void token(char c) {
    if (c == '\n') {
      add(Kind.LINE, "\n", index++);
    } else if (Character.isWhitespace(c)) {
      index++;
    } else if (text.startsWith("//", index)) {
      int end = text.indexOf('\n', index);
      index = end < 0 ? text.length() : end;
    } else if (text.startsWith("/*", index)) {
      int end = text.indexOf("*/", index + 2);
      if (end < 0) {
        throw new SyntaxMistake(index, "a comment has no end");
      }
      index = end + 2;
    } else if (text.startsWith("'''", index)) {
      int end = text.indexOf("'''", index + 3);
      if (end < 0) {
        throw new SyntaxMistake(index, "a text of several lines has no end");
      }
      add(Kind.OPEN_TEXT, "'''", index);
      add(Kind.TEXT, text.substring(index + 3, end), index + 3);
      add(Kind.CLOSE_TEXT, "'''", end);
      index = end + 3;
    } else if (c == '\'') {
      quoted();
    } else if (Character.isLetterOrDigit(c) || c == '_') {
      int end = index;
      while (end < text.length() && isNamePart(text.charAt(end))) {
        end++;
      }
      add(Character.isDigit(c) ? Kind.NUMBER : Kind.NAME, text.substring(index, end), index);
      index = end;
    } else {
      String sign =
          LONG_SIGNS.stream()
              .filter(known -> text.startsWith(known, index))
              .findFirst()
              .orElse(String.valueOf(c));
      add(Kind.SIGN, sign, index);
      index += sign.length();
    }
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private void quoted() {
    int start = index++;
    add(Kind.OPEN_TEXT, "'", start);
    StringBuilder piece = new StringBuilder();
    int pieceStart = index;
    while (index < text.length() && text.charAt(index) != '\'' && text.charAt(index) != '\n') {
      char c = text.charAt(index);
      if (c == '\\' && index + 1 < text.length()) {
        piece.append(text.charAt(index + 1));
        index += 2;
      } else if (text.startsWith("${", index)) {
        addText(piece, pieceStart);
        int open = index;
        add(Kind.OPEN_PART, "${", open);
        index += 2;
        code(open);
        add(Kind.CLOSE_PART, "}", index++);
        pieceStart = index;
      } else {
        piece.append(c);
        index++;
      }
    }
    addText(piece, pieceStart);
    if (index >= text.length() || text.charAt(index) != '\'') {
      throw new SyntaxMistake(start, "a quoted text has no end in its line");
    }
    add(Kind.CLOSE_TEXT, "'", index++);
  }

  private void addText(StringBuilder piece, int start) {
    if (!piece.isEmpty()) {
      add(Kind.TEXT, piece.toString(), start);
      piece.setLength(0);
    }
  }

  private void add(Kind kind, String value, int at) {
    tokens.add(new Token(kind, value, at));
  }
}
