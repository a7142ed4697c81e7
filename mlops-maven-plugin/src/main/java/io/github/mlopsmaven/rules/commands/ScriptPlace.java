package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.documents.IgnoredPaths;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a script is while its commands are gone through: the current directory, as far as it is
 * known, and what was made so far.
 */
final class ScriptPlace {

  /** What builds and downloads leave. */
  private static final Pattern MADE_FOLDER =
      Pattern.compile(
          "(?i)_?(?:build|dist|out|outputs?|tmp|temp|artifacts?|target|node_modules|\\.?venv|env|site|public|drop|work|workspace|repo|src|source|app|coverage|reports?|logs?|models?|data|bin|cache)");

  /** A path of which nobody knows anything. */
  private static final Pattern ANYWHERE = Pattern.compile("[\uE000./]*");

  private final ScriptCheck check;
  private final JobScript script;
  private final ShellScript shell;
  private final Map<String, String> variables;
  private final JobFiles made;
  private final Set<String> given = new HashSet<>();
  private final Map<Integer, Optional<String>> directories = new HashMap<>();
  private final Map<Integer, Optional<String>> ways = new HashMap<>();
  private Optional<String> directory;

  /** Where the script has gone from where it started, while nobody knows where that is. */
  private Optional<String> gone = Optional.of("");

  private int depth;
  private @Nullable Boolean brings;

  /**
   * Begins where the script begins.
   *
   * @param variables names to values, as far as they are known
   */
  ScriptPlace(
      ScriptCheck check, JobScript script, ShellScript shell, Map<String, String> variables) {
    this.check = check;
    this.script = script;
    this.made = script.files();
    this.shell = shell;
    this.variables = Map.copyOf(variables);
    this.directory = script.directory();
  }

  ScriptCheck check() {
    return check;
  }

  JobScript script() {
    return script;
  }

  /** The files that the script finds. */
  WorkTree tree() {
    return script.tree();
  }

  Map<String, String> variables() {
    return variables;
  }

  /** The variables that the script reads and does not set itself. */
  Set<String> read() {
    Set<String> read = new HashSet<>(shell.syntax().read().keySet());
    read.removeAll(shell.syntax().set());
    return read;
  }

  /** The values of a word; none if they are not known. */
  List<String> values(ShellWord word) {
    return word.values(variables);
  }

  /** The current directory, if it is known. */
  Optional<String> directory() {
    return directory;
  }

  /** The command line is at this depth of subshells: the end of one is a way back. */
  void at(int subshells) {
    if (subshells > depth) {
      directories.put(depth, directory);
      ways.put(depth, gone);
    } else if (subshells < depth) {
      directory = directories.getOrDefault(subshells, script.directory());
      gone = ways.getOrDefault(subshells, Optional.of(""));
    }
    depth = subshells;
  }

  /** The script begins again, with what it made. */
  void restart() {
    directory = script.directory();
  }

  /** {@code cd} or {@code pushd}. */
  void change(List<ShellWord> words) {
    List<String> values = words.size() == 2 ? words.get(1).values(variables) : List.<String>of();
    values.forEach(value -> entered(value, words.get(1)));
    boolean isRelative =
        values.size() == 1 && !values.get(0).startsWith("/") && !values.get(0).startsWith("~");
    gone =
        isRelative && !values.get(0).startsWith(ShellWord.ROOT)
            ? gone.map(way -> way + "/" + values.get(0))
            : Optional.empty();
    directory = values.size() == 1 ? resolve(values.get(0)) : Optional.empty();
  }

