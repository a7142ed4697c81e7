package io.github.mlopsmaven.rules.syntax;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads TOML, and says where it is none.
 *
 * @see <a href="https://toml.io/en/v1.0.0">TOML 1.0.0</a>
 */
final class TomlReader {

  /** Deeper, nobody writes. */
  private static final int DEEPEST = 100;

  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  private static final Pattern PLAIN =
      Pattern.compile(
          "true|false|[+-]?(?:inf|nan)|0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*"
              + "|\\d{4}-\\d{2}-\\d{2}(?:[Tt ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:[Zz]|[+-]\\d{2}:\\d{2})?)?"
              + "|\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?"
              + "|[+-]?(?:0|[1-9](?:_?\\d)*)(?:\\.\\d(?:_?\\d)*)?(?:[eE][+-]?\\d(?:_?\\d)*)?");

  private final String text;
  private int at;

  private TomlReader(String text) {
    this.text = text;
  }

  /**
   * A mistake.
   *
   * @param index where
   * @param problem what is wrong
   */
  record Mistake(int index, String problem) {}

  private static final class MistakeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Mistake mistake;

    MistakeException(int index, String problem) {
      super(problem, null, false, false);
      this.mistake = new Mistake(index, problem);
    }
  }

  /** The first mistake of a text, if it has one. */
  static Optional<Mistake> mistake(String text) {
    try {
      new TomlReader(text.replace("\r\n", " \n")).document();
      return Optional.empty();
    } catch (MistakeException e) {
      return Optional.of(e.mistake);
    }
  }

  private void document() {
    Set<String> tables = new HashSet<>();
    Set<String> keys = new HashSet<>();
    while (skipLines()) {
      int start = at;
      if (peek() == '[') {
        boolean isList = text.startsWith("[[", at);
        at += isList ? 2 : 1;
        blanks();
        String name = key();
        expect(isList ? "]]" : "]");
        // Tables of a list begin anew, with what is below them.
        if (isList) {
          tables.removeIf(other -> other.startsWith(name + "\0"));
        } else if (!tables.add(name)) {
          throw new MistakeException(start, "the table is defined twice");
        }
        keys.clear();
      } else if (!keys.add(pair(0))) {
        throw new MistakeException(start, "the key is set twice");
      }
      blanks();
      if (at < text.length() && peek() != '\n' && peek() != '#') {
        throw new MistakeException(at, "only one key, or one table, may stand in a line");
      }
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void blanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** Goes to the next thing that is no comment. */
  private boolean skipLines() {
    while (at < text.length()) {
      char c = peek();
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || c == '\n') {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void expect(String word) {
    blanks();
    if (!text.startsWith(word, at)) {
      throw new MistakeException(at, "'" + word + "' is missing");
    }
    at += word.length();
  }

  private String pair(int depth) {
    String key = key();
    expect("=");
    blanks();
    value(depth);
    return key;
  }

  private String key() {
    StringBuilder key = new StringBuilder();
    while (true) {
      blanks();
      if (peek() == '"' || peek() == '\'') {
        int start = at;
        string();
        key.append(text, start + 1, at - 1);
      } else {
        Matcher bare = BARE.matcher(text).region(at, text.length());
        if (!bare.lookingAt()) {
          throw new MistakeException(at, "a key is missing");
        }
        key.append(bare.group());
        at = bare.end();
      }
      key.append('\0');
      blanks();
      if (peek() != '.') {
        return key.substring(0, key.length() - 1);
      }
      at++;
    }
  }

  private void value(int depth) {
    if (depth > DEEPEST) {
      throw new MistakeException(at, "this is nested too deeply");
    }
    char c = peek();
    if (c == '"' || c == '\'') {
      string();
    } else if (c == '[') {
      list(depth);
    } else if (c == '{') {
      table(depth);
    } else {
      Matcher plain = PLAIN.matcher(text).region(at, text.length());
      int end = at;
      while (end < text.length() && ",]}#\n".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      String written = text.substring(at, end).strip();
      if (!plain.lookingAt() || plain.end() < at + written.length()) {
        throw new MistakeException(
            at,
            written.isEmpty()
                ? "a value is missing"
                : "'" + written + "' is no value; a text has to stand in quotes");
      }
      at = plain.end();
    }
  }

  private void list(int depth) {
    int start = at++;
    while (skipLines()) {
      if (peek() == ']') {
        at++;
        return;
      }
      value(depth + 1);
      skipLines();
      if (peek() == ',') {
        at++;
      } else if (peek() != ']') {
        break;
      }
    }
    throw new MistakeException(at < text.length() ? at : start, "',' or ']' is missing");
  }

  private void table(int depth) {
    at++;
    Set<String> keys = new HashSet<>();
    blanks();
    while (peek() != '}') {
      int start = at;
      if (!keys.add(pair(depth + 1))) {
        throw new MistakeException(start, "the key is set twice");
      }
      blanks();
      if (peek() == ',') {
        at++;
        blanks();
      } else if (peek() != '}') {
        throw new MistakeException(at, "',' or '}' is missing");
      }
    }
    at++;
  }

  private void string() {
    int start = at;
    String quote = text.substring(at, at + 1);
    boolean isLong = text.startsWith(quote.repeat(3), at);
    String close = isLong ? quote.repeat(3) : quote;
    at += close.length();
    while (at < text.length()) {
      if (text.startsWith(close, at)) {
        at += close.length();
        // Up to two more quotes belong to a long text.
        while (isLong && peek() == quote.charAt(0)) {
          at++;
        }
        return;
      }
      if (peek() == '\n' && !isLong) {
        break;
      }
      at += peek() == '\\' && quote.equals("\"") ? 2 : 1;
    }
    throw new MistakeException(start, "the text is not closed");
  }
}
