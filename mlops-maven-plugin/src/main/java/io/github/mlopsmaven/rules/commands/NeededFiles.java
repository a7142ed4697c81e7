package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of a project without which a command fails. */
public final class NeededFiles {

  private static final Set<String> STARTERS = Set.of("python", "python3", "bash", "sh", "pwsh");

  /** Commands whose words are made, not needed. */
  private static final Set<String> MAKERS = Set.of("mkdir", "touch", "tee", "rm", "echo", "printf");

  /** Programs that read a file of this name in the current directory, with their commands. */
  private static final Map<String, String> OWN_FILES =
      Map.ofEntries(
          Map.entry("make", "Makefile"),
          Map.entry("poetry install", "pyproject.toml"),
          Map.entry("poetry build", "pyproject.toml"),
          Map.entry("uv sync", "pyproject.toml"),
          Map.entry("pdm install", "pyproject.toml"),
          Map.entry("pipenv sync", "Pipfile"),
          Map.entry("npm ci", "package.json"),
          Map.entry("pre-commit run", ".pre-commit-config.yaml"),
          Map.entry("nox", "noxfile.py"),
          Map.entry("tox", "tox.ini"));

  private NeededFiles() {}

  /**
   * A file of the project that a command needs.
   *
   * @param command the command
   * @param files the project
   * @param directory where it runs, from the root
   * @param made what earlier commands have made; takes what this one makes
   * @return the path as it is written; empty where the command may do without
   */
  public static Optional<String> of(
      ShellCommand command, FileSet files, String directory, Set<String> made) {
    List<ShellWord> words = command.words();
    command.written().forEach(word -> made.add(word.literal()));
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String name = command.name();
    if (MAKERS.contains(name)) {
      words.forEach(word -> made.add(word.literal()));
      return Optional.empty();
    }
    List<String> candidates = new ArrayList<>();
    for (FileArguments.Named named : FileArguments.in(words)) {
      for (String value : named.word().values(Map.of())) {
        String path = value.startsWith("@") ? value.substring(1) : value;
        // Behind chmod, rm and the like, a plain word may be anything.
        if (named.isCertain() || path.indexOf('/') > 0 || path.indexOf('.') > 0) {
          candidates.add(path);
        }
      }
    }
    String first = words.get(0).literal();
    if (first.indexOf('/') > 0) {
      candidates.add(first);
    }
    if (STARTERS.contains(name) && words.size() > 1) {
      String script = words.get(1).literal();
      candidates.add(script.indexOf('.') > 0 || script.indexOf('/') > 0 ? script : "");
      if (script.equals("-m") && words.size() > 2) {
        candidates.add(words.get(2).literal().replace('.', '/') + ".py");
      }
    }
    own(name, words, candidates);
    return candidates.stream().filter(path -> isNeeded(path, files, directory, made)).findFirst();
  }

  /** What a program reads without being told. */
  private static void own(String name, List<ShellWord> words, List<String> candidates) {
    String second = words.size() > 1 ? words.get(1).literal() : "";
    boolean isNamed =
        words.stream()
            .map(ShellWord::start)
            .anyMatch(
                word -> word.startsWith("-f") || word.startsWith("-C") || word.startsWith("--"));
    String file = OWN_FILES.getOrDefault(name, OWN_FILES.getOrDefault(name + " " + second, ""));
    if (!isNamed && !file.isEmpty()) {
      candidates.add(file);
    }
    boolean isInstall =
        words.stream().anyMatch(word -> Set.of("pip", "pip3").contains(word.literal()))
            && words.stream().anyMatch(word -> word.literal().equals("install"));
    for (ShellWord word : isInstall ? words : List.<ShellWord>of()) {
      String path = word.literal().replaceFirst("\\[.*]$", "");
      if (path.equals(".") || path.startsWith("./")) {
        candidates.add(path + "/pyproject.toml");
        candidates.add(path + "/setup.py");
      }
    }
  }

  private static boolean isNeeded(String path, FileSet files, String directory, Set<String> made) {
    boolean isPlain =
        !path.isEmpty()
            && !path.startsWith("/")
            && !path.startsWith("~")
            && path.indexOf(ShellWord.UNKNOWN) < 0
            && path.indexOf(':') < 0;
    return isPlain
        && !made.contains(path)
        && FileSet.resolve(directory, path)
            .filter(full -> !full.isEmpty())
            .filter(full -> files.file(full).isPresent())
            .isPresent();
  }
}