  /** A folder that is nowhere: in a folder of the project, or nearly one of its folders. */
  private void entered(String value, ShellWord word) {
    Optional<String> path = PathText.isPath(value) ? resolve(value) : Optional.empty();
    boolean isMissing =
        path.isPresent()
            && !path.get().isEmpty()
            && !script.tree().mayHaveDirectory(path.get())
            && !made.has(path.get())
            && !made.has(value)
            && !bringsFiles()
            && !isBesideItsPipelines(List.of(path.get()), FileArguments.Kind.DIRECTORY);
    Optional<String> near =
        isMissing ? script.tree().nearestDirectory(path.get()) : Optional.empty();
    if (isMissing && near.isEmpty() && isNowhere(value, path.get())) {
      add(
          CommandCheck.MISSING_DIRECTORY,
          PathText.display(value),
          word.index(),
          "directory '" + path.get() + "' not found",
          "add it, or correct the path");
    }
    if (near.isPresent()) {
      add(
          CommandCheck.MISSING_DIRECTORY,
          PathText.display(value),
          word.index(),
          "directory '" + path.get() + "' not found",
          "did you mean " + near.get() + "?");
    }
  }

  /**
   * Whether nothing makes a folder: it lies in a folder of the project, and no other file speaks of
   * it.
   */
  private boolean isNowhere(String value, String path) {
    String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean isInside =
        parent.isEmpty() ? !value.startsWith("..") : script.tree().mayHaveDirectory(parent);
    boolean isMade =
        Stream.of(path.split("/", -1))
                .skip(parent.isEmpty() ? 0 : 1)
                .anyMatch(one -> MADE_FOLDER.matcher(one).matches())
            || script.tree().isForOthers()
            || script.isOfDocument()
            || IgnoredPaths.of(check.project()).has(path)
            || check.project().files().all().stream()
                .filter(file -> !file.path().equals(script.origin().file().path()))
                .anyMatch(
                    file ->
                        file.content().isText()
                            && file.text().contains(parent.isEmpty() ? name : path));
    boolean isNamed =
        script
            .origin()
            .file()
            .text()
            .lines()
            .anyMatch(line -> line.contains(value) && !line.matches(".*\\b(?:cd|pushd)\\s.*"));
    return isInside && !isMade && !isNamed && !script.origin().isCall();
  }

  /** The path in the project that a value names from here. */
  Optional<String> resolve(String value) {
    if (value.startsWith(ShellWord.ROOT)) {
      return FileSet.resolve("", value.substring(1));
    }
    boolean isElsewhere = value.startsWith("/") || value.startsWith("~");
    return isElsewhere ? Optional.empty() : directory.flatMap(at -> FileSet.resolve(at, value));
  }

  /** What a word names exists from now on. */
  void remember(ShellWord word) {
    List<String> values = values(word);
    values.forEach(this::remember);
    boolean isOfRunner =
        word.pieces().size() == 1
            && word.pieces().get(0) instanceof ShellWord.Piece.Variable variable
            && variable.name().startsWith("GITHUB_");
    if (values.isEmpty() && !isOfRunner) {
      String pattern = word.pattern(variables);
      if (ANYWHERE.matcher(pattern).matches()) {
        made.opens();
      } else {
        remember(pattern);
      }
    }
  }

  /** A path exists from now on. */
  void remember(String value) {
    String path = MadePaths.local(value);
    resolve(path).ifPresent(made::add);
    made.add(path);
  }

  /** Whether a command is a function of the script, or of a script that it may read into itself. */
  private boolean isFunction(String name) {
    return shell.syntax().functions().contains(name)
        || (!shell.syntax().sourced().isEmpty()
            && check.project().files().of(FileKind.SHELL).stream()
                .anyMatch(
                    file -> ShellScript.of(file.content()).syntax().functions().contains(name)));
  }

  /** What a command makes without naming it. */
  void results(List<ShellWord> words) {
    CommandResults results = CommandResults.of(words, this::isFunction);
    results.paths().forEach(this::remember);
    if (results.isOpen()) {
      made.opens();
    }
    if (results.isCode()) {
      made.runsCode();
    }
  }

  /** Whether a file with such a name was made in a directory. */
  boolean hasMadeIn(String directory, Pattern name) {
    String start = directory.isEmpty() ? "" : directory + "/";
    return made.made().stream()
        .anyMatch(
            path ->
                path.equals(directory)
                    || (path.startsWith(start)
                        && name.matcher(path.substring(start.length())).matches()));
  }

  /** A word with {@link ShellWord#UNKNOWN} for what nobody knows. */
  String pattern(ShellWord word) {
    return word.pattern(variables);
  }

