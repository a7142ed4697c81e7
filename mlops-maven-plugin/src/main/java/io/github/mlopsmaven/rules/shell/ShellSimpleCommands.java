package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.bounds.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads simple commands: assignments, words, and where input and output go. What a command does to
 * variables is learned here.
 */
abstract class ShellSimpleCommands extends ShellWords {

  private static final Set<String> DECLARING =
      Set.of("declare", "typeset", "local", "export", "readonly", "alias", "eval", "let");

  /** Commands whose words are names that they set. */
  private static final Set<String> SETTING =
      Set.of(
          "read",
          "mapfile",
          "readarray",
          "getopts",
          "unset",
          "wait",
          "let",
          "declare",
          "typeset",
          "local",
          "export",
          "readonly",
          "printf");

  /** Commands that give the variables whose names follow a value. */
  private static final Set<String> FILLING = Set.of("read", "mapfile", "readarray", "getopts");

  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_]\\w*)(?:\\[[^]\\s]*])?\\+?=");

  /** The name of a variable. */
  protected static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

  ShellSimpleCommands(String text, ShellVariables variables, ShellCommands commands, int offset) {
    super(text, variables, commands, offset);
  }

  /** Reads the body of a function whose name and brackets were just read. */
  protected abstract void function(String name);

  protected final void simple() {
    Bounded.requireTime("a shell script");
    List<ShellWord> all = new ArrayList<>();
    List<ShellWord> written = new ArrayList<>();
    List<ShellWord> readFirst = new ArrayList<>();
    int words = 0;
    String name = "";
    String before = "";
    boolean isAny = false;
    while (true) {
      blanks();
      // What is read before the command is named is not the command.
      if (redirection(words == 0 ? readFirst : all, written)) {
        isAny = true;
        continue;
      }
      boolean isOver = isEnd() || (isMeta(text.charAt(at)) && !looksAt("<(") && !looksAt(">("));
      if (isOver) {
        break;
      }
      Optional<String> assigned = assignment(words == 0 || DECLARING.contains(name));
      if (assigned.isPresent()) {
        isAny = true;
        variables.sets(assigned.get());
        continue;
      }
      int from = at;
      ShellWord word = word();
      String source = text.substring(from, at);
      name = words == 0 ? source : name;
      argument(name, before, source);
      before = source;
      all.add(word);
      if (words == 0) {
        all.addAll(readFirst);
      }
      words++;
      isAny = true;
      blanks();
      if (words == 1 && looksAt("(")) {
        at++;
        blanks();
        expectBracket(at - 1);
        function(word.literal());
        return;
      }
    }
    if (!isAny || looksAt("(")) {
      throw unexpected();
    }
    commands.add(words == 0 ? read(readFirst) : all, written);
  }

  /** Files that are read without a command: {@code $(< FILE)} is {@code $(cat FILE)}. */
  private static List<ShellWord> read(List<ShellWord> files) {
    if (files.isEmpty()) {
      return files;
    }
    List<ShellWord> words = new ArrayList<>();
    words.add(new ShellWord(List.of(new ShellWord.Piece.Text("cat", false)), files.get(0).index()));
    words.addAll(files);
    return words;
  }

  /** {@code name=value}, {@code name[1]+=value} or {@code name=(…)}. */
  private Optional<String> assignment(boolean isAllowed) {
    Matcher matcher = ASSIGNMENT.matcher(text).region(at, text.length());
    if (!isAllowed || !matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    boolean isWhole = matcher.end(1) == matcher.end() - 1;
    ShellWord value = new WordPieces().word(at + offset);
    if (looksAt("(")) {
      value = ShellWord.unknown(at + offset);
      int start = at++;
      lines();
      while (!isEnd() && text.charAt(at) != ')') {
        word();
        lines();
      }
      expectBracket(start);
    } else if (!isEnd() && (!isMeta(text.charAt(at)) || looksAt("<(") || looksAt(">("))) {
      value = word();
    }
    commands.assign(matcher.group(1), isWhole ? value : ShellWord.unknown(value.index()));
    return Optional.of(matcher.group(1));
  }

  /** What a command does to variables with one of its words. */
  private void argument(String name, String before, String written) {
    String bare = written.replace("'", "").replace("\"", "");
    if (name.equals("source") || name.equals(".")) {
      boolean isFirst = before.equals(name);
      if (isFirst) {
        variables.sources(bare);
      }
    } else if (name.equals("eval")) {
      variables.opens();
    } else if (name.equals("[") || name.equals("test")) {
      if (before.equals("-z") || before.equals("-n")) {
        variables.expects(written);
      }
    } else if (SETTING.contains(name) && !before.isEmpty()) {
      if (NAME.matcher(bare).matches()) {
        variables.sets(bare);
        if (FILLING.contains(name)) {
          commands.assign(bare, ShellWord.unknown(at + offset));
        }
      } else if (bare.startsWith("$") && !name.equals("printf")) {
        variables.opens();
      }
    }
  }

  protected final void redirections() {
    List<ShellWord> written = new ArrayList<>();
    List<ShellWord> read = new ArrayList<>();
    blanks();
    while (redirection(read, written)) {
      blanks();
    }
    if (!written.isEmpty() || !read.isEmpty()) {
      commands.add(read(read), written);
    }
  }

  /**
   * {@code 2>file}, {@code <<EOF}, {@code &>file} and the like.
   *
   * @param words takes a file that is read
   * @param written takes a file that is written
   */
  private boolean redirection(List<ShellWord> words, List<ShellWord> written) {
    int from = at;
    while (Character.isDigit(peek(0))) {
      at++;
    }
    if (at == from && looksAt("{")) {
      int end = nameEnd(at + 1);
      boolean isDescriptor =
          end > at + 1 && (text.startsWith("}<", end) || text.startsWith("}>", end));
      if (isDescriptor) {
        variables.sets(text.substring(at + 1, end));
        at = end + 1;
      }
    }
    for (String sign :
        List.of("<<<", "<<-", "<<", "&>>", "&>", "<>", ">>", ">|", ">&", "<&", "<", ">")) {
      boolean isProcess = sign.length() == 1 && peek(1) == '(';
      if (looksAt(sign) && !isProcess) {
        int index = at;
        at += sign.length();
        if (sign.equals("<<") || sign.equals("<<-")) {
          blanks();
          int begin = at;
          word();
          hereDocumentBegins(index, text.substring(begin, at), sign.equals("<<-"));
        } else {
          blanks();
          ShellWord target = word();
          if (sign.equals("<")) {
            words.add(target);
          } else if (sign.indexOf('>') >= 0 && !sign.equals(">&")) {
            written.add(target);
          }
        }
        return true;
      }
    }
    at = from;
    return false;
  }

  protected final void expectBracket(int start) {
    if (!looksAt(")")) {
      throw isEnd() ? mistake(start, "'(' is never closed") : unexpected();
    }
    at++;
  }

  /** The word at this place, if it is written without quotes and expansions. */
  protected final String plainWord() {
    int end = at;
    while (end < text.length() && !isMeta(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }
}
