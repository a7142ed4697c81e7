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

  /** No f-string is nested deeper. */
  private static final int DEEPEST = 6;

  private final String text;
  private final int end;
  private final int nesting;
  private final List<PythonToken> tokens = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
  private int at;
  private int depth;

  PythonLexer(String text) {
    this(text, 0, text.length(), 0);
  }

  /** Reads a part of a text as if it stood in brackets. */
  private PythonLexer(String text, int from, int end, int nesting) {
    this.text = text;
    this.at = from;
    this.end = end;
    this.nesting = nesting;
    this.depth = nesting > 0 ? 1 : 0;
  }

  /** The words; what no word begins with is a sign of its own. */
  List<PythonToken> read() {
    boolean isLineStart = true;
    while (at < end) {
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
    tokens.add(new PythonToken(kind, word, start, end, List.of()));
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
    List<List<PythonToken>> places = new ArrayList<>();
    if (isFormat && nesting < DEEPEST) {
      places(from, Math.min(end, text.length()), places);
    }
    tokens.add(
        new PythonToken(
            isOther ? PythonToken.Kind.FORMAT : PythonToken.Kind.TEXT,
            prefix.indexOf('r') >= 0 ? content : unescaped(content),
            start,
            at,
            places));
  }

  /** Reads what stands in the braces of an f-string. */
  private void places(int from, int to, List<List<PythonToken>> places) {
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      boolean isDouble = i + 1 < to && text.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && isDouble) {
        i += 2;
      } else if (c == '{') {
        int close = place(i + 1, to, places);
        i = close + 1;
      } else {
        i++;
      }
    }
  }

  /** Reads one place, up to its conversion or format; returns where its brace closes. */
  private int place(int from, int to, List<List<PythonToken>> places) {
    int open = 0;
    int stop = -1;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (stop < 0 && (c == '"' || c == '\'')) {
        i = textEnd(i + 1, text.substring(i, i + 1), false);
        continue;
      }
      if (stop < 0 && open == 0 && isPlaceEnd(i, to)) {
        stop = i;
        if (c == ':') {
          int close = closing(i, to);
          places(i + 1, close, places);
          part(from, stop, places);
          return close;
        }
      }
      if (c == '}' && open == 0) {
        part(from, stop < 0 ? i : stop, places);
        return i;
      }
      open += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
    }
    return to;
  }

  /** The conversion, the format, or the sign that shows the expression itself. */
  private boolean isPlaceEnd(int index, int to) {
    char c = text.charAt(index);
    char next = index + 1 < to ? text.charAt(index + 1) : ' ';
    char before = text.charAt(index - 1);
    return (c == '!' && next != '=')
        || (c == ':' && next != '=')
        || (c == '=' && next != '=' && "=!<>:".indexOf(before) < 0);
  }

  private int closing(int from, int to) {
    int open = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '}' && open == 0) {
        return i;
      }
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return to;
  }

  private void part(int from, int to, List<List<PythonToken>> places) {
    if (from < to) {
      places.add(new PythonLexer(text, from, to, nesting + 1).read());
    }
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
