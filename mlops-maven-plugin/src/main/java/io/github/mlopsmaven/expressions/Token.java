package io.github.mlopsmaven.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param index where it begins
 * @param text what it says; a string without its quotes
 */
record Token(Kind kind, int index, String text) {

  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(?:0x[0-9a-fA-F]+|0o[0-7]+|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)");

  /** Azure has versions too, as 1.2.3. */
  private static final Pattern VERSION = Pattern.compile("-?\\d+(?:\\.\\d+)*");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w-]*");

  private static final Pattern SIGN = Pattern.compile("&&|\\|\\||==|!=|<=|>=|[!<>()\\[\\].,*]");

  /** What it is. */
  enum Kind {
    /** In single quotes. */
    STRING,
    /** A number. */
    NUMBER,
    /** A word. */
    NAME,
    /** An operator or a bracket. */
    SIGN,
    /** Nothing more. */
    END
  }

  static List<Token> in(String text, Dialect dialect) {
    List<Token> tokens = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '\'') {
        i = string(text, i, tokens);
      } else {
        i = word(text, i, dialect, tokens);
      }
    }
    tokens.add(new Token(Kind.END, text.length(), ""));
    return tokens;
  }

  /** A quote inside is written twice. */
  private static int string(String text, int start, List<Token> tokens) {
    StringBuilder inside = new StringBuilder();
    for (int i = start + 1; i < text.length(); i++) {
      boolean isQuote = text.charAt(i) == '\'';
      if (isQuote && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
        inside.append('\'');
        i++;
      } else if (isQuote) {
        tokens.add(new Token(Kind.STRING, start, inside.toString()));
        return i + 1;
      } else {
        inside.append(text.charAt(i));
      }
    }
    throw new ExpressionParser.MistakeException(
        start, "the string that begins here is not closed", "close it with '");
  }

  private static int word(String text, int at, Dialect dialect, List<Token> tokens) {
    Kind[] kinds = {Kind.NUMBER, Kind.NAME, Kind.SIGN};
    Pattern[] patterns = {dialect == Dialect.AZURE ? VERSION : NUMBER, NAME, SIGN};
    for (int i = 0; i < kinds.length; i++) {
      Matcher matcher = patterns[i].matcher(text).region(at, text.length());
      if (matcher.lookingAt()) {
        tokens.add(new Token(kinds[i], at, matcher.group()));
        return matcher.end();
      }
    }
    char c = text.charAt(at);
    throw new ExpressionParser.MistakeException(
        at,
        "'" + c + "' is not expected here",
        switch (c) {
          case '"' -> "write strings in single quotes";
          case '=' -> dialect == Dialect.AZURE ? "compare with eq(a, b)" : "compare with '=='";
          case '&' -> "write '&&'";
          case '|' -> "write '||'";
          default -> "correct the expression";
        });
  }
}
