package io.github.mlopsmaven.rules.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code [[ … ]]}. */
final class ShellCondition {

  private static final Set<String> BINARY =
      Set.of(
          "==", "=", "!=", "=~", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot",
          "-ef");

  private static final String UNARY = "abcdefghknoprstuvwxzGLNOSR";

  private final ShellGrammar script;
  private final int start;

  /** The words of the condition, as far as they are plain. */
  private final List<ShellWord> words = new ArrayList<>();

  ShellCondition(ShellGrammar script, int start) {
    this.script = script;
    this.start = start;
  }

  /** Reads it, from behind the opening brackets to behind the closing ones. */
  void read() {
    words.add(new ShellWord(List.of(new ShellWord.Piece.Text("[[", false)), start + script.offset));
    or();
    if (!takes("]]")) {
      throw script.isEnd() ? script.mistake(start, "'[[' is never closed") : script.unexpected();
    }
    script.commands.add(words, List.of());
  }

  private void or() {
    script.enter();
    and();
    while (takes("||")) {
      and();
    }
    script.leave();
  }

  private void and() {
    not();
    while (takes("&&")) {
      not();
    }
  }

  private void not() {
    while (takes("!")) {
      // As often as it is written.
    }
    if (takes("(")) {
      or();
      if (!takes(")")) {
        throw script.unexpected();
      }
    } else {
      primary();
    }
  }

  private void primary() {
    String first = operand(false);
    String operator = nextOperator();
    boolean isUnary =
        first.length() == 2 && first.charAt(0) == '-' && UNARY.indexOf(first.charAt(1)) >= 0;
    if (BINARY.contains(operator)) {
      script.at += operator.length();
      operand(!operator.startsWith("-"));
    } else if (isUnary) {
      String asked = operand(false);
      if (first.equals("-z") || first.equals("-n")) {
        script.variables.expects(asked);
      }
    }
  }

  private String nextOperator() {
    script.lines();
    int end = script.at;
    while (end < script.text.length() && !Character.isWhitespace(script.text.charAt(end))) {
      end++;
    }
    return script.text.substring(script.at, end);
  }

  private String operand(boolean isPattern) {
    script.lines();
    int from = script.at;
    boolean isOver = script.isEnd() || isWord("]]") || script.looksAt("&&") || script.looksAt("||");
    if (isOver) {
      throw script.isEnd() ? script.mistake(start, "'[[' is never closed") : script.unexpected();
    }
    if (isPattern) {
      pattern();
      words.add(ShellWord.unknown(from + script.offset));
    } else {
      words.add(script.word());
    }
    return script.text.substring(from, script.at);
  }

  /** A pattern may have brackets and bars in it. */
  private void pattern() {
    int from = script.at;
    while (!script.isEnd() && !Character.isWhitespace(script.peek(0))) {
      if (script.peek(0) == '(') {
        script.bracketed('(', ')');
      } else if (script.peek(0) == ')' || script.looksAt("&&") || script.looksAt("||")) {
        break;
      } else {
        script.piece();
      }
    }
    if (script.at == from) {
      throw script.unexpected();
    }
  }

  private boolean isWord(String word) {
    char next = script.peek(word.length());
    return script.looksAt(word) && (next == '\0' || ShellWords.isMeta(next));
  }

  private boolean takes(String sign) {
    script.lines();
    boolean isAlone = sign.equals("]]") || sign.equals("!");
    boolean isThere = isAlone ? isWord(sign) : script.looksAt(sign);
    if (isThere) {
      script.at += sign.length();
    }
    return isThere;
  }
}
