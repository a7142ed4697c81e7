package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.shell.ShellArguments;
import io.github.mlopsmaven.rules.shell.ShellChoices;
import io.github.mlopsmaven.rules.shell.ShellProgram;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a shell script of the project is started with.
 *
 * @param script the script
 * @param name how it is named
 * @param words its arguments
 * @param tree the files that are there
 * @param values what is known of variables
 */
record ShellCall(
    SourceFile script,
    String name,
    List<ShellWord> words,
    WorkTree tree,
    Map<String, String> values) {

  private static final Set<String> SHELLS = Set.of("bash", "sh", "source", ".");

  private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][\\w-]*");

  private static final Set<String> ARGUMENTS = Set.of("1", "2", "3", "4", "5", "6", "7", "8", "9");

  ShellCall {
    words = List.copyOf(words);
    values = Map.copyOf(values);
  }

  /**
   * The script of a command.
   *
   * @param words the command's words
   * @param directory where it runs; empty if that is not known
   * @param tree the files that are there
   * @param values what is known of variables
   */
  static Optional<ShellCall> of(
      List<ShellWord> words,
      Optional<String> directory,
      WorkTree tree,
      Map<String, String> values) {
    int at = 0;
    if (SHELLS.contains(words.get(0).literal())) {
      boolean isRead =
          words.get(0).literal().equals("source") || words.get(0).literal().equals(".");
      at = isRead ? words.size() : 1;
      while (at < words.size() && words.get(at).start().matches("-[a-z]+")) {
        at = words.get(at).start().contains("c") ? words.size() : at + 1;
      }
    }
    List<String> names = at < words.size() ? words.get(at).values(values) : List.<String>of();
    if (names.size() != 1 || names.get(0).indexOf('.') < 0) {
      return Optional.empty();
    }
    String name = names.get(0);
    Optional<String> path =
        name.startsWith(ShellWord.ROOT)
            ? FileSet.resolve("", name.substring(1))
            : name.startsWith("/") || name.startsWith("~")
                ? Optional.empty()
                : directory.flatMap(from -> FileSet.resolve(from, name));
    List<ShellWord> arguments = words.subList(at + 1, words.size());
    return path.flatMap(tree::file)
        .filter(file -> file.kind() == FileKind.SHELL)
        .map(file -> new ShellCall(file, PathText.display(name), arguments, tree, values));
  }

  /**
   * What is wrong with the arguments.
   *
   * @param isInQuotes whether quotes make one word of an argument
   */
  List<ProgramCall.Mistake> mistakes(Predicate<ShellWord> isInQuotes) {
    List<ProgramCall.Mistake> found =
        new ArrayList<>(
            ShellProgram.of(script.content())
                .map(program -> mistakes(program, isInQuotes))
                .orElse(List.of()));
    ShellArguments arguments = ShellArguments.of(script.content());
    later(arguments, isInQuotes).ifPresent(found::add);
    swapped().ifPresent(found::add);
    for (int i = 0; i < words.size(); i++) {
      ShellWord word = words.get(i);
      List<String> given = word.values(values);
      if (given.size() != 1 || given.get(0).isEmpty()) {
        // From here on nobody knows which argument is which.
        return found;
      }
      // What this script was given itself is told where it is started.
      boolean isHandedOn =
          ARGUMENTS.stream().anyMatch(values::containsKey) && word.literal().isEmpty();
      Set<String> taken = isHandedOn ? Set.of() : choices(script, i + 1, 0);
      if (!taken.isEmpty() && !taken.contains(given.get(0))) {
        found.add(
            new ProgramCall.Mistake(
                given.get(0),
                word.index(),
                name + " does not take '" + given.get(0) + "' as argument " + (i + 1),
                Suggestion.useOneOf(given.get(0), new TreeSet<>(taken)),
                false));
      }
    }
    return found;
  }

  /** What is missing where the first word is not the one with which the script ends early. */
  private Optional<ProgramCall.Mistake> later(
      ShellArguments arguments, Predicate<ShellWord> isInQuotes) {
    List<String> first = words.isEmpty() ? List.of() : words.get(0).values(values);
    boolean isCertain =
        first.size() == 1
            && !first.get(0).isEmpty()
            && words.stream()
                .allMatch(
                    word -> !word.pieces().isEmpty() && (isOneWord(word) || isInQuotes.test(word)));
    return isCertain && words.size() < arguments.later() && !first.get(0).equals(arguments.early())
        ? Optional.of(
            new ProgramCall.Mistake(
                name,
                0,
                name
                    + " "
                    + first.get(0)
                    + " needs "
                    + count(arguments.later())
                    + ", and is given "
                    + words.size(),
                "add what is missing to the command",
                true))
        : Optional.empty();
  }

  /** A variable at a place that the script calls otherwise, where another place is called so. */
  private Optional<ProgramCall.Mistake> swapped() {
    List<String> names = words.stream().map(ShellCall::variable).toList();
    return SwappedArguments.first(SwappedArguments.names(script, tree::named, 0), names)
        .map(
            wrong ->
                new ProgramCall.Mistake(
                    names.get(wrong.at()),
                    words.get(wrong.at()).index(),
                    name + " " + wrong.problem(),
                    SwappedArguments.REMEDY,
                    false));
  }

  private static String variable(ShellWord word) {
    return word.pieces().size() == 1
            && word.pieces().get(0) instanceof ShellWord.Piece.Variable variable
        ? variable.name()
        : "";
  }

  /** The words that a script takes at a place; none where it takes any. */
  private Set<String> choices(SourceFile file, int place, int depth) {
    ShellChoices choices = ShellChoices.of(file.content());
    Set<String> own = choices.words().get(place);
    if (own != null || depth > 2) {
      return own == null ? Set.of() : own;
    }
    for (ShellChoices.Handed handed : choices.handed()) {
      if (handed.from() == place) {
        List<SourceFile> called = tree.named(handed.script());
        if (called.size() == 1) {
          return choices(called.get(0), handed.at(), depth + 1);
        }
      }
    }
    return Set.of();
  }

  private List<ProgramCall.Mistake> mistakes(
      ShellProgram program, Predicate<ShellWord> isInQuotes) {
    List<ProgramCall.Mistake> found = new ArrayList<>();
    boolean isCertain =
        words.stream()
            .allMatch(
                word -> !word.pieces().isEmpty() && (isOneWord(word) || isInQuotes.test(word)));
    if (!program.isCommanded()) {
      if (isCertain && words.size() < program.arguments()) {
        found.add(
            new ProgramCall.Mistake(
                name,
                0,
                name + " needs " + count(program.arguments()) + ", and is given " + words.size(),
                "add what is missing to the command",
                true));
      }
      return found;
    }
    for (int i = 0; i < words.size(); i++) {
      String start = words.get(i).start();
      int equals = start.indexOf('=');
      String option = equals > 0 ? start.substring(0, equals) : start;
      boolean isOption =
          OPTION.matcher(option).matches() && (equals > 0 || words.get(i).literal().equals(option));
      if (words.get(i).literal().equals("--") || (!isOption && !program.isClosed())) {
        return found;
      }
      if (isOption && !takes(program, option)) {
        boolean isSlip =
            program.options().stream().anyMatch(known -> Suggestion.isSlip(known, option));
        if (program.isClosed() || isSlip) {
          found.add(
              new ProgramCall.Mistake(
                  option,
                  words.get(i).index(),
                  name + " has no option '" + option + "'",
                  Suggestion.useOneOf(option, new TreeSet<>(program.options())),
                  false));
        }
        return found;
      }
      if (!isOption) {
        // Behind the first argument a script may read anything.
        return found;
      }
      i += equals < 0 && program.valued().contains(option) ? 1 : 0;
    }
    return found;
  }

  /** Short options without a value may be written together. */
  private static boolean takes(ShellProgram program, String option) {
    return program.options().contains(option)
        || (option.length() > 2
            && option.charAt(1) != '-'
            && program.options().contains(option.substring(0, 2)));
  }

  private static String count(int arguments) {
    return arguments == 1 ? "an argument" : arguments + " arguments";
  }

  /** A word that stands for a variable without quotes may become none or several. */
  private static boolean isOneWord(ShellWord word) {
    return word.pieces().stream()
        .allMatch(
            piece ->
                piece instanceof ShellWord.Piece.Text text
                    && text.text().indexOf(ShellWord.UNKNOWN) < 0);
  }
}
