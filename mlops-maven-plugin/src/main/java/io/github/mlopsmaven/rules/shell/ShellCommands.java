package io.github.mlopsmaven.rules.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The commands of a script and what it assigns, collected while it is read. */
final class ShellCommands {

  /** Words that begin a command's place without being its name. */
  private static final Set<String> BEFORE =
      Set.of("exec", "command", "builtin", "sudo", "env", "nohup");

  private static final Set<String> DECLARING =
      Set.of("export", "local", "readonly", "declare", "typeset");

  private static final Pattern ASSIGNED = Pattern.compile("[A-Za-z_]\\w*=.*", Pattern.DOTALL);

  private final List<ShellCommand> commands = new ArrayList<>();
  private final Map<String, List<ShellWord>> assigned = new LinkedHashMap<>();
  private final Map<String, List<ShellWord>> passing = new LinkedHashMap<>();
  private final Set<String> functions = new LinkedHashSet<>();
  private String begun = "";
  private final List<ShellWord> locals = new ArrayList<>();
  private int depth;
  private int bodies;

  /** A subshell begins: what it does to the current directory ends with it. */
  void enter() {
    depth++;
  }

  void leave() {
    depth--;
  }

  /** What was open ends with a mistake. */
  void leaveAll() {
    depth = 0;
    bodies = 0;
    begun = "";
  }

  /** A variable is set to a word. */
  void assign(String name, ShellWord value) {
    assigned.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  /** The next command is the first of a function. */
  void declare(String function) {
    functions.add(function);
    begun = function;
  }

  /** The body of a function begins. */
  void enterFunction() {
    bodies++;
  }

  /** The body of a function ends. */
  void leaveFunction() {
    bodies--;
  }

  /**
   * A simple command.
   *
   * @param all its words
   * @param written the files that it sends its output to
   */
  void add(List<ShellWord> all, List<ShellWord> written) {
    List<ShellWord> words = new ArrayList<>(all);
    boolean isPrefixed = false;
    while (!words.isEmpty() && isBefore(words.get(0), isPrefixed)) {
      isPrefixed |= BEFORE.contains(words.get(0).literal());
      words.remove(0);
    }
    if (!words.isEmpty() && DECLARING.contains(words.get(0).literal())) {
      if (bodies == 0 && words.get(0).literal().equals("local")) {
        locals.add(words.get(0));
      }
      words.clear();
    }
    if (words.isEmpty() && written.isEmpty()) {
      return;
    }
    if (!begun.isEmpty()) {
      List<ShellWord> before = passedOn(words);
      if (!before.isEmpty()) {
        passing.put(begun, before);
      }
      begun = "";
    }
    commands.add(new ShellCommand(words, written, depth));
  }

  private static boolean isBefore(ShellWord word, boolean isPrefixed) {
    return BEFORE.contains(word.literal())
        || (isPrefixed && ASSIGNED.matcher(word.start()).matches());
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

  List<ShellCommand> commands() {
    return List.copyOf(commands);
  }

  /** Each {@code local} that stands in no function. */
  List<ShellWord> locals() {
    return List.copyOf(locals);
  }

  /** Name to what is assigned to it. */
  Map<String, List<ShellWord>> assigned() {
    return Map.copyOf(assigned);
  }

  /** The functions that pass all of their arguments on. */
  Map<String, List<ShellWord>> passing() {
    return Map.copyOf(passing);
  }

  /** The functions. */
  Set<String> functions() {
    return Set.copyOf(functions);
  }
}
