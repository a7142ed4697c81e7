package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.make.Makefiles;
import io.github.mlopsmaven.rules.values.OwnRoot;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files that a job sees: the repositories that it has checked out, by directory. A repository
 * that nobody knows may have anything.
 *
 * @param mounts directory, from where the job's commands start, to what is in it
 * @param isForOthers whether a template runs there that only other projects include: beside files
 *     of those, with this repository in a folder whose name they choose
 */
record WorkTree(Map<String, Optional<FileSet>> mounts, boolean isForOthers) {

  private static final Pattern EXAMPLE =
      Pattern.compile("[._-](?:example|sample|template|dist)(?=[.]|$)");

  private static final Pattern UP = Pattern.compile("^(?:\\.\\.?/)+");

  private static final Pattern SLASHES = Pattern.compile("/*$");

  /** Nothing is known about any file. */
  static final WorkTree UNKNOWN = new WorkTree(Map.of("", Optional.empty()));

  WorkTree {
    mounts = Map.copyOf(mounts);
  }

  WorkTree(Map<String, Optional<FileSet>> mounts) {
    this(mounts, false);
  }

  static WorkTree of(FileSet files) {
    return new WorkTree(Map.of("", Optional.of(files)));
  }

  /** The same with one more repository; what was in the directory is hidden. */
  WorkTree with(String directory, Optional<FileSet> files) {
    Map<String, Optional<FileSet>> more = new TreeMap<>(mounts);
    more.put(directory, files);
    return new WorkTree(more, isForOthers);
  }

  /** The same, where a template may run that only other projects include. */
  WorkTree forOthers(boolean isIt) {
    return new WorkTree(mounts, isIt);
  }

  /** The file at a path, where the repositories that it may be in are all known. */
  Optional<SourceFile> file(String path) {
    List<SourceFile> found = new ArrayList<>();
    for (Map.Entry<String, Optional<FileSet>> mount : mounts.entrySet()) {
      Optional<String> rest = below(mount.getKey(), path);
      if (rest.isPresent() && mount.getValue().isEmpty()) {
        return Optional.empty();
      }
      rest.flatMap(at -> mount.getValue().flatMap(files -> files.file(at))).ifPresent(found::add);
    }
    return found.stream().findFirst();
  }

  /**
   * Whether there is a file, or may be one. Among files of others, only a path a slip away from a
   * file that is known is certainly wrong.
   */
  boolean mayHaveFile(String path) {
    if (!isForOthers || hasFile(path)) {
      return hasFile(path);
    }
    String rest = path.substring(path.indexOf('/') + 1);
    return hasFile(rest) || (nearest(path).isEmpty() && nearest(rest).isEmpty());
  }

  /** Whether a repository that is known has a file, or one that is not may have it. */
  boolean hasFile(String path) {
    return mounts.entrySet().stream()
        .anyMatch(
            mount ->
                below(mount.getKey(), path)
                    .map(
                        rest -> mount.getValue().map(files -> files.mayHaveFile(rest)).orElse(true))
                    .orElse(false));
  }

  /** Whether there is, or may be, something at a path that has unknown parts. */
  boolean mayMatch(String path) {
    if (isForOthers || !JobFiles.isWildcard(path)) {
      return isForOthers || mayHave(path);
    }
    for (Map.Entry<String, Optional<FileSet>> mount : mounts.entrySet()) {
      String start = mount.getKey().isEmpty() ? "" : mount.getKey() + "/";
      boolean isThere =
          mount
              .getValue()
              .map(
                  files ->
                      files.paths().stream().anyMatch(one -> JobFiles.mayCover(path, start + one)))
              .orElse(true);
      if (isThere) {
        return true;
      }
    }
    return false;
  }

  /** The file beside a path whose name is a slip away from it. */
  Optional<String> nearest(String path) {
    String directory = path.substring(0, path.lastIndexOf('/') + 1);
    String end = path.substring(Math.max(path.lastIndexOf('.'), directory.length()));
    return mounts.entrySet().stream()
        .filter(mount -> mount.getKey().isEmpty())
        .flatMap(mount -> mount.getValue().stream())
        .flatMap(files -> files.paths().stream())
        .filter(one -> one.startsWith(directory) && one.endsWith(end))
        .filter(one -> one.length() > directory.length() + end.length() + 2)
        .filter(one -> Suggestion.isSlip(one, path))
        .findFirst();
  }

  /** The directory beside a path whose name is a slip away from it. */
  Optional<String> nearestDirectory(String path) {
    String directory = path.substring(0, path.lastIndexOf('/') + 1);
    return mounts.entrySet().stream()
        .filter(mount -> mount.getKey().isEmpty())
        .flatMap(mount -> mount.getValue().stream())
        .flatMap(files -> files.paths().stream())
        .filter(one -> one.startsWith(directory) && one.indexOf('/', directory.length()) > 0)
        .map(one -> one.substring(0, one.indexOf('/', directory.length())))
        .distinct()
        .filter(one -> Suggestion.isSlip(one, path))
        .findFirst();
  }

