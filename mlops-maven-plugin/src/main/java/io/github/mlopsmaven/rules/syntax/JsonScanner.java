package io.github.mlopsmaven.rules.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON to see whether it is JSON, and where it is not. Nothing is kept of it, and its depth
 * has no bound.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonScanner {

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

  /** What somebody meant as a number or a word; where it ends. */
  private static final Pattern WORD = Pattern.compile("[\\w.+$-]{1,40}");

  private static final Pattern LITERAL = Pattern.compile("(?:true|false|null)(?![\\w$])");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");

  /** More nobody corrects at once. */
  private static final int MOST = 100;

  private final String text;
  private final Deque<Character> open = new ArrayDeque<>();
  private final Deque<Set<String>> keys = new ArrayDeque<>();
  private final List<Mistake> duplicates = new ArrayList<>();
  private int at;
  private int comma = -1;
  private String key = "";
  private Expected expected = Expected.VALUE;
  private boolean hasCells;
  private boolean hasFormat;
  private Optional<Mistake> mistake = Optional.empty();

  private enum Expected {
    /** A value. */
    VALUE,
    /** A value, or the end of the list that has begun. */
    FIRST_VALUE,
    /** A key. */
    KEY,
    /** A key, or the end of the object that has begun. */
    FIRST_KEY,
    /** A comma, or the end of what is open. */
    NEXT,
    /** The end. */
    NOTHING
  }

  /**
   * What is wrong.
   *
   * @param index where in the text it begins
   * @param problem in words
   */
  record Mistake(int index, String problem) {}

  /**
   * What was read.
   *
   * @param mistake the first mistake
   * @param isNotebook whether it is an object with a list {@code cells} and a number {@code
   *     nbformat}
   * @param duplicates the keys that an object has already, where they stand
   */
  record Outcome(Optional<Mistake> mistake, boolean isNotebook, List<Mistake> duplicates) {

    Outcome {
      duplicates = List.copyOf(duplicates);
    }
  }

  private JsonScanner(String text) {
    this.text = text;
  }

  /**
   * Reads a text.
   *
   * @param text what is said to be JSON
   */
  static Outcome scan(String text) {
    JsonScanner scanner = new JsonScanner(text);
    scanner.blanks();
    while (scanner.mistake.isEmpty() && scanner.at < text.length()) {
      scanner.token(text.charAt(scanner.at));
      scanner.blanks();
    }
    if (scanner.mistake.isEmpty() && scanner.expected != Expected.NOTHING) {
      scanner.wrong(
          text.length(),
          scanner.open.isEmpty()
              ? "the file is empty"
              : "'" + scanner.open.peek() + "' is missing at the end");
    }
    return new Outcome(
        scanner.mistake,
        scanner.mistake.isEmpty() && scanner.hasCells && scanner.hasFormat,
        scanner.duplicates);
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void wrong(int index, String problem) {
    mistake = Optional.of(new Mistake(index, problem));
  }

  private void token(char c) {
    if (c == '/' && (text.startsWith("//", at) || text.startsWith("/*", at))) {
      wrong(at, "a comment, which JSON does not have");
      return;
    }
    switch (expected) {
      case VALUE, FIRST_VALUE -> valueOrEnd(c);
      case KEY, FIRST_KEY -> keyOrEnd(c);
      case NEXT -> next(c);
      default -> wrong(at, "text after the end");
    }
  }

  private void valueOrEnd(char c) {
    boolean isEnd = c == ']' || c == '}';
    if (isEnd && expected == Expected.FIRST_VALUE && open.peek() == c) {
      close();
    } else if (isEnd && comma >= 0 && open.peek() == c) {
      wrong(comma, "trailing comma");
    } else if (isEnd || c == ',') {
      wrong(at, "a value is missing before the '" + c + "'");
    } else {
      value(c);
    }
  }

  private void keyOrEnd(char c) {
    if (c == '}' && expected == Expected.FIRST_KEY) {
      close();
    } else if (c == '}') {
      wrong(comma, "trailing comma");
    } else if (c == '"') {
      int start = at + 1;
      if (string()) {
        key = text.substring(start, at - 1);
        if (!keys.element().add(key) && duplicates.size() < MOST) {
          duplicates.add(new Mistake(start - 1, key));
        }
        blanks();
        colon();
      }
    } else if (c == ',' || c == ']' || c == ':' || c == '{' || c == '[') {
      wrong(at, "a key is missing before the '" + c + "'");
    } else {
      wrong(at, "a key without double quotes");
    }
  }

  private void colon() {
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
      comma = -1;
      expected = Expected.VALUE;
    } else {
      wrong(at, "a colon is missing after the key");
    }
  }

  private void next(char c) {
    char end = open.element();
    if (c == ',') {
      comma = at;
      at++;
      expected = end == '}' ? Expected.KEY : Expected.VALUE;
    } else if (c == end) {
      close();
    } else if (c == ']' || c == '}' || c == ':') {
      wrong(at, "a comma or '" + end + "' is missing before the '" + c + "'");
    } else {
      wrong(at, "a comma is missing before it");
    }
  }

  private void close() {
    open.pop();
    keys.pop();
    at++;
    ended();
  }

  private void ended() {
    comma = -1;
    expected = open.isEmpty() ? Expected.NOTHING : Expected.NEXT;
  }

  private void value(char c) {
    if (open.size() == 1 && open.element() == '}') {
      hasCells |= key.equals("cells") && c == '[';
      hasFormat |= key.equals("nbformat") && (c == '-' || Character.isDigit(c));
    }
    switch (c) {
      case '{' -> open('}', Expected.FIRST_KEY);
      case '[' -> open(']', Expected.FIRST_VALUE);
      case '"' -> {
        if (string()) {
          ended();
        }
      }
      case '\'' -> wrong(at, "a string in single quotes");
      default -> word();
    }
  }

  private void open(char end, Expected first) {
    open.push(end);
    keys.push(end == '}' ? new HashSet<>() : Set.of());
    at++;
    comma = -1;
    expected = first;
  }

  /** A number, or one of three words. */
  private void word() {
    Matcher word = WORD.matcher(text).region(at, text.length());
    boolean isWord = word.lookingAt();
    Matcher literal = LITERAL.matcher(text).region(at, text.length());
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (literal.lookingAt()) {
      at = literal.end();
      ended();
    } else if (number.lookingAt() && !isPartOfWord(number.end())) {
      at = number.end();
      ended();
    } else if (isWord) {
      boolean isNumber = "+-.0123456789".indexOf(text.charAt(at)) >= 0;
      wrong(
          at,
          isNumber
              ? "'" + word.group() + "' is not a number of JSON"
              : "'" + word.group() + "' is not a value; a string needs double quotes");
    } else {
      wrong(at, "a character that JSON does not have here");
    }
  }

  private boolean isPartOfWord(int index) {
    return index < text.length()
        && (Character.isLetterOrDigit(text.charAt(index))
            || ".+-_$".indexOf(text.charAt(index)) >= 0);
  }

  /** Goes behind a string; whether it is one. */
  private boolean string() {
    int start = at;
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      if (c == '\n' || c == '\r') {
        break;
      }
      if (c < ' ') {
        wrong(at, "a control character in a string, where an escape such as \\t is needed");
        return false;
      }
      if (c == '\\') {
        Matcher escape = ESCAPE.matcher(text).region(at, text.length());
        if (!escape.lookingAt()) {
          wrong(at, "an escape that JSON does not have");
          return false;
        }
        at = escape.end();
      } else {
        at++;
      }
    }
    wrong(start, "a string without its closing quote");
    return false;
  }
}
