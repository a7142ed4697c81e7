package io.github.mlopsmaven.rules.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A shell script, as far as simple commands need it.
 *
 * @param commands its commands in the order of the text, those in {@code $(…)} too
 * @param assigned every word that is assigned to a variable
 * @param constants the variables that are set once and to something certain, with their words
 * @param functions the functions that pass all of their arguments on, with what they put before
 *     them
 */
record ShellScript(
    List<ShellCommand> commands,
    List<ShellWord> assigned,
    Map<String, ShellWord> constants,
    Map<String, List<ShellWord>> functions) {

  /** Words that begin a command's place without being its name. */
  private static final Set<String> RESERVED =
      Set.of(
          "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "{", "}", "time",
          "esac", "in", "exec", "command", "sudo", "env", "nohup");

  private static final Set<String> DECLARING = Set.of("export", "local", "readonly", "declare");

  ShellScript {
    commands = List.copyOf(commands);
    assigned = List.copyOf(assigned);
    constants = Map.copyOf(constants);
    functions = Map.copyOf(functions);
  }

  /**
   * Reads a script. Nothing is refused: what is no shell gives commands that nobody knows.
   *
   * @param text the script
   */
  static ShellScript parse(String text) {
    Map<String, List<ShellWord>> assigned = new HashMap<>();
    Map<String, List<ShellWord>> functions = new HashMap<>();
    List<ShellCommand> commands = new ArrayList<>();
    String function = "";
    for (ShellCommand raw : new ShellLexer(text).commands()) {
      List<ShellWord> words = new ArrayList<>(raw.words());
      if (words.size() == 1 && raw.name().endsWith("()")) {
        function = raw.name().substring(0, raw.name().length() - 2);
        continue;
      }
      strip(words, assigned);
      if (words.isEmpty() && raw.written().isEmpty()) {
        continue;
      }
      if (!function.isEmpty()) {
        List<ShellWord> prefix = passedOn(words);
        if (!prefix.isEmpty()) {
          functions.put(function, prefix);
        }
        function = "";
      }
      commands.add(new ShellCommand(words, raw.written(), raw.depth()));
    }
    Map<String, ShellWord> constants = new HashMap<>();
    assigned.forEach(
        (name, values) -> {
          if (values.size() == 1) {
            constants.put(name, values.get(0));
          }
        });
    List<ShellWord> all = assigned.values().stream().flatMap(List::stream).toList();
    return new ShellScript(commands, all, constants, functions);
  }

  /** Takes reserved words and assignments away, and remembers the latter. */
  private static void strip(List<ShellWord> words, Map<String, List<ShellWord>> assigned) {
    boolean declares = false;
    while (!words.isEmpty()) {
      ShellWord first = words.get(0);
      int equals = first.start().indexOf('=');
      if (equals > 0 && isName(first.start().substring(0, equals))) {
        assigned
            .computeIfAbsent(first.start().substring(0, equals), any -> new ArrayList<>())
            .add(first.behind(equals + 1));
      } else if (DECLARING.contains(first.literal())) {
        declares = true;
      } else if (!RESERVED.contains(first.literal()) && !declares) {
        forget(words, assigned);
        return;
      }
      words.remove(0);
    }
  }

  /** {@code read name}, {@code for name in …} set a variable to what nobody knows. */
  private static void forget(List<ShellWord> words, Map<String, List<ShellWord>> assigned) {
    String name = words.get(0).literal();
    if (name.equals("for") || name.equals("read") || name.equals("mapfile")) {
      ShellWord unknown = new ShellWord(List.of(new ShellWord.Piece.Unknown()), 0);
      words.stream()
          .skip(1)
          .map(ShellWord::literal)
          .filter(ShellScript::isName)
          .forEach(
              variable ->
                  assigned.computeIfAbsent(variable, any -> new ArrayList<>()).add(unknown));
    }
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && !Character.isDigit(text.charAt(0))
        && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
  }

  /** The words before {@code "$@"}, where a command ends with it; otherwise none. */
  private static List<ShellWord> passedOn(List<ShellWord> words) {
    boolean passesOn =
        !words.isEmpty()
            && words
                .get(words.size() - 1)
                .pieces()
                .equals(List.of(new ShellWord.Piece.Variable("@")));
    return passesOn ? List.copyOf(words.subList(0, words.size() - 1)) : List.of();
  }

  /**
   * The values of the constants, with those put in that they are made of.
   *
   * @param known what is known from outside, as {@link ShellWord#HERE}
   */
  Map<String, String> values(Map<String, String> known) {
    Map<String, String> values = new HashMap<>(known);
    boolean learns = true;
    while (learns) {
      learns = false;
      for (Map.Entry<String, ShellWord> constant : constants.entrySet()) {
        if (!values.containsKey(constant.getKey())) {
          List<String> value = constant.getValue().values(values);
          if (value.size() == 1) {
            values.put(constant.getKey(), value.get(0));
            learns = true;
          }
        }
      }
    }
    return values;
  }

  /**
   * A command's words, with what its function puts before its arguments.
   *
   * @param command one of the commands
   */
  List<ShellWord> expanded(ShellCommand command) {
    List<ShellWord> prefix = functions.get(command.name());
    if (prefix == null) {
      return command.words();
    }
    List<ShellWord> words = new ArrayList<>(prefix);
    words.addAll(command.words().subList(1, command.words().size()));
    return words;
  }
}
