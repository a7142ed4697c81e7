package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.bounds.Bounded;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.rules.commands.ShellWord.Piece;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Cuts a POSIX shell script into simple commands and words. */
final class ShellLexer {

  private final String text;
  private final int end;
  private int index;
  private int depth;
  private final int level;
  private final List<ShellCommand> commands = new ArrayList<>();
  private List<ShellWord> words = new ArrayList<>();
  private List<ShellWord> written = new ArrayList<>();
  private List<Piece> pieces = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();
  private int wordStart = -1;
  private boolean isTarget;
  private final Deque<String> hereDocuments = new ArrayDeque<>();

  ShellLexer(String text) {
    this(text, 0, text.length(), 0, 0);
  }

  private ShellLexer(String text, int start, int end, int depth, int level) {
    this.text = text;
    this.index = start;
    this.end = end;
    this.depth = depth;
    this.level = level;
  }

  /** The commands, in order. */
  List<ShellCommand> commands() {
    while (index < end) {
      if (!plain()) {
        Bounded.requireTime("a shell script");
        next(text.charAt(index));
      }
    }
    endCommand();
    return List.copyOf(commands);
  }

  /** Takes the letters that stand for themselves, which nearly all are. */
  private boolean plain() {
    int start = index;
    while (index < end && isPlain(text.charAt(index))) {
      index++;
    }
    if (index == start) {
      return false;
    }
    if (wordStart < 0) {
      wordStart = start;
    }
    plain.append(text, start, index);
    return true;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '-' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == '=';
  }

  private void next(char c) {
    switch (c) {
      case ' ', '\t', '\r' -> {
        endWord();
        index++;
      }
      case '\n' -> {
        endCommand();
        index++;
        skipHereDocuments();
      }
      case '\\' -> {
        if (index + 1 < end && text.charAt(index + 1) != '\n') {
          begin();
          plain.append(text.charAt(index + 1));
        } else {
          endWord();
        }
        index += 2;
      }
      case '\'' -> {
        int close = text.indexOf('\'', index + 1);
        int stop = close < 0 ? end : Math.min(close, end);
        add(new Piece.Text(text.substring(Math.min(index + 1, stop), stop), true));
        index = stop + 1;
      }
      case '"' -> quoted();
      case '$', '`' -> expansion();
      case '#' -> {
        if (wordStart < 0) {
          int line = text.indexOf('\n', index);
          index = line < 0 ? end : Math.min(line, end);
        } else {
          plain.append(c);
          index++;
        }
      }
      case ';', '&', '|' -> {
        // The sign of `2>&1`.
        boolean isDescriptor = c == '&' && index > 0 && text.charAt(index - 1) == '>';
        if (!isDescriptor) {
          endCommand();
        }
        index++;
      }
      case '(' -> bracket();
      case ')' -> {
        endCommand();
        depth = Math.max(0, depth - 1);
        index++;
      }
      case '<', '>' -> redirection(c);
      default -> {
        begin();
        plain.append(c);
        index++;
      }
    }
  }

  /**
   * {@code name()} declares a function, {@code ((…))} computes, any other bracket is a subshell.
   */
  private void bracket() {
    if (wordStart >= 0 && index + 1 < end && text.charAt(index + 1) == ')') {
      plain.append("()");
      index += 2;
      endCommand();
    } else if (wordStart >= 0) {
      // An array, or a pattern: name=(a b), @(a|b).
      int close = ShellSubstitution.closing(text, end, index);
      add(new Piece.Unknown());
      index = close + 1;
    } else if (text.startsWith("((", index)) {
      index = ShellSubstitution.closing(text, end, index) + 1;
    } else {
      endCommand();
      depth++;
      index++;
    }
  }

  private void redirection(char c) {
    if (text.startsWith("<<<", index)) {
      endWord();
      index += 3;
    } else if (text.startsWith("<<", index)) {
      endWord();
      index += text.startsWith("<<-", index) ? 3 : 2;
      int start = index;
      while (index < end && !Character.isWhitespace(text.charAt(index))) {
        index++;
      }
      hereDocuments.add(text.substring(start, index).replaceAll("['\"\\\\]", ""));
    } else if (text.startsWith("<(", index) || text.startsWith(">(", index)) {
      int close = ShellSubstitution.closing(text, end, index + 1);
      nested(index + 2, close);
      add(new Piece.Unknown());
      index = close + 1;
    } else {
      dropDescriptor();
      endWord();
      index += text.startsWith(">>", index) ? 2 : 1;
      if (index < end && text.charAt(index) == '|') {
        index++;
      }
      isTarget = c == '>';
    }
  }

