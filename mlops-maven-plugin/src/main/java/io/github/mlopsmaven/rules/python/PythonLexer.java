package io.github.mlopsmaven.rules.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Cuts Python code into words.
 *
 * @see <a href="https://docs.python.org/3/reference/lexical_analysis.html">Lexical analysis</a>
 */
final class PythonLexer {

  private static final String[] SIGNS = {
    "**=", "//=", "<<=", ">>=", "...", "->", ":=", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=",
    "%=", "&=", "|=", "^=", "@=", "**", "//", "<<", ">>"
  };

  private static final int TAB = 8;

  private final String text;
  private final List<PythonToken> tokens = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
  private int at;
  private int depth;

  PythonLexer(String text) {
    this.text = text;
  }

  /** The words; what no word begins with is a sign of its own. */
  List<PythonToken> read() {
    boolean isLineStart = true;
    while (at < text.length()) {
      if (isLineStart && depth == 0) {
        isLineStart = false;
        if (!indentation()) {
          isLineStart = true;
          continue;
        }
      }
      char c = text.charAt(at);
      if (c == '\n') {
        if (depth == 0) {
          add(PythonToken.Kind.LINE, "", at, at + 1);
          isLineStart = true;
        }
        at++;
      } else if (c == '\\' && at + 1 < text.length() && isLineEnd(at + 1)) {
        at = text.charAt(at + 1) == '\r' ? at + 3 : at + 2;
      } else if (c <= ' ' || c == '\uFEFF') {
        at++;
      } else if (c == '#') {
        comment();
      } else if (Character.isJavaIdentifierStart(c) && c != '$') {
        name();
      } else if (Character.isDigit(c) || (c == '.' && isDigit(at + 1))) {
        number();
      } else if (c == '"' || c == '\'') {
        literal(at, "");
      } else {
        sign();
      }
    }
    add(PythonToken.Kind.LINE, "", at, at);
    while (indents.size() > 1) {
      indents.pop();
      add(PythonToken.Kind.DEDENT, "", at, at);
    }
    add(PythonToken.Kind.END, "", at, at);
    return tokens;
  }

  private boolean isLineEnd(int index) {
    return text.charAt(index) == '\n' || text.startsWith("\r\n", index);
  }

  private boolean isDigit(int index) {
    return index < text.length() && Character.isDigit(text.charAt(index));
  }

  private void add(PythonToken.Kind kind, String word, int start, int end) {
    tokens.add(new PythonToken(kind, word, start, end));
  }

  private void comment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  /** Reads the blanks before a line; returns whether the line has more than a comment. */
  private boolean indentation() {
    int width = 0;
    int index = at;
    while (index < text.length() && " \t\f\r\uFEFF".indexOf(text.charAt(index)) >= 0) {
      char c = text.charAt(index);
      width = c == '\t' ? (width / TAB + 1) * TAB : c == ' ' ? width + 1 : width;
      index++;
    }
    at = index;
    if (at >= text.length() || text.charAt(at) == '\n') {
      at = Math.min(at + 1, text.length());
      return false;
    }
    if (text.charAt(at) == '#') {
      comment();
      at = Math.min(at + 1, text.length());
      return false;
    }
    if (width > indents.getFirst()) {
      indents.push(width);
      add(PythonToken.Kind.INDENT, "", at, at);
    }
    while (width < indents.getFirst()) {
      indents.pop();
      add(PythonToken.Kind.DEDENT, "", at, at);
    }
    return true;
  }

  private void name() {
    int start = at;
    while (at < text.length()
        && Character.isJavaIdentifierPart(text.charAt(at))
        && text.charAt(at) != '$') {
      at++;
    }
    String word = text.substring(start, at);
    boolean isPrefix =
        word.length() <= 2
            && at < text.length()
            && (text.charAt(at) == '"' || text.charAt(at) == '\'')
            && word.toLowerCase(Locale.ROOT).matches("[rbuft]{1,2}");
    if (isPrefix) {
      literal(start, word.toLowerCase(Locale.ROOT));
    } else {
      add(PythonToken.Kind.NAME, word, start, at);
    }
  }

  private void number() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at))
            || text.charAt(at) == '.'
            || text.charAt(at) == '_'
            || ((text.charAt(at) == '+' || text.charAt(at) == '-')
                && "eE".indexOf(text.charAt(at - 1)) >= 0
                && !text.startsWith("0x", start)))) {
      at++;
    }
    add(PythonToken.Kind.NUMBER, text.substring(start, at), start, at);
  }

  private void literal(int start, String prefix) {
    String quote = text.substring(at, at + 1);
    boolean isLong = text.startsWith(quote.repeat(3), at);
    String close = isLong ? quote.repeat(3) : quote;
    int from = at + close.length();
    boolean isFormat = prefix.indexOf('f') >= 0 || prefix.indexOf('t') >= 0;
    int end = textEnd(from, close, isFormat);
    at = Math.min(text.length(), end + close.length());
    boolean isOther = isFormat || prefix.indexOf('b') >= 0;
    String content = text.substring(from, Math.min(end, text.length()));
    add(
        isOther ? PythonToken.Kind.FORMAT : PythonToken.Kind.TEXT,
        prefix.indexOf('r') >= 0 ? content : unescaped(content),
        start,
        at);
  }

  private static String unescaped(String content) {
    if (content.indexOf('\\') < 0) {
      return content;
    }
    return content
        .replace("\\\n", "")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\\"", "\"")
        .replace("\\'", "'")
        .replace("\\\\", "\\");
  }

  private int textEnd(int from, String close, boolean isFormat) {
    int braces = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (braces == 0 && text.startsWith(close, i)) {
        return i;
      } else if (isFormat && c == '{') {
        if (braces == 0 && text.startsWith("{{", i)) {
          i++;
        } else {
          braces++;
        }
      } else if (isFormat && c == '}' && braces > 0) {
        braces--;
      } else if (c == '\n' && close.length() == 1) {
        return i;
      } else if (braces > 0 && text.startsWith(close, i) && close.length() == 3) {
        return i;
      }
    }
    return text.length();
  }

  private void sign() {
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        add(PythonToken.Kind.SIGN, sign, at, at + sign.length());
        at += sign.length();
        return;
      }
    }
    char c = text.charAt(at);
    depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
    depth = Math.max(0, depth);
    add(PythonToken.Kind.SIGN, String.valueOf(c), at, at + 1);
    at++;
  }
}
