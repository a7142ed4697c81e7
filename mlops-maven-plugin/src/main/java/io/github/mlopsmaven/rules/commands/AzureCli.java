package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of the Azure CLI and of its extensions, and their options: the data files in {@code
 * az}. A group is read when a command of it is first asked for.
 */
final class AzureCli {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private static final Pattern OPTION = Pattern.compile("(--?[A-Za-z][\\w-]*)(?:=.*)?");

  /** What follows belongs to a program that is started. */
  private static final Set<String> HANDS_ON =
      Set.of("--", "--args", "--command", "--command-line", "--cmd", "--init-script", "--scripts");

  /** What only the first generation of the machine learning commands had. */
  private static final Set<String> RETIRED =
      Set.of("computetarget", "dataset", "experiment", "folder", "pipeline", "run", "service");

  private static final Map<String, Group> GROUPS = new ConcurrentHashMap<>();

  private AzureCli() {}

  /**
   * A word that is wrong.
   *
   * @param word the word
   * @param problem what is wrong, without a full stop
   * @param remedy what to type instead
   */
  record Mistake(ShellWord word, String problem, String remedy) {

    /** Whether it is an option of a command that there is. */
    boolean isOption() {
      return word.start().startsWith("-");
    }
  }

  /**
   * The commands that begin with one word.
   *
   * @param commands command, without {@code az}, to its options, which are separated by blanks
   * @param known what has been asked for: words to those that may follow them
   */
  private record Group(NavigableMap<String, String> commands, Map<String, Set<String>> known) {

    Group(NavigableMap<String, String> commands) {
      this(commands, new ConcurrentHashMap<>());
    }

    /** The words that may follow some words. */
    Set<String> following(String words) {
      return known.computeIfAbsent(words, this::find);
    }

    private Set<String> find(String words) {
      Set<String> following = new TreeSet<>();
      String first = words + " ";
      for (String command : commands.tailMap(first).keySet()) {
        if (!command.startsWith(first)) {
          break;
        }
        int end = command.indexOf(' ', first.length());
        following.add(command.substring(first.length(), end < 0 ? command.length() : end));
      }
      return following;
    }
  }

  /** What the help of the Azure CLI hides: {@code az/hidden.txt}. */
  private static final class Hidden {
    private static final Set<String> COMMANDS = Set.copyOf(lines("hidden"));
  }

  /** The first words of commands: those with a file of their own, all, and what each takes. */
  private static final class Index {
    private static final Set<String> ALL = new TreeSet<>();
    private static final Set<String> KNOWN = new TreeSet<>();
    private static final Set<String> EVERYWHERE = new TreeSet<>();

    static {
      for (String line : lines("index")) {
        if (line.startsWith("-")) {
          EVERYWHERE.addAll(Arrays.asList(line.split(" ", -1)));
        } else {
          ALL.add(line.replace(" *", ""));
          if (line.endsWith(" *")) {
            KNOWN.add(line.replace(" *", ""));
          }
        }
      }
    }
  }

  /**
   * What the Azure CLI would refuse.
   *
   * @param words the words of a command whose first is {@code az}
   */
  static List<Mistake> mistakes(List<ShellWord> words) {
    int length = 1;
    while (length < words.size() && NAME.matcher(words.get(length).literal()).matches()) {
      length++;
    }
    if (length == 1) {
      return List.of();
    }
    String first = words.get(1).literal();
    if (!Index.KNOWN.contains(first)) {
      // Extensions bring groups of any name.
      return Index.ALL.contains(first)
          ? List.of()
          : Suggestion.nearest(first, Index.ALL).filter(near -> first.length() > 3).stream()
              .map(near -> unknown(words.get(1), "az " + first, "use az " + near))
              .toList();
    }
    Group group = GROUPS.computeIfAbsent(first, AzureCli::read);
    String path = first;
    int at = 2;
    while (!group.commands().containsKey(path)) {
      Set<String> following = group.following(path);
      if (at >= length) {
        return List.of();
      }
      String next = words.get(at).literal();
      String known = path;
      if (!following.contains(next) && isHidden(path + " " + next)) {
        return List.of();
      }
      if (!following.contains(next)) {
        return List.of(
            unknown(
                words.get(at),
                "az " + path + " " + next,
                Suggestion.nearest(next, following)
                    .map(near -> "use az " + known + " " + near)
                    .orElseGet(() -> Suggestion.useOneOf(next, following))));
      }
      path += " " + next;
      at++;
    }
    // A command may be a group too: az boards query, az network vnet.
    while (at < length && group.commands().containsKey(path + " " + words.get(at).literal())) {
      path += " " + words.get(at).literal();
      at++;
    }
    return options(words.subList(at, words.size()), path, group);
  }

  /** Whether a command works although the reference does not have it. */
  private static boolean isHidden(String command) {
    return Hidden.COMMANDS.stream()
        .anyMatch(one -> one.equals(command) || one.startsWith(command + " "));
  }

  private static Mistake unknown(ShellWord word, String command, String remedy) {
    String[] words = command.split(" ", -1);
    if (words.length > 2 && words[1].equals("ml") && RETIRED.contains(words[2])) {
      return new Mistake(
          word,
          "'" + command + "' is a command of the retired extension azure-cli-ml",
          "use the extension ml, version 2");
    }
    return new Mistake(word, "the Azure CLI has no command '" + command + "'", remedy);
  }

  private static List<Mistake> options(List<ShellWord> words, String path, Group group) {
    Set<String> known = Set.of(Objects.requireNonNull(group.commands().get(path)).split(" ", -1));
    List<Mistake> mistakes = new ArrayList<>();
    for (ShellWord word : words) {
      Matcher form = OPTION.matcher(word.start());
      String option = form.replaceFirst("$1");
      if (HANDS_ON.contains(option)) {
        break;
      }
      boolean isOption =
          !option.isEmpty()
              && form.matches()
              && (word.literal().equals(option) || word.start().startsWith(option + "="));
      if (isOption && !takes(known, option) && !takes(Index.EVERYWHERE, option)) {
        mistakes.add(
            new Mistake(
                word,
                "'az " + path + "' has no option '" + option + "'",
                Suggestion.nearest(option, known)
                    .map(near -> "use " + near)
                    .orElse("remove it, or see `az " + path + " --help`")));
      }
    }
    return mistakes;
  }

  /** An option may be cut short; a short one may have its value behind it. */
  private static boolean takes(Set<String> options, String option) {
    boolean isLong = option.startsWith("--");
    return options.contains(option)
        || (isLong && options.stream().anyMatch(one -> one.startsWith(option)))
        || (!isLong && option.length() > 2 && options.contains(option.substring(0, 2)));
  }

  private static Group read(String name) {
    NavigableMap<String, String> commands = new TreeMap<>();
    for (String line : lines(name)) {
      int tab = line.indexOf('\t');
      commands.put(line.substring(0, tab), line.substring(tab + 1).strip());
    }
    return new Group(commands);
  }

  private static List<String> lines(String name) {
    return DataFile.lines(AzureCli.class, "az/" + name + ".txt");
  }
}