  /** The path that a value names from a directory. */
  Optional<String> resolveFrom(String from, String value) {
    return value.startsWith(ShellWord.ROOT)
        ? FileSet.resolve("", value.substring(1))
        : FileSet.resolve(from, value);
  }

  /** Whether something ran before that may have made any file. */
  boolean isOpen() {
    return made.isOpen() || bringsFiles();
  }

  /** What the job has made. */
  JobFiles made() {
    return made;
  }

  /** Whether a file of the project can be run although its mode does not say so. */
  boolean canRun(String path) {
    return made.canRun(path);
  }

  /** Whether the script made a path itself. */
  boolean isMade(String path) {
    return made.mayHave(path);
  }

  /** A program is given a word: it may make a directory of that name. */
  void give(ShellWord word) {
    values(word).forEach(value -> resolve(value).ifPresent(given::add));
  }

  /** Whether a program before may have made what is missing. */
  boolean mayBeMade(String path, FileArguments.Kind kind) {
    return kind == FileArguments.Kind.DIRECTORY && given.contains(path);
  }

  /** Whether git ignores a path, so that whoever uses the project has to make it. */
  boolean isIgnored(String path) {
    return IgnoredPaths.of(check.project()).has(path);
  }

  /**
   * Why a path that the script reads is certainly not there.
   *
   * @param path from the root
   * @param written how the script writes it
   * @return what to do
   */
  Optional<String> absent(String path, String written) {
    return new Absence(check.project(), tree(), made, script.origin().file(), List.of(written))
        .remedy(path);
  }

  /** Where a value may lead from here, each as a path in the project. */
  List<String> candidates(String value, Optional<String> from) {
    List<String> candidates = new ArrayList<>();
    if (value.startsWith(ShellWord.ROOT)) {
      FileSet.resolve("", value.substring(1)).ifPresent(candidates::add);
    } else if (from.isPresent()) {
      FileSet.resolve(from.get(), value).ifPresent(candidates::add);
    } else if (script.home().isPresent() && gone.isPresent()) {
      String way = gone.get() + "/" + value;
      FileSet.resolve("", way).ifPresent(candidates::add);
      FileSet.resolve(script.home().get(), way).ifPresent(candidates::add);
    }
    return candidates;
  }

  /** A folder with pipelines of its own is the root of a repository of its own. */
  boolean isBesideItsPipelines(List<String> candidates, FileArguments.Kind kind) {
    String file = script.origin().file().path();
    return candidates.stream()
        .anyMatch(
            path ->
                tree().isOfOthers(file, path)
                    || tree().ownRoots(file).stream()
                        .flatMap(root -> FileSet.resolve(root, path).stream())
                        .anyMatch(one -> exists(one, kind)));
  }

  /** Whether the script may put files where nobody can tell. */
  boolean bringsFiles() {
    Boolean known = brings;
    if (known == null) {
      known = shell.commands().stream().anyMatch(CommandResults::mayBringFiles);
      brings = known;
    }
    return known;
  }

  /** Whether a path is there as what it is named for. */
  boolean exists(String path, FileArguments.Kind kind) {
    return switch (kind) {
      case FILE, PARAMETERS, VARIABLES -> script.tree().mayHaveFile(path);
      case DIRECTORY -> script.tree().mayHaveDirectory(path);
      case ANY -> script.tree().mayHave(path);
    };
  }

  /** The directory of a Terraform command. */
  Optional<String> terraformDirectory(List<ShellWord> words) {
    for (ShellWord word : words) {
      if (word.start().startsWith("-chdir=")) {
        List<String> values = word.behind("-chdir=".length()).values(variables);
        return values.size() == 1 ? resolve(values.get(0)) : Optional.empty();
      }
    }
    return directory;
  }

  /** Reports a finding; in a document each is of one rule. */
  void add(Rule rule, String part, int index, String problem, String remedy) {
    Origin.Place place = script.origin().place(part, index);
    Rule broken = script.isOfDocument() ? CommandCheck.DOCUMENT : rule;
    check.findings().add(broken, place.path(), place.position(), problem, remedy);
  }
}
