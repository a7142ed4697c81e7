package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The files that the commands of a script name: whether they are there. */
final class ScriptFiles {

  /** A path to a file in a folder. */
  private static final Pattern NEIGHBOR =
      Pattern.compile("(?:\u0001/?)?(?:\\.{0,2}/)*(?:[\\w-]+/)+[\\w.-]+\\.[A-Za-z]\\w*");

  /** A name in a document that stands for one of the reader's own. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?i)path/to|(?:^|/)activate$|(?<![a-z])(?:your|my|some|example|sample|foo|x{3})(?![a-z])");

  private static final Pattern FILE_NAME = Pattern.compile("[\\w-][\\w.-]*\\.[A-Za-z]\\w{0,9}");

  /** What a name has beside what nobody knows. */
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z]{3,}");

  private static final Pattern DRAWN = Pattern.compile("^\\s*(?:[│|]\\s*)*(?:├|└|[|`+]-)");

  /** What a virtual environment is entered with; Python makes it. */
  private static final Pattern ACTIVATE =
      Pattern.compile("(?:^|/)(?:bin|Scripts)/activate(?:\\.\\w+)?$");

  /** The name of a module that is known as a whole. */
  private static final Pattern MODULE = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*){1,50}");

  /** Packages of others with modules that are run by name. */
  private static final Set<String> RUNNERS =
      Set.of("torch", "accelerate", "deepspeed", "horovod", "azureml", "mlflow", "jupyter");

  /** A value of a variable that can only be a file of the project. */
  private static final Pattern FILE =
      Pattern.compile("(?:[\\w-]+/)+[\\w.-]+\\.(?:ya?ml|json|py|sh|csv)");

  /** Options of what takes files that have no value. */
  private static final Pattern SWITCH =
      Pattern.compile(
          "-[vqsxlr][\\w]*|--(?:verbose|quiet|exitfirst|lf|ff|check|diff|fix|strict|no-[a-z-]+)");

  /** A test, which may name missing files on purpose. */
  private static final Pattern TEST = Pattern.compile("(?:^|/)(?:tests?|specs?)/");

  private final ScriptPlace place;

  ScriptFiles(ScriptPlace place) {
    this.place = place;
  }

  /** Looks at the words of a command. */
  void check(List<ShellWord> words) {
    named(words);
    slips(words);
    module(words);
    program(words);
  }

  /** Looks at a value that a variable gets. */
  void assigned(ShellWord word) {
    List<String> values = place.values(word);
    for (String value : values) {
      if (FILE.matcher(value).matches()
          && !TEST.matcher(place.script().origin().file().path()).find()) {
        report(value, word.index(), FileArguments.Kind.FILE, place.directory(), false);
      }
    }
    if (values.isEmpty()
        && FILE.matcher(place.pattern(word).replace(ShellWord.UNKNOWN, 'x')).matches()) {
      unknown(word, FileArguments.Kind.FILE, place.directory());
    }
  }

  void named(List<ShellWord> words) {
    for (FileArguments.Named named : FileArguments.in(words)) {
      List<String> values = place.values(named.word());
      for (String value : values) {
        argument(value, named, words);
      }
      if (values.isEmpty() && named.isCertain()) {
        boolean isOfTerraform = named.kind() == FileArguments.Kind.VARIABLES;
        unknown(
            named.word(),
            named.kind(),
            isOfTerraform ? place.terraformDirectory(words) : place.directory());
      }
    }
  }

  /** A name that is put together when the script runs: some file has to fit. */
  private void unknown(ShellWord word, FileArguments.Kind kind, Optional<String> from) {
    String pattern = place.pattern(word);
    String plain = pattern.startsWith("@") ? pattern.substring(1) : pattern;
    boolean isPath =
        PathText.isPath(plain)
            && LITERAL.matcher(plain).find()
            && plain.charAt(0) != ShellWord.UNKNOWN
            && (kind != FileArguments.Kind.PARAMETERS
                || pattern.startsWith("@")
                || plain.endsWith(".bicepparam"));
    Optional<String> path =
        from.filter(any -> isPath && !place.script().isOfDocument())
            .flatMap(at -> place.resolveFrom(at, plain));
    boolean isThere =
        path.isEmpty()
            || place.tree().mayMatch(path.get())
            || place.tree().mayMatch(path.get() + "." + ShellWord.UNKNOWN)
            || place.isMade(path.get())
            || place.isOpen()
            || place.isIgnored(path.get())
            || place.isBesideItsPipelines(List.of(path.get()), kind);
    if (!isThere) {
      String shown = path.get().replace(ShellWord.UNKNOWN, '*');
      place.add(
          CommandCheck.MISSING_FILE,
          plain.substring(0, plain.indexOf(ShellWord.UNKNOWN)),
          word.index(),
          "no file is called '" + shown + "', whatever the variable in its name is",
          "add it, or correct the path");
    }
  }

  /** A path that no table knows is wrong if a file beside it is called nearly the same. */
  private void slips(List<ShellWord> words) {
    for (ShellWord word : words.subList(1, words.size())) {
      for (String value : place.values(word)) {
        Optional<String> path =
            Optional.of(value)
                .filter(text -> NEIGHBOR.matcher(text).matches() && !place.isMade(text))
                .flatMap(place::resolve)
                .filter(full -> !place.tree().mayHave(full) && !place.isMade(full))
                .filter(full -> !place.isBesideItsPipelines(List.of(full), FileArguments.Kind.ANY));
        path.flatMap(place.tree()::nearest)
            .filter(near -> !place.tree().isOfUser(path.get()))
            .ifPresent(
                near ->
                    place.add(
                        CommandCheck.MISSING_FILE,
                        PathText.display(value),
                        word.index(),
                        "file '" + path.get() + "' not found",
                        "did you mean " + near + "?"));
      }
    }
  }

  /** {@code python -m package.module}, where the package is the project's. */
  private void module(List<ShellWord> words) {
    boolean isPython = Set.of("python", "python3").contains(words.get(0).literal());
    for (int i = 1; isPython && i + 1 < words.size(); i++) {
      String name = words.get(i + 1).literal();
      if (words.get(i).literal().equals("-m")
          && name.indexOf('.') > 0
          && place.directory().isPresent()) {
        String path = name.replace('.', '/');
        Optional<String> full = FileSet.resolve(place.directory().get(), path);
        Optional<String> start = FileSet.resolve(place.directory().get(), PathText.first(path));
        boolean isOwn = start.isPresent() && place.tree().mayHaveDirectory(start.get());
        boolean isThere =
            full.isPresent()
                && (place.tree().mayHaveFile(full.get() + ".py")
                    || place.tree().mayHaveDirectory(full.get()));
        boolean isSent =
            place.script().isPackaged()
                && place.script().origin().file().kind() == FileKind.AZURE_ML;
        boolean isWhole = MODULE.matcher(name).matches();
        if (!isThere && isWhole && (isOwn || isSent) && !RUNNERS.contains(PathText.first(path))) {
          place.add(
              CommandCheck.MISSING_FILE,
              name,
              words.get(i + 1).index(),
              "no module '" + name + "' in '" + place.directory().get() + "'",
              "add it, or correct its name");
        }
        return;
      }
    }
  }

  private void argument(String value, FileArguments.Named named, List<ShellWord> words) {
    FileArguments.Kind kind = named.kind();
    String path = value;
    if (kind == FileArguments.Kind.PARAMETERS) {
      boolean isFile = value.startsWith("@") || value.endsWith(".bicepparam");
      if (!isFile) {
        return;
      }
      path = value.startsWith("@") ? value.substring(1) : value;
    }
    boolean looksLikePath = named.isCertain() || path.indexOf('/') > 0;
    if (ACTIVATE.matcher(path).find()) {
      return;
    }
    // Without a slash, the shell looks for it among the programs first.
    boolean isSourced = Set.of("source", ".").contains(words.get(0).literal());
    looksLikePath &= !isSourced || path.indexOf('/') >= 0;
    if (!looksLikePath
        && PathText.isPath(path)
        && path.length() > 3
        && !isValue(named.word(), words)) {
      // A plain word that is a slip away from a folder is meant as the folder.
      place
          .resolve(path)
          .filter(full -> !place.tree().mayHave(full) && !place.isMade(full))
          .flatMap(full -> place.tree().nearestDirectory(full))
          .ifPresent(
              near ->
                  place.add(
                      CommandCheck.MISSING_FILE,
                      PathText.display(value),
                      named.word().index(),
                      "'" + PathText.display(value) + "' not found",
                      "did you mean " + near + "?"));
    }
    // A plain word that ends as files do may be one that is made.
    boolean isName = !looksLikePath && FILE_NAME.matcher(path).matches();
    if ((looksLikePath || isName) && PathText.isPath(path)) {
      Optional<String> from =
          kind == FileArguments.Kind.VARIABLES
              ? place.terraformDirectory(words)
              : place.directory();
      report(path, named.word().index(), kind, from, named.isCertain());
    }
  }

  /** Whether a word may be the value of the option before it, such as that of {@code -k}. */
  private static boolean isValue(ShellWord word, List<ShellWord> words) {
    int at = words.indexOf(word);
    String before = at > 0 ? words.get(at - 1).start() : "";
    return before.startsWith("-") && before.indexOf('=') < 0 && !SWITCH.matcher(before).matches();
  }

  /** A script that is run by its own name. */
  private void program(List<ShellWord> words) {
    for (String value : place.values(words.get(0))) {
      if (value.indexOf('/') >= 0 && PathText.isPath(value) && !value.contains("=")) {
        report(value, words.get(0).index(), FileArguments.Kind.FILE, place.directory(), false);
        mode(value, words.get(0).index());
      }
    }
  }

  /** What Linux runs by its path has to have the permission for it. */
  private void mode(String value, int index) {
    Optional<SourceFile> file =
        place.script().isOfDocument() || place.script().isSent()
            ? Optional.empty()
            : place.candidates(value, place.directory()).stream()
                .filter(path -> !place.isMade(path) && !place.canRun(path))
                .flatMap(path -> place.tree().file(path).stream())
                .findFirst();
    if (file.filter(SourceFile::cannotBeRun).isPresent()) {
      place.add(
          CommandCheck.NOT_EXECUTABLE,
          PathText.display(value),
          index,
          file.get().path() + " has no execute permission",
          "run `git update-index --chmod=+x " + file.get().path() + "`, or call it with its shell");
    }
  }

  /**
   * Reports a path that is missing, unless there is doubt: a path that was made by the script, or
   * one whose first directory is unknown and that need not be a file of the project.
   */
  private void report(
      String value, int index, FileArguments.Kind kind, Optional<String> from, boolean isCertain) {
    if (from.isPresent() && !place.tree().mayHaveDirectory(from.get())) {
      // A finding of its own; from there on everything is missing.
      return;
    }
    List<String> candidates = place.candidates(value, from);
    boolean isFound =
        candidates.isEmpty()
            || (place.script().isOfDocument() && isExample(value))
            || candidates.stream()
                .anyMatch(path -> path.isEmpty() || place.exists(path, kind) || isNotebook(path))
            || place.isBesideItsPipelines(candidates, kind);
    // Who uses the project makes what git ignores, from an example that lies beside it.
    boolean isOfUser =
        candidates.stream()
            .anyMatch(
                path ->
                    place.tree().isOfUser(path)
                        || place.mayBeMade(path, kind)
                        || place.isIgnored(path));
    if (isFound || isOfUser || place.isMade(value) || candidates.stream().anyMatch(place::isMade)) {
      return;
    }
    String path = candidates.get(0);
    boolean isAnchored =
        place.tree().mayHaveDirectory(PathText.first(path)) && path.indexOf('/') > 0;
    boolean isInNewPlace = place.bringsFiles();
    boolean isDirectory = kind == FileArguments.Kind.DIRECTORY;
    if (!isAnchored && (!isCertain || isInNewPlace) && from.isPresent()) {
      place
          .absent(path, value)
          .ifPresent(
              remedy ->
                  place.add(
                      CommandCheck.MISSING_FILE,
                      PathText.display(value),
                      index,
                      "'" + path + "' is neither in the project nor made before",
                      remedy));
    } else if (isAnchored || (isCertain && from.isPresent() && !isInNewPlace)) {
      place.add(
          isDirectory ? CommandCheck.MISSING_DIRECTORY : CommandCheck.MISSING_FILE,
          PathText.display(value),
          index,
          (isDirectory ? "directory" : "file") + " '" + path + "' not found",
          "add it, or correct the path");
    }
  }

  /** Whether a document does not mean the project's file of that name, or some directory has it. */
  private boolean isExample(String value) {
    String name = value.substring(value.lastIndexOf('/') + 1);
    return EXAMPLE.matcher(value).find()
        || place.tree().mayHaveBelow(value)
        // The text tells the reader to write it.
        || place.script().origin().text().contains("`" + name + "`")
        || isDrawn(name);
  }

  /** Whether a document draws a tree of files that has a name: it tells of a project to be made. */
  private boolean isDrawn(String name) {
    return place
        .script()
        .origin()
        .text()
        .lines()
        .anyMatch(line -> DRAWN.matcher(line).find() && line.contains(name));
  }

  /** Whether a script is a notebook in the project, which another step makes a script of. */
  private boolean isNotebook(String path) {
    return path.endsWith(".py")
        && place.tree().hasFile(path.substring(0, path.length() - ".py".length()) + ".ipynb");
  }
}
