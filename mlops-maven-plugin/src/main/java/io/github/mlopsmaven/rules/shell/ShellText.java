package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.bounds.Bounded;
import io.github.mlopsmaven.bounds.Bounds;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A place in a script: what is next, how deep it is nested, and what lies between words: blanks,
 * comments, line ends and the here documents that follow them.
 */
abstract class ShellText {

  /** The script. */
  protected final String text;

  /** The next character. */
  protected int at;

  /** What is learned about variables. */
  protected final ShellVariables variables;

  /** Where the text begins in the file that it is a part of. */
  protected final int offset;

  private final Deque<Here> here = new ArrayDeque<>();
  private int depth;

  private record Here(String end, boolean isQuoted, boolean stripsTabs, int index) {}

  ShellText(String text, ShellVariables variables, int offset) {
    this.text = text;
    this.variables = variables;
    this.offset = offset;
  }

  /** What was open is not any more. */
  protected void forgetOpen() {
    depth = 0;
    here.clear();
  }

  /**
   * Remembers a here document whose sign was just read.
   *
   * @param index where its sign is
   * @param word the word that ends it, as it is written
   * @param stripsTabs whether its lines may be indented
   */
  protected final void hereDocumentBegins(int index, String word, boolean stripsTabs) {
    boolean isQuoted = word.indexOf('\'') >= 0 || word.indexOf('"') >= 0 || word.indexOf('\\') >= 0;
    here.add(new Here(word.replaceAll("['\"\\\\]", ""), isQuoted, stripsTabs, index));
  }

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

  /** A variable that is named where nothing else is read, as in a here document. */
  protected final void mention(int from) {
    int start = from < text.length() && text.charAt(from) == '{' ? from + 1 : from;
    int end = nameEnd(start);
    boolean isWhole = start == from || (end < text.length() && text.charAt(end) == '}');
    if (end > start && isWhole) {
      variables.reads(text.substring(start, end), start);
    }
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
}
