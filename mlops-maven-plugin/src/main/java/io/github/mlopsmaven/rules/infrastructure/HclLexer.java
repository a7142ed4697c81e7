package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.List;

/** Cuts HCL into tokens. */
final class HclLexer extends Lexer {

  private HclLexer(String text) {
    super(text, List.of("...", "==", "!=", "<=", ">=", "&&", "||", "=>", "::"));
  }

  /**
   * Cuts a text.
   *
   * @param text HCL
   * @throws SyntaxMistake if a text, a comment or a part of a text has no end
   */
  static List<Token> tokens(String text) {
    return new HclLexer(text).cut();
  }

  @Override
  protected boolean isLineComment() {
    return text.charAt(index) == '#' || super.isLineComment();
  }

  @Override
  protected boolean ofItsOwn(char c) {
    if (c == '"') {
      quoted();
    } else if (text.startsWith("<<", index) && !hereDocumentName().isEmpty()) {
      hereDocument();
    } else {
      return false;
    }
    return true;
  }

  @Override
  protected boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  /** A point belongs to a number only before a digit. */
  @Override
  protected boolean isNumberPart(int at) {
    char c = text.charAt(at);
    return Character.isLetterOrDigit(c)
        || (c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)));
  }

  private void quoted() {
    int start = index++;
    add(Kind.OPEN_TEXT, "\"", start);
    StringBuilder piece = new StringBuilder();
    int pieceStart = index;
    while (index < text.length() && text.charAt(index) != '"') {
      char c = text.charAt(index);
      if (c == '\n') {
        break;
      }
      if (c == '\\' && index + 1 < text.length()) {
        piece.append(escaped(text.charAt(index + 1)));
        index += 2;
      } else if (isEscapedPart()) {
        piece.append(c).append('{');
        index += 3;
      } else if (isPart()) {
        addText(piece, pieceStart);
        part();
        pieceStart = index;
      } else {
        piece.append(c);
        index++;
      }
    }
    addText(piece, pieceStart);
    if (index >= text.length() || text.charAt(index) != '"') {
      throw new SyntaxMistake(start, "unterminated string literal");
    }
    add(Kind.CLOSE_TEXT, "\"", index++);
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }

  private boolean isPart() {
    return text.startsWith("${", index) || text.startsWith("%{", index);
  }

  private boolean isEscapedPart() {
    return text.startsWith("$${", index) || text.startsWith("%%{", index);
  }

  private String hereDocumentName() {
    int start = index + (text.startsWith("<<-", index) ? 3 : 2);
    return text.substring(Math.min(start, text.length()), nameEnd(start));
  }

  private void hereDocument() {
    int start = index;
    String name = hereDocumentName();
    add(Kind.OPEN_TEXT, "<<", start);
    index = lineEnd(index) + 1;
    StringBuilder piece = new StringBuilder();
    int pieceStart = index;
    while (index < text.length() && !isLastLine(name)) {
      int end = lineEnd(index);
      while (index < end) {
        if (isEscapedPart()) {
          piece.append(text.charAt(index)).append('{');
          index += 3;
        } else if (isPart()) {
          addText(piece, pieceStart);
          part();
          pieceStart = index;
          end = Math.max(end, lineEnd(index));
        } else {
          piece.append(text.charAt(index++));
        }
      }
      piece.append('\n');
      index = end + 1;
    }
    addText(piece, pieceStart);
    if (index >= text.length()) {
      throw new SyntaxMistake(start, "the here document " + name + " has no end");
    }
    index = lineEnd(index);
    add(Kind.CLOSE_TEXT, "", index);
  }

  private boolean isLastLine(String name) {
    return text.substring(index, lineEnd(index)).strip().equals(name);
  }
}
