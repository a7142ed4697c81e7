package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.bounds.Bounded;
import io.github.mlopsmaven.bounds.Bounds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Reads the words of a script: quotes, expansions, here documents and comments. What a substitution
 * runs is read by the grammar.
 */
abstract class ShellWords {

  /** The script. */
  protected final String text;

  /** The next character. */
  protected int at;

  /** What is learned about variables. */
  protected final ShellVariables variables;

  /** What is learned about commands. */
  protected final ShellCommands commands;

  /** Where the text begins in the file that it is a part of. */
  protected final int offset;

  /** The word that is read. */
  private WordPieces pieces = new WordPieces();

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]+");

  private final Deque<Here> here = new ArrayDeque<>();
  private int depth;

  private record Here(String end, boolean isQuoted, boolean stripsTabs, int index) {}

  ShellWords(String text, ShellVariables variables, ShellCommands commands, int offset) {
    this.text = text;
    this.variables = variables;
    this.commands = commands;
    this.offset = offset;
  }

  /** Reads the commands of a part of the script that stands in backquotes. */
  protected abstract void commandsInBackquotes(int from, int to);

  /** What was open is not any more. */
  protected final void forgetOpen() {
    depth = 0;
    here.clear();
    pieces = new WordPieces();
    commands.leaveAll();
  }

  /** Reads something, and leaves the word that is read as it is. */
  private void aside(Runnable reading) {
    WordPieces before = pieces;
    pieces = new WordPieces();
    reading.run();
    pieces = before;
  }

  /**
   * Reads commands up to a bracket, and leaves it there.
   *
   * @param mayBeEmpty whether there may be none
   */
  protected abstract void commandsInBrackets(boolean mayBeEmpty);

  protected final boolean isEnd() {
    return at >= text.length();
  }

  protected final char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  protected final boolean looksAt(String wanted) {
    return text.startsWith(wanted, at);
  }

  protected final ShellMistake mistake(int index, String problem) {
    return new ShellMistake(index, problem);
  }

  /** Goes one level deeper; every way back has to call {@link #leave}. */
  protected final void enter() {
    Bounded.requireTime("a shell script");
    if (++depth > Bounds.DEPTH) {
      throw mistake(at, "nested deeper than " + Bounds.DEPTH + " levels");
    }
  }

  protected final void leave() {
    depth--;
  }

  /** Goes over blanks, continued lines and a comment. */
  protected final void blanks() {
    while (!isEnd()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
        at += peek(1) == '\n' ? 2 : 3;
      } else if (c == '#' && (at == 0 || " \t\r\n;&|()".indexOf(text.charAt(at - 1)) >= 0)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  /** Goes over blanks and line ends, with the here documents that follow. */
  protected final void lines() {
    blanks();
    while (!isEnd() && text.charAt(at) == '\n') {
      newline();
      blanks();
    }
  }

  /** Goes over a line end, with the here documents that follow. */
  protected final void newline() {
    at++;
    while (!here.isEmpty()) {
      hereDocument(here.remove());
    }
  }

  private void hereDocument(Here document) {
    while (!isEnd()) {
      int end = text.indexOf('\n', at);
      int stop = end < 0 ? text.length() : end;
      String line = text.substring(at, stop);
      String bare = document.stripsTabs() ? line.replaceFirst("^\t+", "") : line;
      if (bare.replace("\r", "").equals(document.end())) {
        at = Math.min(stop + 1, text.length());
        // The line end belongs to the document; what follows begins a line of its own.
        return;
      }
      if (!document.isQuoted()) {
        for (int i = at; i < stop; i++) {
          char c = text.charAt(i);
          i += c == '\\' ? 1 : 0;
          if (c == '$') {
            mention(i + 1);
          }
        }
      }
      at = Math.min(stop + 1, text.length());
    }
    throw mistake(document.index(), "the here document '" + document.end() + "' has no end");
  }

  /** A variable in a here document. */
  private void mention(int from) {
    int start = from < text.length() && text.charAt(from) == '{' ? from + 1 : from;
    int end = nameEnd(start);
    boolean isWhole = start == from || (end < text.length() && text.charAt(end) == '}');
    if (end > start && isWhole) {
      variables.reads(text.substring(start, end), start);
    }
  }

  /** Remembers a here document whose sign was just read. */
  protected final void hereDocumentBegins(int index, boolean stripsTabs) {
    blanks();
    int start = at;
    word();
    String end = text.substring(start, at);
    boolean isQuoted = end.indexOf('\'') >= 0 || end.indexOf('"') >= 0 || end.indexOf('\\') >= 0;
    here.add(new Here(end.replaceAll("['\"\\\\]", ""), isQuoted, stripsTabs, index));
  }

  /** Nothing may wait for a line end any more. */
  protected final void noHereDocumentWaits() {
    if (!here.isEmpty()) {
      throw mistake(
          here.peek().index(), "the here document '" + here.peek().end() + "' has no end");
    }
  }

  protected final int nameEnd(int start) {
    int end = start;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    return end > start && Character.isDigit(text.charAt(start)) ? start : end;
  }

  private static boolean isNamePart(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  /** Whether a word ends at a character. */
  protected static boolean isMeta(char c) {
    return " \t\r\n;&|()<>".indexOf(c) >= 0;
  }

  /** Reads a word; there has to be one. */
  protected final ShellWord word() {
    int start = at;
    WordPieces before = pieces;
    WordPieces own = new WordPieces();
    pieces = own;
    while (!isEnd()) {
      int run = at;
      while (!isEnd() && isPlain(text.charAt(at))) {
        at++;
      }
      if (at > run) {
        own.plain(text, run, at);
        continue;
      }
      char c = text.charAt(at);
      boolean isProcess = (c == '<' || c == '>') && peek(1) == '(' && at == start;
      boolean isPattern = c == '(' && at > start && "@?*+!".indexOf(text.charAt(at - 1)) >= 0;
      if (isProcess) {
        at++;
        substitution();
        own.unknown();
      } else if (isPattern) {
        pattern();
      } else if (isMeta(c)) {
        break;
      } else {
        piece();
      }
    }
    if (at == start) {
      throw unexpected();
    }
    pieces = before;
    return own.word(start + offset);
  }

  /** Letters that stand for themselves, which nearly all are. */
  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '-' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == '=';
  }

  /** A pattern such as {@code @(a|b)}. */
  protected final void pattern() {
    int start = at++;
    enter();
    aside(
        () -> {
          while (!isEnd() && text.charAt(at) != ')') {
            if (text.charAt(at) == '(') {
              pattern();
            } else {
              piece();
            }
          }
        });
    leave();
    close(start, ")");
    pieces.unknown();
  }

  private void close(int start, String sign) {
    if (!looksAt(sign)) {
      throw mistake(start, "'" + text.charAt(start) + "' is never closed");
    }
    at += sign.length();
  }

  /** What bash says where something stands that it does not expect. */
  protected final ShellMistake unexpected() {
    if (isEnd()) {
      return mistake(text.length(), "the script ends in the middle of a command");
    }
    if (text.charAt(at) == '\n') {
      return mistake(at, "the line ends where a word was expected");
    }
    int end = at;
    while (end < text.length() && !isMeta(text.charAt(end))) {
      end++;
    }
    String found = text.substring(at, Math.max(end, Math.min(at + 1, text.length())));
    return mistake(at, "'" + found + "' was not expected here");
  }

  /** Reads one character, or one quoted or expanded part, of a word. */
  protected final void piece() {
    switch (text.charAt(at)) {
      case '\\' -> {
        if (peek(1) != '\n') {
          pieces.plain(peek(1) == '\0' ? '\\' : peek(1));
        }
        at = Math.min(at + 2, text.length());
      }
      case '\'' -> quote();
      case '"' -> doubleQuote();
      case '`' -> backquote();
      case '$' -> expansion();
      default -> pieces.plain(text.charAt(at++));
    }
  }

  private void quote() {
    int close = text.indexOf('\'', at + 1);
    if (close < 0) {
      throw mistake(at, "the quote ' is never closed");
    }
    pieces.quoted(text.substring(at + 1, close));
    at = close + 1;
  }

  private void escapedQuote() {
    int start = at;
    at += 2;
    while (!isEnd() && text.charAt(at) != '\'') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (isEnd()) {
      throw mistake(start, "the quote $' is never closed");
    }
    pieces.quoted(text.substring(start + 2, Math.min(at, text.length())));
    at++;
  }

  private void doubleQuote() {
    int start = at++;
    enter();
    StringBuilder inside = new StringBuilder();
    while (!isEnd() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      boolean isExpansion = c == '$' && peek(1) != '\'' && peek(1) != '"';
      if (isExpansion || c == '`') {
        pieces.quoted(inside);
        inside.setLength(0);
        piece();
      } else if (c == '\\') {
        if (peek(1) != '\n') {
          inside.append(peek(1));
        }
        at = Math.min(at + 2, text.length());
      } else {
        inside.append(c);
        at++;
      }
    }
    pieces.quoted(inside);
    leave();
    if (isEnd()) {
      throw mistake(start, "the quote \" is never closed");
    }
    at++;
  }

  /** What stands in backquotes is read when it runs; here only its end has to be found. */
  private void backquote() {
    int start = at++;
    while (!isEnd() && text.charAt(at) != '`') {
      if (text.charAt(at) == '$') {
        mention(at + 1);
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (isEnd()) {
      throw mistake(start, "the quote ` is never closed");
    }
    enter();
    commandsInBackquotes(start + 1, Math.min(at, text.length()));
    leave();
    pieces.unknown();
    at++;
  }

  private void expansion() {
    char next = peek(1);
    if (next == '(') {
      int start = ++at;
      boolean isArithmetic = peek(1) == '(' && arithmetic();
      if (isArithmetic) {
        pieces.unknown();
      } else {
        substitution();
        pieces.add(ShellSubstitution.value(text.substring(start + 1, at - 1)));
      }
    } else if (next == '{') {
      parameter();
    } else if (next == '\'') {
      escapedQuote();
    } else if (next == '[') {
      at++;
      aside(() -> bracketed('[', ']'));
      pieces.unknown();
    } else {
      int end = nameEnd(at + 1);
      if (end > at + 1) {
        variables.reads(text.substring(at + 1, end), at + 1);
        pieces.add(new ShellWord.Piece.Variable(text.substring(at + 1, end)));
        at = end;
      } else if (next != '\0' && "@*#?!-$0123456789".indexOf(next) >= 0) {
        pieces.add(new ShellWord.Piece.Variable(String.valueOf(next)));
        at += 2;
      } else {
        pieces.quoted("$");
        at++;
      }
    }
  }

  /** {@code (…)} with commands in it. */
  protected final void substitution() {
    int start = at++;
    enter();
    commands.enter();
    aside(() -> commandsInBrackets(true));
    commands.leave();
    leave();
    close(start, ")");
  }

  /**
   * Reads {@code ((…))} if it is arithmetic.
   *
   * @return whether it was; otherwise nothing was read
   */
  protected final boolean arithmetic() {
    int start = at;
    int close = closing(start);
    boolean isArithmetic = close > start + 2 && text.charAt(close - 1) == ')';
    if (!isArithmetic) {
      return false;
    }
    at += 2;
    enter();
    aside(
        () -> {
          while (at < close - 1) {
            int end = nameEnd(at);
            if (end > at) {
              variables.sets(text.substring(at, end));
              at = end;
            } else {
              piece();
            }
          }
        });
    leave();
    at = close + 1;
    return true;
  }

  /** Where the bracket at a place is closed; 0 if it is not. */
  private int closing(int open) {
    int level = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '(') {
        level++;
      } else if (c == ')' && --level == 0) {
        return i;
      } else if (c == '\'' || c == '"') {
        int quote = text.indexOf(c, i + 1);
        if (quote < 0) {
          return 0;
        }
        i = quote;
      }
    }
    return 0;
  }

  private void parameter() {
    int start = at;
    at += 2;
    boolean isLengthOrName = peek(0) == '#' || peek(0) == '!';
    int name = at + (isLengthOrName ? 1 : 0);
    int end = nameEnd(name);
    if (end > name) {
      String variable = text.substring(name, end);
      int operator = end < text.length() && text.charAt(end) == ':' ? end + 1 : end;
      boolean mayBeUnset = operator < text.length() && "-=+?".indexOf(text.charAt(operator)) >= 0;
      if (mayBeUnset) {
        variables.sets(variable);
      } else {
        variables.reads(variable, name);
      }
      at = end;
    }
    enter();
    aside(
        () -> {
          while (!isEnd() && text.charAt(at) != '}') {
            piece();
          }
        });
    leave();
    if (isEnd()) {
      throw mistake(start, "'${' is never closed");
    }
    pieces.add(expanded(text.substring(start + 2, at)));
    at++;
  }

  /** {@code ${name:?message}} is the name, or the end of the script. */
  private ShellWord.Piece expanded(String inside) {
    int asks = inside.indexOf('?');
    int stops = asks > 0 && inside.charAt(asks - 1) == ':' ? asks - 1 : asks;
    String name = asks < 0 ? inside : inside.substring(0, stops);
    boolean isName = name.equals("@") || (!name.isEmpty() && WORD.matcher(name).matches());
    return isName ? new ShellWord.Piece.Variable(name) : new ShellWord.Piece.Unknown();
  }

  /** Reads to the end of a bracket, with others of its kind in it. */
  protected final void bracketed(char open, char close) {
    int start = at++;
    enter();
    while (!isEnd() && text.charAt(at) != close) {
      if (text.charAt(at) == open) {
        bracketed(open, close);
      } else {
        piece();
      }
    }
    leave();
    close(start, String.valueOf(close));
  }
}
