package io.github.mlopsmaven.rules.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Reads the commands of a script as bash does: lists, pipelines and compound commands.
 *
 * <p>Source of the grammar:
 * https://www.gnu.org/software/bash/manual/bash.html#Basic-Shell-Features; where the manual leaves
 * a question open, {@code bash -n} was asked.
 */
final class ShellGrammar extends ShellSimpleCommands {

  /** Words that end what is open, and begin nothing. */
  private static final Set<String> CLOSING =
      Set.of("then", "elif", "else", "fi", "do", "done", "esac", "in", "}");

  private static final Set<String> COMPOUND =
      Set.of("if", "while", "until", "for", "select", "case", "function", "{", "[[");

  ShellGrammar(String text, ShellVariables variables, ShellCommands commands, int offset) {
    super(text, variables, commands, offset);
  }

  /**
   * Reads the script; behind a mistake it goes on with the next line.
   *
   * @return why bash does not read it
   */
  List<ShellSyntax.Mistake> script() {
    List<ShellSyntax.Mistake> mistakes = new ArrayList<>();
    do {
      try {
        list(Set.of(), true);
        if (!isEnd()) {
          throw unexpected();
        }
        noHereDocumentWaits();
      } catch (ShellMistake e) {
        mistakes.add(new ShellSyntax.Mistake(e.index(), String.valueOf(e.getMessage())));
        forgetOpen();
        int line = text.indexOf('\n', Math.min(at, text.length()));
        at = line < 0 ? text.length() : line + 1;
      }
    } while (!isEnd());
    return mistakes;
  }

  @Override
  protected void commandsInBackquotes(int from, int to) {
    commands.enter();
    new ShellGrammar(text.substring(from, to), new ShellVariables(), commands, offset + from)
        .script();
    commands.leave();
  }

  @Override
  protected void commandsInBrackets(boolean mayBeEmpty) {
    list(Set.of(), mayBeEmpty);
  }

  /**
   * Reads commands up to one of some words, a bracket or the end of a case, and leaves it there.
   */
  private void list(Set<String> stops, boolean mayBeEmpty) {
    enter();
    lines();
    boolean isEmpty = true;
    while (!isOver(stops)) {
      isEmpty = false;
      andOr();
      blanks();
      if (isEnd() || isOver(stops)) {
        break;
      }
      char c = text.charAt(at);
      if (c == '\n') {
        lines();
      } else if ((c == ';' || c == '&') && peek(1) != c) {
        at++;
        lines();
      } else {
        throw unexpected();
      }
    }
    if (isEmpty && !mayBeEmpty) {
      throw unexpected();
    }
    leave();
  }

  private boolean isOver(Set<String> stops) {
    if (isEnd() || text.charAt(at) == ')') {
      return true;
    }
    if (text.charAt(at) == ';') {
      return peek(1) == ';' || peek(1) == '&';
    }
    return !stops.isEmpty() && stops.contains(plainWord());
  }

  private void andOr() {
    pipeline();
    blanks();
    while (looksAt("&&") || looksAt("||")) {
      at += 2;
      lines();
      pipeline();
      blanks();
    }
  }

  private void pipeline() {
    boolean isPrefixed = false;
    while (plainWord().equals("!") || plainWord().equals("time")) {
      boolean isTime = plainWord().equals("time");
      at += isTime ? 4 : 1;
      blanks();
      if (isTime && plainWord().equals("-p")) {
        at += 2;
        blanks();
      }
      isPrefixed = true;
    }
    if (isPrefixed && (isEnd() || "\n;&".indexOf(text.charAt(at)) >= 0)) {
      return;
    }
    command();
    blanks();
    while (looksAt("|") && !looksAt("||")) {
      at += peek(1) == '&' ? 2 : 1;
      lines();
      while (plainWord().equals("!")) {
        at++;
        blanks();
      }
      command();
      blanks();
    }
  }

  private void command() {
    if (isEnd()) {
      throw unexpected();
    }
    String word = plainWord();
    if (word.equals("coproc")) {
      at += word.length();
      blanks();
      coprocess();
      return;
    }
    if (text.charAt(at) == '(' || COMPOUND.contains(word)) {
      compound(word);
      redirections();
    } else if (CLOSING.contains(word)) {
      throw unexpected();
    } else {
      simple();
    }
  }

