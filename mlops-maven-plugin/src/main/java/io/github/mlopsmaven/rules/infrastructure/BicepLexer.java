package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.List;

/** Cuts Bicep into tokens. */
final class BicepLexer extends Lexer {

  private static final String LINES = "'''";

  private BicepLexer(String text) {
    super(
        text,
        List.of("...", "=>", "==", "!=", "=~", "!~", "<=", ">=", "&&", "||", "??", "::", ".?"));
  }

  /**
   * Cuts a text.
   *
   * @param text Bicep
   * @throws SyntaxMistake if a text, a comment or a part of a text has no end
   */
  static List<Token> tokens(String text) {
    return new BicepLexer(text).cut();
  }

  /** {@code #disable-next-line} and the like speak to the compiler: nothing is named there. */
  @Override
  protected boolean isLineComment() {
    return text.charAt(index) == '#' || super.isLineComment();
  }

  @Override
  protected boolean ofItsOwn(char c) {
    if (text.startsWith(LINES, index)) {
      lines();
    } else if (c == '\'') {
      quoted();
    } else {
      return false;
    }
    return true;
  }

  @Override
  protected boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  @Override
  protected boolean isNumberPart(int at) {
    return isNamePart(text.charAt(at));
  }

  private void lines() {
    int start = index + LINES.length();
    int end = text.indexOf(LINES, start);
    if (end < 0) {
      throw new SyntaxMistake(index, "unterminated multi-line string");
    }
    add(Kind.OPEN_TEXT, LINES, index);
    add(Kind.TEXT, text.substring(start, end), start);
    add(Kind.CLOSE_TEXT, LINES, end);
    index = end + LINES.length();
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
        part();
        pieceStart = index;
      } else {
        piece.append(c);
        index++;
      }
    }
    addText(piece, pieceStart);
    if (index >= text.length() || text.charAt(index) != '\'') {
      throw new SyntaxMistake(start, "unterminated string literal");
    }
    add(Kind.CLOSE_TEXT, "'", index++);
  }
}
