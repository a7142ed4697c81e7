package io.github.mlopsmaven.rules.shell;

import java.util.regex.Pattern;

/**
 * Reads the words of a script: quotes and expansions. What a substitution runs is read by the
 * grammar.
 */
abstract class ShellWords extends ShellText {

  /** What is learned about commands. */
  protected final ShellCommands commands;

  /** The word that is read. */
  private WordPieces pieces = new WordPieces();

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]+");

  ShellWords(String text, ShellVariables variables, ShellCommands commands, int offset) {
    super(text, variables, offset);
    this.commands = commands;
  }

  /** Reads the commands of a part of the script that stands in backquotes. */
  protected abstract void commandsInBackquotes(int from, int to);

  @Override
  protected final void forgetOpen() {
    super.forgetOpen();
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
