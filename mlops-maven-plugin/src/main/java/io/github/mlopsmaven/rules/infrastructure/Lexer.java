package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.bounds.Bounded;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into tokens, without comments. It knows what HCL and Bicep have in common: names,
 * numbers, signs, comments, and texts with parts of code in them.
 */
abstract class Lexer {

  /** What is cut. */
  protected final String text;

  /** Where the next token begins. */
  protected int index;

  private final List<String> longSigns;
  private final List<Token> tokens = new ArrayList<>();
  private int parts;

  /**
   * Prepares to cut.
   *
   * @param text what
   * @param longSigns the signs of more than one character, a longer one before its beginning
   */
  Lexer(String text, List<String> longSigns) {
    this.text = text;
    this.longSigns = longSigns;
  }

  /**
   * Cuts.
   *
   * @return the tokens; the last one is {@link Kind#END}
   * @throws SyntaxMistake if a text, a comment or a part of a text has no end
   */
  final List<Token> cut() {
    code(-1);
    add(Kind.END, "", text.length());
    return List.copyOf(tokens);
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
      Bounded.requireTime("a file");
      token(c);
    }
    if (start >= 0) {
      throw new SyntaxMistake(start, "unterminated interpolation");
    }
  }

  private void token(char c) {
    if (c == '\n') {
      add(Kind.LINE, "\n", index++);
    } else if (Character.isWhitespace(c)) {
      index++;
    } else if (isLineComment()) {
      index = lineEnd(index);
    } else if (text.startsWith("/*", index)) {
      int end = text.indexOf("*/", index + 2);
      if (end < 0) {
        throw new SyntaxMistake(index, "a comment has no end");
      }
      index = end + 2;
    } else if (!ofItsOwn(c)) {
      if (Character.isDigit(c)) {
        int start = index;
        while (index < text.length() && isNumberPart(index)) {
          index++;
        }
        add(Kind.NUMBER, text.substring(start, index), start);
      } else if (Character.isLetter(c) || c == '_') {
        int start = index;
        index = nameEnd(index);
        add(Kind.NAME, text.substring(start, index), start);
      } else {
        sign(c);
      }
    }
  }

  private void sign(char c) {
    String sign =
        longSigns.stream()
            .filter(known -> text.startsWith(known, index))
            .findFirst()
            .orElse(String.valueOf(c));
    add(Kind.SIGN, sign, index);
    index += sign.length();
  }

  /** Whether a comment begins here that goes to the end of its line. */
  protected boolean isLineComment() {
    return text.startsWith("//", index);
  }

  /**
   * Reads what only this language has, its texts above all.
   *
   * @param c the next character
   * @return whether it was that
   */
  protected abstract boolean ofItsOwn(char c);

  /** Whether a name goes on with a character. */
  protected abstract boolean isNamePart(char c);

  /** Whether a number goes on at a place. */
  protected abstract boolean isNumberPart(int at);

  /**
   * Where a name ends.
   *
   * @param start where it begins
   */
  protected final int nameEnd(int start) {
    int end = start;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /**
   * Where a line ends.
   *
   * @param from a place in it
   */
  protected final int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** Reads a part of a text that is code, from its opening sign of two characters. */
  protected final void part() {
    int start = index;
    if (parts >= Bounds.DEPTH) {
      throw SyntaxMistake.tooDeep(start);
    }
    add(Kind.OPEN_PART, text.substring(start, start + 2), start);
    index += 2;
    parts++;
    code(start);
    parts--;
    add(Kind.CLOSE_PART, "}", index++);
  }

  /**
   * Ends a piece of a text, if there is one, and empties it.
   *
   * @param piece what was read of it
   * @param start where it began
   */
  protected final void addText(StringBuilder piece, int start) {
    if (!piece.isEmpty()) {
      add(Kind.TEXT, piece.toString(), start);
      piece.setLength(0);
    }
  }

  /** Adds a token. */
  protected final void add(Kind kind, String value, int at) {
    tokens.add(new Token(kind, value, at));
  }
}
