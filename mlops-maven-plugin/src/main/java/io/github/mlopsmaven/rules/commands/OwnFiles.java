package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What programs read in the current directory without being told: it has to be there. */
final class OwnFiles {

  private static final Pattern TERRAFORM = Pattern.compile("[^/]+\\.tf(?:\\.json)?");

  private static final Pattern PACKAGE = Pattern.compile("pyproject\\.toml|setup\\.py|setup\\.cfg");

  /** Beginnings of commands, by words, to the files of which they need one. */
  private static final Map<String, Pattern> NEEDED =
      Map.ofEntries(
          Map.entry("terraform init", TERRAFORM),
          Map.entry("terraform validate", TERRAFORM),
          Map.entry("terraform plan", TERRAFORM),
          Map.entry("terraform apply", TERRAFORM),
          Map.entry("python -m build", PACKAGE),
          Map.entry("poetry install", Pattern.compile("pyproject\\.toml")),
          Map.entry("poetry build", Pattern.compile("pyproject\\.toml")),
          Map.entry("npm ci", Pattern.compile("package\\.json")),
          Map.entry("npm run", Pattern.compile("package\\.json")),
          Map.entry("npm test", Pattern.compile("package\\.json")),
          Map.entry("pip install .", PACKAGE),
          Map.entry("pip install -e .", PACKAGE),
          Map.entry("python -m pip install .", PACKAGE),
          Map.entry("python -m pip install -e .", PACKAGE),
          Map.entry("docker build .", Pattern.compile("Dockerfile")),
          Map.entry("dvc repro", Pattern.compile("dvc\\.yaml|dvc\\.yml")),
          Map.entry("mkdocs build", Pattern.compile("mkdocs\\.ya?ml")),
          Map.entry("nox", Pattern.compile("noxfile\\.py")));

  /** Options with which a program reads something else. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "-f|--file.*|-C.*|--directory.*|--prefix.*|-s|--session.*|--project.*|--help|-h|--version");

  private OwnFiles() {}

  /**
   * Looks at a command.
   *
   * @param words its words
   * @param place where the script is
   */
  static void check(List<ShellWord> words, ScriptPlace place) {
    if (place.script().isOfDocument() || place.isOpen()) {
      return;
    }
    String command = command(words);
    Pattern needed = NEEDED.get(command);
    Optional<String> directory =
        command.startsWith("terraform") ? place.terraformDirectory(words) : place.directory();
    boolean isElsewhere =
        words.stream().skip(1).anyMatch(word -> ELSEWHERE.matcher(word.start()).matches());
    if (needed == null
        || isElsewhere
        || directory.isEmpty()
        || !place.tree().mayHaveDirectory(directory.get())
        || place.tree().isForOthers()
        || place.tree().mayHaveIn(directory.get(), needed)
        || place.hasMadeIn(directory.get(), needed)) {
      return;
    }
    Set<String> others = new TreeSet<>(place.tree().directoriesWith(needed));
    String where = directory.get().isEmpty() ? "the root directory" : "'" + directory.get() + "'";
    place.add(
        CommandCheck.MISSING_FILE,
        words.get(0).literal(),
        words.get(0).index(),
        "'" + command + "' finds nothing to read in " + where,
        others.isEmpty()
            ? "run it in the directory that it is for"
            : "run it in "
                + String.join(" or ", others.stream().limit(3).map(OwnFiles::shown).toList()));
  }

  /** Whether a word follows that is no option and no value of one. */
  private static boolean hasMore(List<ShellWord> words, String found) {
    for (int i = found.split(" ", -1).length; i < words.size(); i++) {
      String before = words.get(i - 1).start();
      boolean isValue = before.startsWith("-") && before.indexOf('=') < 0 && !before.equals("-m");
      if (!words.get(i).start().startsWith("-") && !isValue) {
        return true;
      }
    }
    return false;
  }

  private static String shown(String directory) {
    return directory.isEmpty() ? "the root directory" : directory;
  }

  /** The longest beginning of a command that is in the table, without options of Terraform. */
  private static String command(List<ShellWord> words) {
    StringBuilder command = new StringBuilder();
    String found = "";
    int taken = 0;
    for (ShellWord word : words) {
      String text =
          word.literal().replaceFirst("^(pip|python)3$", "$1").replaceFirst("^\\.\\[.*]$", ".");
      boolean isOption =
          taken > 0 && text.startsWith("-") && !text.equals("-m") && !text.equals("-e");
      if (isOption && (text.startsWith("-chdir=") || text.indexOf('=') > 0)) {
        continue;
      }
      command.append(taken++ == 0 ? "" : " ").append(text);
      if (NEEDED.containsKey(command.toString())) {
        found = command.toString();
      }
      if (taken > 6) {
        break;
      }
    }
    // Behind these, a directory may follow.
    boolean mayFollow = found.equals("python -m build") || found.equals("docker build .");
    return mayFollow && hasMore(words, found) ? "" : found;
  }
}
