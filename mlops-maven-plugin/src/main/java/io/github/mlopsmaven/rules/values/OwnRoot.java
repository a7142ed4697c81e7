package io.github.mlopsmaven.rules.values;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The root of what a pipeline is for: a folder that holds pipelines as a repository does is a
 * sample that becomes a repository of its own.
 */
public final class OwnRoot {

  private static final Pattern INSIDE =
      Pattern.compile("(.+?)/\\.(?:github|pipelines|azure-?pipelines|azuredevops|devcontainer)/.*");

  /** Files that lie at the root of a repository. */
  private static final Set<String> MARKS =
      Set.of(
          "LICENSE",
          "LICENSE.md",
          "LICENSE.txt",
          ".gitignore",
          ".gitattributes",
          ".pre-commit-config.yaml",
          "pyproject.toml",
          "setup.py",
          "setup.cfg",
          "noxfile.py",
          "tox.ini",
          "package.json",
          "pom.xml");

  /** So many folders with pipelines, each beside the others, are samples. */
  private static final int SAMPLES = 3;

  private OwnRoot() {}

  /**
   * The folder whose pipelines a file belongs to, by its path alone.
   *
   * @param path the file
   * @return the folder; the empty string for a file that belongs to the project's root
   */
  public static String of(String path) {
    Matcher inside = INSIDE.matcher(path);
    return inside.matches() ? inside.group(1) : "";
  }

  /**
   * The folder that is the content of a repository of its own, by its path, by what lies in it, or
   * because the project is a collection of such folders.
   *
   * @param files the project
   * @param path a file
   * @return the folder; the empty string for a file that belongs to the project's root
   */
  public static String of(FileSet files, String path) {
    String inside = of(path);
    if (!inside.isEmpty() || path.startsWith(".")) {
      return inside;
    }
    String directory = parent(path);
    while (!directory.isEmpty()) {
      String at = directory + "/";
      if (MARKS.stream().anyMatch(mark -> files.file(at + mark).isPresent())) {
        return directory;
      }
      directory = parent(directory);
    }
    return path.indexOf('/') > 0 && areSamples(files) ? path.substring(0, path.indexOf('/')) : "";
  }

  /**
   * The folders that a file may be meant to be seen from, apart from the root: the one that is a
   * repository of its own, and each above the file that has a README, as samples and products have.
   *
   * @param files the project
   * @param path a file
   */
  public static Set<String> candidates(FileSet files, String path) {
    Set<String> found = new LinkedHashSet<>();
    if (!path.startsWith(".")) {
      for (String at = parent(path); !at.isEmpty(); at = parent(at)) {
        if (files.file(at + "/README.md").isPresent()) {
          found.add(at);
        }
      }
    }
    String root = of(files, path);
    if (!root.isEmpty()) {
      found.add(root);
    }
    return found;
  }

  /**
   * Whether a file lies where a service looks at the root only, below another folder: what the
   * folder becomes may get files from elsewhere.
   *
   * @param files the project
   * @param path the file
   * @param named a path that the file names, from the root of that
   * @return whether the file names what is in a folder that neither the project nor the folder has
   */
  public static boolean isOfOthers(FileSet files, String path, String named) {
    String inside = of(path);
    int slash = named.indexOf('/');
    String first = slash < 0 ? named : named.substring(0, slash);
    return !inside.isEmpty()
        && !files.exists(first)
        && !files.exists(inside + "/" + first)
        && files.file(path).filter(file -> file.text().contains(first + "/")).isPresent();
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Whether several folders at the root have pipelines, and the root itself has none. */
  private static boolean areSamples(FileSet files) {
    Set<String> folders = new HashSet<>();
    for (SourceFile file : files.of(FileKind.AZURE_PIPELINE)) {
      int slash = file.path().indexOf('/');
      if (slash < 0 || file.path().startsWith(".")) {
        return false;
      }
      folders.add(file.path().substring(0, slash));
    }
    return folders.size() >= SAMPLES;
  }
}