  /** Whether a directory has, or may have, a file with such a name. */
  boolean mayHaveIn(String directory, Pattern name) {
    return mounts.entrySet().stream()
        .anyMatch(
            mount ->
                below(mount.getKey(), directory)
                    .map(
                        inside ->
                            mount.getValue().map(files -> isIn(files, inside, name)).orElse(true))
                    .orElse(false));
  }

  private static boolean isIn(FileSet files, String directory, Pattern name) {
    String start = directory.isEmpty() ? "" : directory + "/";
    return files.isInSubmodule(directory)
        || files.paths().stream()
            .anyMatch(
                path ->
                    path.startsWith(start)
                        && name.matcher(path.substring(start.length())).matches());
  }

  /** The directories that have a file with such a name, as far as they are known. */
  Set<String> directoriesWith(Pattern name) {
    Set<String> found = new TreeSet<>();
    for (Map.Entry<String, Optional<FileSet>> mount : mounts.entrySet()) {
      String start = mount.getKey().isEmpty() ? "" : mount.getKey() + "/";
      for (String path : mount.getValue().map(FileSet::paths).orElse(Set.of())) {
        if (name.matcher(path.substring(path.lastIndexOf('/') + 1)).matches()) {
          String at = start + path;
          found.add(at.substring(0, Math.max(0, at.lastIndexOf('/'))));
        }
      }
    }
    return found;
  }

  /** The shell scripts of a name, in the repositories that are known. */
  List<SourceFile> named(String name) {
    return mounts.values().stream()
        .flatMap(Optional::stream)
        .flatMap(files -> files.of(FileKind.SHELL).stream())
        .filter(file -> file.name().equals(name))
        .toList();
  }

  /** The makefile of a directory, where it is known. */
  Optional<Makefiles> makefiles(String directory) {
    return mounts.entrySet().stream()
        .flatMap(
            mount ->
                mount.getValue().stream()
                    .flatMap(
                        files ->
                            below(mount.getKey(), directory)
                                .flatMap(inside -> Makefiles.in(files, inside))
                                .stream()))
        .findFirst();
  }

  /** Whether there is a directory, or may be one. */
  boolean mayHaveDirectory(String path) {
    return isForOthers || hasDirectory(path);
  }

  private boolean hasDirectory(String path) {
    return mounts.entrySet().stream()
        .anyMatch(
            mount ->
                mount.getKey().startsWith(path.isEmpty() ? "" : path + "/")
                    || below(mount.getKey(), path)
                        .map(
                            rest ->
                                mount.getValue().map(files -> files.isDirectory(rest)).orElse(true))
                        .orElse(false));
  }

  boolean mayHave(String path) {
    return mayHaveFile(path) || hasDirectory(path);
  }

  /** Whether a file is made by whoever uses the project, from an example that lies beside it. */
  boolean isOfUser(String path) {
    String directory = path.substring(0, path.lastIndexOf('/') + 1);
    return mounts.values().stream()
        .flatMap(files -> files.stream())
        .flatMap(files -> files.paths().stream())
        .filter(one -> one.length() > path.length() && one.startsWith(directory))
        .filter(one -> one.indexOf('/', directory.length()) < 0)
        .map(one -> EXAMPLE.matcher(one))
        .anyMatch(example -> example.find() && example.replaceFirst("").equals(path));
  }

  /** The folders below the root that a file may be meant to be seen from. */
  Set<String> ownRoots(String path) {
    return mounts
        .getOrDefault("", Optional.empty())
        .map(files -> OwnRoot.candidates(files, path))
        .orElse(Set.of());
  }

  /** Whether a file is for a repository of others, which may have what it names. */
  boolean isOfOthers(String path, String named) {
    return mounts
        .getOrDefault("", Optional.empty())
        .filter(files -> OwnRoot.isOfOthers(files, path, named))
        .isPresent();
  }

  /** Whether some directory has a path, or may have it. */
  boolean mayHaveBelow(String path) {
    String end = "/" + UP.matcher(path).replaceFirst("");
    String below = SLASHES.matcher(end).replaceFirst("/");
    return mounts.values().stream()
        .anyMatch(
            files ->
                files
                    .map(
                        known -> known.paths().stream().anyMatch(one -> has("/" + one, end, below)))
                    .orElse(true));
  }

  private static boolean has(String path, String end, String below) {
    return path.endsWith(end) || path.contains(below);
  }

  private static Optional<String> below(String directory, String path) {
    if (directory.isEmpty()) {
      return Optional.of(path);
    }
    if (path.equals(directory)) {
      return Optional.of("");
    }
    return path.startsWith(directory + "/")
        ? Optional.of(path.substring(directory.length() + 1))
        : Optional.empty();
  }
}
