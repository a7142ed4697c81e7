package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts HCL into tokens. Comments are left away. */
final class HclLexer {

  private static final List<String> LONG_SIGNS =
      List.of("...", "==", "!=", "<=", ">=", "&&", "||", "=>", "::");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int index;

  private HclLexer(String text) {
    this.text = text;
  }

  /**
   * Cuts a text.
   *
   * @param text HCL
   * @return its tokens; the last one is {@link Kind#END}
   * @throws SyntaxMistake if a text or a part of one has no end
   */
  static List<Token> tokens(String text) {
    HclLexer lexer = new HclLexer(text);
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
    } else if (c == '#' || text.startsWith("//", index)) {
      int end = text.indexOf('\n', index);
      index = end < 0 ? text.length() : end;
    } else if (text.startsWith("/*", index)) {
      int end = text.indexOf("*/", index + 2);
      if (end < 0) {
        throw new SyntaxMistake(index, "a comment has no end");
      }
      index = end + 2;
    } else if (c == '"') {
      quoted();
    } else if (text.startsWith("<<", index) && hereDocumentName().length() > 0) {
      hereDocument();
    } else if (Character.isLetter(c) || c == '_') {
      int end = index;
      while (end < text.length() && isNamePart(text.charAt(end))) {
        end++;
      }
      add(Kind.NAME, text.substring(index, end), index);
      index = end;
    } else if (Character.isDigit(c)) {
      int end = index;
      while (end < text.length() && isNumberPart(end)) {
        end++;
      }
      add(Kind.NUMBER, text.substring(index, end), index);
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
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  /** A point belongs to a number only before a digit. */
  private boolean isNumberPart(int at) {
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
      throw new SyntaxMistake(start, "a quoted text has no end in its line");
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

  private void part() {
    int start = index;
    add(Kind.OPEN_PART, text.substring(index, index + 2), start);
    index += 2;
    code(start);
    add(Kind.CLOSE_PART, "}", index++);
  }

  private String hereDocumentName() {
    int start = index + (text.startsWith("<<-", index) ? 3 : 2);
    int end = start;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    return text.substring(Math.min(start, text.length()), end);
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

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
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
