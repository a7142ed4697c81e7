package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.rules.data.DataFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What Azure's expressions know: the data file {@code expression-names.txt}. */
final class ExpressionNames {

  /** The functions. */
  static final Set<String> FUNCTIONS = words("function");

  /** The contexts. */
  static final Set<String> CONTEXTS = words("context");

  /** The predefined variables. */
  static final Set<String> VARIABLES = words("variable");

  /** The logging commands. */
  static final Set<String> COMMANDS = words("command");

  /** The predefined variables that only a job has. */
  static final Set<String> LATE = words("late");

  /** How many arguments a function takes, by its name in lower case. */
  private static final Map<String, Arity> ARITIES = arities();

  private ExpressionNames() {}

  /**
   * How many arguments a function takes.
   *
   * @param least at least
   * @param most at most
   */
  record Arity(int least, int most) {

    /** In words. */
    String text() {
      return most == Integer.MAX_VALUE
          ? least + " or more"
          : least == most ? String.valueOf(least) : least + " to " + most;
    }
  }

  /** How many arguments a function takes; empty where any number. */
  static Optional<Arity> arity(String function) {
    return Optional.ofNullable(ARITIES.get(function.toLowerCase(Locale.ROOT)));
  }

  private static Map<String, Arity> arities() {
    Map<String, Arity> arities = new HashMap<>();
    for (String line : DataFile.lines(ExpressionNames.class, "expression-names.txt")) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("arity")) {
        int most = words[3].equals("+") ? Integer.MAX_VALUE : Integer.parseInt(words[3]);
        arities.put(words[1].toLowerCase(Locale.ROOT), new Arity(Integer.parseInt(words[2]), most));
      }
    }
    return arities;
  }

  private static Set<String> words(String kind) {
    Set<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : DataFile.lines(ExpressionNames.class, "expression-names.txt")) {
      List<String> all = Arrays.asList(line.split(" ", -1));
      if (all.get(0).equals(kind)) {
        words.addAll(all.subList(1, all.size()));
      }
    }
    return words;
  }
}