  private void coprocess() {
    int before = at;
    Matcher name = NAME.matcher(plainWord());
    if (name.matches() && !COMPOUND.contains(plainWord())) {
      at += plainWord().length();
      blanks();
      boolean isNamed = !isEnd() && (text.charAt(at) == '(' || COMPOUND.contains(plainWord()));
      if (isNamed) {
        variables.sets(name.group());
      } else {
        at = before;
      }
    } else {
      variables.sets("COPROC");
    }
    command();
  }

  private void compound(String word) {
    int start = at;
    if (text.charAt(at) == '(') {
      boolean isArithmetic = peek(1) == '(' && arithmetic();
      if (!isArithmetic) {
        at++;
        commands.enter();
        commandsInBrackets(false);
        commands.leave();
        expectBracket(start);
      }
      return;
    }
    at += word.length();
    switch (word) {
      case "if" -> condition(start);
      case "while", "until" -> {
        list(Set.of("do"), false);
        body(start, word);
      }
      case "for", "select" -> loop(start, word);
      case "case" -> choice(start);
      case "function" -> {
        blanks();
        int from = at;
        String name = word().literal();
        blanks();
        if (looksAt("(")) {
          at++;
          blanks();
          expectBracket(from);
        }
        function(name);
      }
      case "{" -> {
        list(Set.of("}"), false);
        expect(start, "{", "}");
      }
      default -> new ShellCondition(this, start).read();
    }
  }

  private void expect(int start, String opening, String wanted) {
    lines();
    if (isEnd()) {
      throw mistake(start, "'" + opening + "' has no '" + wanted + "'");
    }
    if (!plainWord().equals(wanted)) {
      throw unexpected();
    }
    at += wanted.length();
  }

  private void condition(int start) {
    list(Set.of("then"), false);
    expect(start, "if", "then");
    Set<String> ends = Set.of("elif", "else", "fi");
    list(ends, false);
    while (plainWord().equals("elif")) {
      int branch = at;
      at += "elif".length();
      list(Set.of("then"), false);
      expect(branch, "elif", "then");
      list(ends, false);
    }
    if (plainWord().equals("else")) {
      at += "else".length();
      list(Set.of("fi"), false);
    }
    expect(start, "if", "fi");
  }

  private void body(int start, String owner) {
    expect(start, owner, "do");
    list(Set.of("done"), false);
    expect(start, owner, "done");
  }

  private void loop(int start, String owner) {
    blanks();
    if (owner.equals("for") && looksAt("((")) {
      if (!arithmetic()) {
        throw mistake(at, "'((' is never closed");
      }
      blanks();
      at += looksAt(";") ? 1 : 0;
    } else {
      Matcher name = NAME.matcher(plainWord());
      if (!name.matches()) {
        throw unexpected();
      }
      variables.sets(name.group());
      commands.assign(name.group(), ShellWord.unknown(at + offset));
      at += name.group().length();
      lines();
      if (plainWord().equals("in")) {
        at += "in".length();
        blanks();
        while (!isEnd() && "\n;".indexOf(text.charAt(at)) < 0) {
          word();
          blanks();
        }
      }
      at += looksAt(";") && !looksAt(";;") ? 1 : 0;
    }
    lines();
    if (plainWord().equals("{")) {
      int open = at++;
      list(Set.of("}"), false);
      expect(open, "{", "}");
    } else {
      body(start, owner);
    }
  }

  private void choice(int start) {
    blanks();
    word();
    lines();
    expect(start, "case", "in");
    lines();
    while (!plainWord().equals("esac")) {
      if (isEnd()) {
        throw mistake(start, "'case' has no 'esac'");
      }
      clause();
      lines();
    }
    at += "esac".length();
  }

  private void clause() {
    int start = at;
    at += looksAt("(") ? 1 : 0;
    blanks();
    word();
    blanks();
    while (looksAt("|")) {
      at++;
      blanks();
      word();
      blanks();
    }
    expectBracket(start);
    list(Set.of("esac"), true);
    for (String end : List.of(";;&", ";;", ";&")) {
      if (looksAt(end)) {
        at += end.length();
        return;
      }
    }
  }

  /** A function's body is a compound command. */
  @Override
  protected void function(String name) {
    lines();
    String word = isEnd() ? "" : plainWord();
    boolean isBody = !isEnd() && (text.charAt(at) == '(' || COMPOUND.contains(word));
    if (!isBody || word.equals("function")) {
      throw unexpected();
    }
    commands.declare(name);
    commands.enterFunction();
    compound(word);
    commands.leaveFunction();
    redirections();
  }
}
