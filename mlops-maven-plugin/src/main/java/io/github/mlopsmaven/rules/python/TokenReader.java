package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.python.PythonToken.Kind;
import java.util.List;
import java.util.Set;

/** Reads the words of Python code one after the other. */
class TokenReader {

  /** What is no expression; the file is not understood, and nothing is said of it. */
  static final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unread(int index) {
      super("at " + index, null, false, false);
    }
  }

  private static final Set<String> KEYWORDS =
      Set.of(
          "if",
          "else",
          "for",
          "in",
          "is",
          "and",
          "or",
          "not",
          "lambda",
          "yield",
          "await",
          "from",
          "import",
          "def",
          "class",
          "return",
          "with",
          "as",
          "while",
          "try",
          "except",
          "finally",
          "raise",
          "del",
          "pass",
          "break",
          "continue",
          "global",
          "nonlocal",
          "assert",
          "elif",
          "async");

  /** No chain of operators, names or calls is longer. */
  private static final int LONGEST = 300;

  private final List<PythonToken> tokens;
  private int at;

  TokenReader(List<PythonToken> tokens) {
    this.tokens = tokens;
  }

  PythonToken next() {
    return tokens.get(at);
  }

  PythonToken ahead(int count) {
    return tokens.get(Math.min(at + count, tokens.size() - 1));
  }

  PythonToken take() {
    PythonToken token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean isNext(String text) {
    return next().is(text);
  }

  boolean isNext(Kind kind) {
    return next().kind() == kind;
  }

  boolean accept(String text) {
    boolean isIt = isNext(text);
    if (isIt) {
      take();
    }
    return isIt;
  }

  void expect(String text) {
    if (!accept(text)) {
      throw new Unread(next().start());
    }
  }

  String name() {
    if (!isNext(Kind.NAME) || KEYWORDS.contains(next().text())) {
      throw new Unread(next().start());
    }
    return take().text();
  }

  /** What is longer, or deeper, is not looked at: others walk through it one in another. */
  void bound(int length) {
    if (length > LONGEST) {
      throw new Unread(next().start());
    }
  }
}