  /** The number in {@code 2>file} belongs to the sign. */
  private void dropDescriptor() {
    if (pieces.isEmpty() && plain.length() == 1 && Character.isDigit(plain.charAt(0))) {
      plain.setLength(0);
      wordStart = -1;
    }
  }

  private void skipHereDocuments() {
    while (!hereDocuments.isEmpty()) {
      String name = hereDocuments.remove();
      boolean isOver = false;
      while (!isOver && index < end) {
        int line = text.indexOf('\n', index);
        int stop = line < 0 ? end : Math.min(line, end);
        isOver = text.substring(index, stop).strip().equals(name);
        index = Math.min(stop + 1, end);
      }
    }
  }

  private void quoted() {
    begin();
    flush();
    index++;
    StringBuilder inside = new StringBuilder();
    while (index < end && text.charAt(index) != '"') {
      char c = text.charAt(index);
      if (c == '\\' && index + 1 < end) {
        inside.append(text.charAt(index + 1));
        index += 2;
      } else if (c == '$' || c == '`') {
        add(new Piece.Text(inside.toString(), true));
        inside.setLength(0);
        expansion();
      } else {
        inside.append(c);
        index++;
      }
    }
    index++;
    add(new Piece.Text(inside.toString(), true));
  }

  private void expansion() {
    if (text.startsWith("$((", index)) {
      index = ShellSubstitution.closing(text, end, index + 1) + 1;
      add(new Piece.Unknown());
    } else if (text.startsWith("$(", index)) {
      int close = ShellSubstitution.closing(text, end, index + 1);
      String inside = text.substring(Math.min(index + 2, close), close);
      add(ShellSubstitution.value(inside));
      nested(index + 2, close);
      index = close + 1;
    } else if (text.startsWith("${", index)) {
      int close = text.indexOf('}', index);
      int stop = close < 0 ? end : Math.min(close, end);
      String inside = text.substring(Math.min(index + 2, stop), stop);
      // ${name:?message} is the name or the end of the script.
      int asks = inside.indexOf('?');
      int stops = asks > 0 && inside.charAt(asks - 1) == ':' ? asks - 1 : asks;
      String name = asks < 0 ? inside : inside.substring(0, stops);
      boolean isName = name.equals("@") || isWord(name);
      add(isName ? new Piece.Variable(name) : new Piece.Unknown());
      index = stop + 1;
    } else if (text.charAt(index) == '`') {
      int close = text.indexOf('`', index + 1);
      int stop = close < 0 ? end : Math.min(close, end);
      nested(index + 1, stop);
      add(new Piece.Unknown());
      index = stop + 1;
    } else {
      int stop = index + 1;
      while (stop < end
          && (Character.isLetterOrDigit(text.charAt(stop)) || text.charAt(stop) == '_')) {
        stop++;
      }
      if (stop == index + 1 && stop < end && "@*#?!-$".indexOf(text.charAt(stop)) >= 0) {
        stop++;
      }
      add(
          stop == index + 1
              ? new Piece.Text("$", true)
              : new Piece.Variable(text.substring(index + 1, stop)));
      index = stop;
    }
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || (c != '_' && !Character.isLetterOrDigit(c))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private void nested(int start, int stop) {
    // What is nested deeper was not written by anybody.
    if (level < Bounds.DEPTH) {
      ShellLexer inner = new ShellLexer(text, Math.min(start, stop), stop, depth + 1, level + 1);
      commands.addAll(inner.commands());
    }
  }

  private void begin() {
    if (wordStart < 0) {
      wordStart = index;
    }
  }

  private void add(Piece piece) {
    begin();
    flush();
    pieces.add(piece);
  }

  private void flush() {
    if (!plain.isEmpty()) {
      pieces.add(new Piece.Text(plain.toString(), false));
      plain.setLength(0);
    }
  }

  private void endWord() {
    if (wordStart >= 0) {
      flush();
      (isTarget ? written : words).add(new ShellWord(merged(pieces), wordStart));
      isTarget = false;
      pieces = new ArrayList<>();
      wordStart = -1;
    }
  }

  /** Without empty texts, unless there is nothing else. */
  private static List<Piece> merged(List<Piece> pieces) {
    List<Piece> full =
        pieces.stream()
            .filter(piece -> !(piece instanceof Piece.Text text && text.text().isEmpty()))
            .toList();
    return full.isEmpty() ? List.of(new Piece.Text("", true)) : full;
  }

  private void endCommand() {
    endWord();
    isTarget = false;
    if (!words.isEmpty() || !written.isEmpty()) {
      commands.add(new ShellCommand(words, written, depth));
      words = new ArrayList<>();
      written = new ArrayList<>();
    }
  }
}
