package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
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
    String value = word.literal();
    if (FILE.matcher(value).matches()
        && !TEST.matcher(place.script().origin().file().path()).find()) {
      report(value, word.index(), FileArguments.Kind.FILE, place.directory(), false);
    }
  }

  private void named(List<ShellWord> words) {
    for (FileArguments.Named named : FileArguments.in(words)) {
      for (String value : place.values(named.word())) {
        argument(value, named, words);
      }
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
    // Without a slash, the shell looks for it among the programs first.
    boolean isSourced = Set.of("source", ".").contains(words.get(0).literal());
    if ((isSourced && path.indexOf('/') < 0) || ACTIVATE.matcher(path).find()) {
      return;
    }
    if (!looksLikePath && PathText.isPath(path) && path.length() > 3) {
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
    if (looksLikePath && PathText.isPath(path)) {
      Optional<String> from =
          kind == FileArguments.Kind.VARIABLES
              ? place.terraformDirectory(words)
              : place.directory();
      report(path, named.word().index(), kind, from, named.isCertain());
    }
  }

  /** A script that is run by its own name. */
  private void program(List<ShellWord> words) {
    for (String value : place.values(words.get(0))) {
      if (value.indexOf('/') >= 0 && PathText.isPath(value) && !value.contains("=")) {
        report(value, words.get(0).index(), FileArguments.Kind.FILE, place.directory(), false);
      }
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
    if (isAnchored || (isCertain && from.isPresent() && !isInNewPlace)) {
      boolean isDirectory = kind == FileArguments.Kind.DIRECTORY;
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
