package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What commands make beside what their words name: the table {@code command-results.txt}.
 *
 * @param paths what it leaves in the current directory
 * @param isOpen whether it may make files of any name
 * @param isCode whether it runs code, which makes the files that it names
 */
record CommandResults(List<String> paths, boolean isOpen, boolean isCode) {

  private record Line(List<String> words, List<String> paths) {}

  /**
   * The table.
   *
   * @param lines by a word that a command has to have; by an empty one for lines with options only
   * @param programs programs that leave nothing but what their words name
   */
  private record Table(Map<String, List<Line>> lines, Set<String> programs) {

    /** The paths that commands with such words leave. */
    List<String> paths(List<String> words) {
      List<String> paths = new ArrayList<>();
      add(words, "", paths);
      for (String word : Set.copyOf(words)) {
        add(words, word, paths);
      }
      return paths;
    }

    private void add(List<String> words, String key, List<String> paths) {
      for (Line line : lines.getOrDefault(key, List.of())) {
        if (line.words().stream().allMatch(wanted -> has(words, wanted))) {
          paths.addAll(line.paths());
        }
      }
    }
  }

  /** Read when the first script of a run needs it. */
  private static final class Known {
    static final Table TABLE = read();
  }

  /** Programs that run what follows. */
  private static final Set<String> RUNNERS =
      Set.of("uv", "poetry", "pipenv", "pdm", "hatch", "rye", "conda", "mamba", "micromamba");

  /** Programs that run code of the project, or of a text of their own. */
  private static final Set<String> CODE =
      Set.of("python", "python3", "bash", "sh", "make", "source", ".", "pytest", "mlflow");

  /** Commands that bring files of any name, with the word behind the program. */
  private static final Set<String> BRINGING =
      Set.of(
          "git clone",
          "git pull",
          "git checkout",
          "git fetch",
          "git switch",
          "git merge",
          "git reset",
          "git restore",
          "git submodule",
          "git lfs",
          "git worktree",
          "git apply",
          "git stash",
          "gh repo",
          "gh run",
          "gh release",
          "gh pr",
          "docker cp",
          "docker run",
          "docker exec",
          "docker compose",
          "mlflow artifacts",
          "kubectl cp",
          "gcloud storage",
          "aws s3",
          "aws codeartifact",
          "helm pull");

  /** Options of curl that name a file. */
  private static final Pattern WRITING =
      Pattern.compile("--output.*|--remote-name.*|-[A-Za-z]*[oO].*");

  /** Copies the list. */
  CommandResults {
    paths = List.copyOf(paths);
  }

  /**
   * What a command makes.
   *
   * @param all its words
   * @param functions whether a name is a function of the script, whose commands are looked at by
   *     themselves
   */
  static CommandResults of(List<ShellWord> all, Predicate<String> functions) {
    boolean isRun =
        all.size() > 2
            && RUNNERS.contains(all.get(0).literal())
            && all.get(1).literal().equals("run");
    List<String> words = all.stream().skip(isRun ? 2 : 0).map(ShellWord::start).toList();
    String name = words.isEmpty() ? "" : words.get(0);
    List<String> paths = Known.TABLE.paths(words);
    String second = words.size() > 1 ? words.get(1) : "";
    boolean isDownload =
        BRINGING.contains(name + " " + second)
            || (name.equals("curl") && words.stream().anyMatch(CommandResults::isRemoteName))
            || (name.equals("az") && words.stream().anyMatch(word -> word.contains("download")))
            || (name.equals("find") && words.stream().anyMatch(word -> word.startsWith("-exec")))
            || name.equals("xargs")
            || (name.equals("make") && words.contains("-C"));
    boolean isPath = name.indexOf('/') >= 0;
    boolean isKnown = Known.TABLE.programs().contains(name) || isPath || functions.test(name);
    return new CommandResults(paths, !isKnown || isDownload, isPath || CODE.contains(name));
  }

  /** Whether a command brings files from elsewhere. */
  static boolean isBringing(List<ShellWord> words) {
    return words.size() > 1
        && BRINGING.contains(words.get(0).literal() + " " + words.get(1).literal());
  }

  /** Whether a command may put files where nobody can tell. */
  static boolean mayBringFiles(ShellCommand command) {
    return Set.of("wget", "tar", "unzip", "gh", "azcopy").contains(command.name())
        || (command.name().equals("curl") && writes(command))
        || (command.name().equals("git") && isBringing(command.words()))
        || command.words().stream().anyMatch(word -> word.literal().equals("download"));
  }

  /** Whether what is got from an address goes to a file. */
  private static boolean writes(ShellCommand command) {
    return !command.written().isEmpty()
        || command.words().stream()
            .map(ShellWord::start)
            .anyMatch(word -> WRITING.matcher(word).matches());
  }

  /** {@code -O}, alone or among other letters. */
  private static boolean isRemoteName(String word) {
    return word.equals("--remote-name")
        || (word.startsWith("-") && !word.startsWith("--") && word.indexOf('O') > 0);
  }

  private static boolean has(List<String> words, String wanted) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isIt =
          word.equals(wanted)
              || (wanted.startsWith("-") && word.startsWith(wanted))
              || (wanted.indexOf('=') > 0
                  && i + 1 < words.size()
                  && (word + "=" + words.get(i + 1)).startsWith(wanted));
      if (isIt) {
        return true;
      }
    }
    return false;
  }

  private static Table read() {
    Map<String, List<Line>> lines = new HashMap<>();
    Set<String> programs = new HashSet<>();
    for (String line : DataFile.lines(CommandResults.class, "command-results.txt")) {
      String[] columns = line.split("\\|", -1);
      List<String> words = Arrays.asList(columns[0].strip().split(" +", -1));
      if (columns.length > 1) {
        String key =
            words.stream()
                .filter(word -> !word.startsWith("-") && word.indexOf('=') < 0)
                .findFirst()
                .orElse("");
        lines
            .computeIfAbsent(key, any -> new ArrayList<>())
            .add(new Line(words, Arrays.asList(columns[1].strip().split(" +", -1))));
      } else {
        programs.addAll(words);
      }
    }
    return new Table(lines, programs);
  }
}
