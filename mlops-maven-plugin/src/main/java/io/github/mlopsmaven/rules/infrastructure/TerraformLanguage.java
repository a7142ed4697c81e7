package io.github.mlopsmaven.rules.infrastructure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Terraform's own language has: the data file {@code terraform-language.txt}. */
final class TerraformLanguage {

  private static final LanguageData DATA = LanguageData.read("terraform-language.txt");

  /** The functions, without those of providers. */
  static final Set<String> FUNCTIONS = Set.copyOf(DATA.words("function"));

  /** The types that may stand alone. */
  static final Set<String> ALONE = DATA.words("type alone");

  /** The types that take the type of their elements. */
  static final Set<String> OF = DATA.words("type of");

  private static final Map<String, Block> BLOCKS = blocks();

  private static final int ANY = Integer.MAX_VALUE;

  private static final Map<String, Arity> ARITIES = arities();

  private TerraformLanguage() {}

  /**
   * A kind of block.
   *
   * @param labels how many labels it has
   * @param arguments what it takes; empty if a provider or a module decides
   * @param required the arguments that have to be there
   * @param blocks the blocks that it may have; empty if a provider decides
   */
  record Block(
      int labels,
      Optional<Set<String>> arguments,
      Set<String> required,
      Optional<Set<String>> blocks) {}

  /**
   * A kind of block.
   *
   * @param path the types from the file's root, separated by {@code /}
   */
  static Optional<Block> block(String path) {
    return Optional.ofNullable(BLOCKS.get(path));
  }

  /** The blocks that a file may have. */
  static Set<String> topLevel() {
    Set<String> names = new LinkedHashSet<>(BLOCKS.keySet());
    names.removeIf(name -> name.indexOf('/') >= 0);
    return names;
  }

  /**
   * How many arguments a function takes.
   *
   * @param least at least
   * @param most at most
   */
  record Arity(int least, int most) {

    /**
     * Whether a call fits.
     *
     * @param arguments how many it gives
     */
    boolean takes(int arguments) {
      return arguments >= least && arguments <= most;
    }

    @Override
    public String toString() {
      String number =
          least == most
              ? String.valueOf(least)
              : most == ANY ? "at least " + least : least + " to " + most;
      return number + (number.equals("1") ? " argument" : " arguments");
    }
  }

  /**
   * How many arguments a function takes; empty where that is not known.
   *
   * @param function its name
   */
  static Optional<Arity> arity(String function) {
    return Optional.ofNullable(ARITIES.get(function));
  }

  private static Map<String, Arity> arities() {
    Map<String, Arity> arities = new LinkedHashMap<>();
    for (String line : DATA.lines()) {
      if (line.startsWith("arguments ")) {
        String[] words = line.split(" ", -1);
        String[] ends = words[1].split("-", -1);
        int most =
            ends.length == 1
                ? Integer.parseInt(ends[0])
                : ends[1].isEmpty() ? ANY : Integer.parseInt(ends[1]);
        for (String name : Arrays.asList(words).subList(2, words.length)) {
          arities.put(name, new Arity(Integer.parseInt(ends[0]), most));
        }
      }
    }
    return arities;
  }

  private static Map<String, Block> blocks() {
    Map<String, Block> blocks = new LinkedHashMap<>();
    for (String line : DATA.lines()) {
      if (line.startsWith("block|")) {
        String[] columns = line.split("\\|", -1);
        Set<String> required = new LinkedHashSet<>();
        for (String argument : words(columns[3])) {
          if (argument.endsWith("!")) {
            required.add(argument.substring(0, argument.length() - 1));
          }
        }
        blocks.put(
            columns[1],
            new Block(
                Integer.parseInt(columns[2]),
                known(columns[3].replace("!", "")),
                Set.copyOf(required),
                known(columns[4])));
      }
    }
    return blocks;
  }

  private static Optional<Set<String>> known(String column) {
    return column.equals("*") ? Optional.empty() : Optional.of(words(column));
  }

  private static Set<String> words(String column) {
    Set<String> words = new LinkedHashSet<>();
    if (!column.isBlank()) {
      words.addAll(Arrays.asList(column.strip().split(" ", -1)));
    }
    return words;
  }
}
