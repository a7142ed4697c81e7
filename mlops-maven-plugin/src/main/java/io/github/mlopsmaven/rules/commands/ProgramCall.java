package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.python.PythonProgram;
import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a Python program is started with.
 *
 * @param program the program
 * @param name how it is named
 * @param words its arguments
 */
record ProgramCall(PythonProgram program, String name, List<ShellWord> words) {

  private static final Pattern OPTION_FORM = Pattern.compile("--?[A-Za-z][\\w-]*");

  ProgramCall {
    words = List.copyOf(words);
  }

  /**
   * A mistake.
   *
   * @param word the word that is wrong
   * @param index where it stands in the script
   * @param problem what is wrong
   * @param remedy what to do
   * @param isMissing whether something is missing
   */
  record Mistake(String word, int index, String problem, String remedy, boolean isMissing) {}

  List<Mistake> mistakes() {
    List<Mistake> found = new ArrayList<>();
    check(program, name, 0, found);
    return found;
  }

  private void check(PythonProgram part, String called, int from, List<Mistake> found) {
    Set<String> given = new HashSet<>();
    boolean isOpen = false;
    for (int i = from; i < words.size(); i++) {
      ShellWord word = words.get(i);
      String start = word.start();
      int equals = start.indexOf('=');
      String option = equals > 0 ? start.substring(0, equals) : start;
      isOpen |= !word.pieces().isEmpty() && start.isEmpty();
      if (word.literal().equals("--")) {
        return;
      }
      boolean isOption =
          OPTION_FORM.matcher(option).matches() && (equals > 0 || word.literal().equals(option));
      if (isOption) {
        given.add(option);
        // It says how to call it, and does nothing else.
        isOpen |= Set.of("--help", "-h", "--version").contains(option);
        option(part, called, option, equals > 0, i, found);
      } else if (!part.commands().isEmpty()) {
        boolean isValue = i > from && words.get(i - 1).start().startsWith("-");
        if (!isValue && !isOpen && !word.literal().isEmpty()) {
          command(part, called, word, i, found);
        }
        return;
      }
    }
    List<String> missing = new ArrayList<>(part.required());
    missing.removeIf(one -> given.stream().anyMatch(option -> isOneOf(option, one)));
    for (String one : isOpen ? List.<String>of() : missing.stream().sorted().toList()) {
      found.add(
          new Mistake(
              name,
              0,
              called + " requires the option '" + one.replace(" ", "' or '") + "'",
              "add it to the command",
              true));
    }
  }

  private void command(
      PythonProgram part, String called, ShellWord word, int at, List<Mistake> found) {
    PythonProgram next = part.commands().get(word.literal());
    if (next == null) {
      found.add(
          new Mistake(
              word.literal(),
              word.index(),
              called + " has no command '" + word.literal() + "'",
              Suggestion.useOneOf(word.literal(), new TreeSet<>(part.commands().keySet())),
              false));
    } else {
      check(next, called + " " + word.literal(), at + 1, found);
    }
  }

  private void option(
      PythonProgram part,
      String called,
      String option,
      boolean isJoined,
      int at,
      List<Mistake> found) {
    ShellWord word = words.get(at);
    if (!part.takes(option)) {
      found.add(
          new Mistake(
              option,
              word.index(),
              called + " has no option '" + option + "'",
              Suggestion.useOneOf(option, new TreeSet<>(part.options())),
              false));
      return;
    }
    boolean isSwitch = part.values().containsKey(option) && part.values().get(option).isSwitch();
    if (isSwitch) {
      switched(part, called, option, isJoined, at, found);
      return;
    }
    boolean isNext = !isJoined && at + 1 < words.size();
    ShellWord next = isNext ? words.get(at + 1) : word;
    String text = next.literal();
    String value = isJoined && !text.isEmpty() ? text.substring(text.indexOf('=') + 1) : text;
    if ((isJoined || isNext) && !value.isEmpty() && value.indexOf(ShellWord.UNKNOWN) < 0) {
      value(part, called, option, value)
          .ifPresent(
              problem ->
                  found.add(new Mistake(value, next.index(), problem, "correct the value", false)));
    }
  }

  /** What stands behind a switch belongs to nothing, where the program takes no arguments. */
  private void switched(
      PythonProgram part,
      String called,
      String option,
      boolean isJoined,
      int at,
      List<Mistake> found) {
    boolean isNext = !isJoined && at + 1 < words.size();
    ShellWord word = isNext ? words.get(at + 1) : words.get(at);
    String text = isNext ? word.literal() : option;
    boolean isPlain =
        !text.isEmpty()
            && text.indexOf(ShellWord.UNKNOWN) < 0
            && !text.startsWith("-")
            && !text.startsWith("<")
            && !text.startsWith("[");
    boolean isValue =
        isJoined || (isNext && isPlain && !part.hasArguments() && part.commands().isEmpty());
    if (isValue) {
      found.add(
          new Mistake(
              text,
              word.index(),
              called + " takes no value for '" + option + "'",
              "remove the value; leave the option out to switch it off",
              false));
    }
  }

  /** What is wrong with the value of an option. */
  static Optional<String> value(PythonProgram part, String called, String option, String value) {
    // What is written for a person to fill in.
    boolean isPlain = !value.startsWith("<") && !value.startsWith("-");
    return Optional.ofNullable(part.values().get(option))
        .filter(known -> isPlain)
        .flatMap(known -> known.mistake(value))
        .map(wanted -> called + " takes for '" + option + "' " + wanted + ", not '" + value + "'");
  }

  /** Whether an option is one of these names, the beginning of one, or a short one with a value. */
  private static boolean isOneOf(String option, String names) {
    return Arrays.stream(names.split(" ", -1))
        .anyMatch(
            name -> name.startsWith(option) || (name.length() == 2 && option.startsWith(name)));
  }
}
