package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Knows which arguments of which commands name files: the table {@code file-arguments.txt}. */
final class FileArguments {

  /** First word of a command, or {@code *}, to the lines about it. */
  private static final Map<String, List<Line>> TABLE = read();

  /** Options of Terraform without a value. */
  private static final Set<String> SWITCHES =
      Set.of("-auto-approve", "-no-color", "-json", "-compact-warnings", "-destroy");

  private FileArguments() {}

  /** What has to be there. */
  enum Kind {
    /** A file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A file or a directory. */
    ANY,
    /** A file, if the argument looks like one: {@code @file} or {@code name.bicepparam}. */
    PARAMETERS,
    /** A file, seen from Terraform's directory. */
    VARIABLES
  }

  /**
   * An argument that names a file.
   *
   * @param word the argument
   * @param kind what has to be there
   * @param isCertain whether it can be nothing else; otherwise it has to look like a path
   */
  record Named(ShellWord word, Kind kind, boolean isCertain) {}

  private record Line(List<String> command, Set<String> options, String position, Kind kind) {}

  /**
   * The arguments of a command that name files.
   *
   * @param words the command's words
   */
  static List<Named> in(List<ShellWord> words) {
    List<Named> named = new ArrayList<>();
    if (!words.isEmpty()) {
      boolean isElsewhere =
          words.size() > 2
              && words.get(0).literal().equals("terraform")
              && words.get(1).start().startsWith("-chdir=");
      if (isElsewhere) {
        List<ShellWord> without = new ArrayList<>(words);
        without.remove(1);
        TABLE.getOrDefault("terraform", List.of()).stream()
            .filter(line -> line.command().size() > 1)
            .filter(line -> fits(line, without))
            .forEach(line -> positions(line, without, named));
      }
      in(TABLE.getOrDefault(words.get(0).literal(), List.of()), words, named);
      in(TABLE.getOrDefault("*", List.of()), words, named);
    }
    return named;
  }

  private static void in(List<Line> lines, List<ShellWord> words, List<Named> named) {
    for (Line line : lines) {
      if (fits(line, words)) {
        if (line.position().isEmpty()) {
          options(line, words, named);
        } else {
          positions(line, words, named);
        }
      }
    }
  }

  private static boolean fits(Line line, List<ShellWord> words) {
    List<String> command = line.command();
    if (words.size() <= command.size()) {
      return false;
    }
    for (int i = 0; i < command.size(); i++) {
      if (!command.get(i).equals("*") && !command.get(i).equals(words.get(i).literal())) {
        return false;
      }
    }
    return true;
  }

  private static void options(Line line, List<ShellWord> words, List<Named> named) {
    for (int i = line.command().size(); i < words.size(); i++) {
      ShellWord word = words.get(i);
      String start = word.start();
      int equals = start.indexOf('=');
      if (line.options().contains(word.literal())) {
        if (i + 1 < words.size()) {
          named.add(new Named(words.get(i + 1), line.kind(), true));
        }
      } else if (equals > 0 && line.options().contains(start.substring(0, equals))) {
        named.add(new Named(word.behind(equals + 1), line.kind(), true));
      }
    }
  }

  private static void positions(Line line, List<ShellWord> words, List<Named> named) {
    if (line.position().equals("#last")) {
      last(line, words, named);
      return;
    }
    if (line.position().equals("#rest") || line.position().equals("#most")) {
      plain(line, words, named);
      return;
    }
    boolean isEvery = line.position().equals("#*");
    for (ShellWord word : words.subList(line.command().size(), words.size())) {
      String start = word.start();
      boolean isOption = start.startsWith("-") || start.startsWith("+");
      if (isOption && !isEvery && !start.matches("-[uBEOsexv]+")) {
        // Such as -c CODE, -m MODULE, -o OPTION: what follows is no file.
        return;
      }
      if (!isOption) {
        named.add(new Named(word, line.kind(), !isEvery));
        if (!isEvery) {
          return;
        }
      }
    }
  }

  /** The last word, where it is no value of an option. */
  private static void last(Line line, List<ShellWord> words, List<Named> named) {
    int at = words.size() - 1;
    ShellWord before = words.get(at - 1);
    boolean isValue =
        before.start().startsWith("-")
            && before.start().indexOf('=') < 0
            && !SWITCHES.contains(before.literal());
    boolean isBehind = at >= line.command().size();
    if (isBehind && !isValue && !words.get(at).start().startsWith("-")) {
      named.add(new Named(words.get(at), line.kind(), true));
    }
  }

  /** All words but the first, or but the last, of those that are no options. */
  private static void plain(Line line, List<ShellWord> words, List<Named> named) {
    List<ShellWord> plain = new ArrayList<>();
    for (ShellWord word : words.subList(line.command().size(), words.size())) {
      if (!word.start().startsWith("-")) {
        plain.add(word);
      }
    }
    boolean isRest = line.position().equals("#rest");
    int size = plain.size();
    for (ShellWord word :
        size < 2 ? List.<ShellWord>of() : plain.subList(isRest ? 1 : 0, isRest ? size : size - 1)) {
      named.add(new Named(word, line.kind(), false));
    }
  }

  private static Map<String, List<Line>> read() {
    Map<String, List<Line>> table = new HashMap<>();
    for (String written : DataFile.lines(FileArguments.class, "file-arguments.txt")) {
      Line line = line(written);
      table.computeIfAbsent(line.command().get(0), any -> new ArrayList<>()).add(line);
    }
    return table;
  }

  private static Line line(String text) {
    String[] columns = text.split("\\|", -1);
    List<String> arguments = Arrays.asList(columns[1].strip().split(" +", -1));
    boolean isPosition = arguments.get(0).startsWith("#");
    return new Line(
        Arrays.asList(columns[0].strip().split(" +", -1)),
        isPosition ? Set.of() : Set.copyOf(arguments),
        isPosition ? arguments.get(0) : "",
        Kind.valueOf(columns[2].strip().toUpperCase(Locale.ROOT)));
  }
}
