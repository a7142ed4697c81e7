package io.github.mlopsmaven.rules.documents;

import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.List;

/** The paths that git ignores, or has from another repository: something brings them later. */
public final class IgnoredPaths {

  private final List<Glob> patterns = new ArrayList<>();

  private IgnoredPaths(FileSet files) {
    for (SourceFile file : files.all()) {
      if (file.path().equals(".gitmodules")) {
        file.text()
            .lines()
            .filter(line -> line.strip().matches("path\\s*=.*"))
            .forEach(line -> add("", "/" + line.replaceFirst(".*?=\\s*", "").strip()));
      } else if (file.name().equals(".gitignore")) {
        file.text().lines().forEach(line -> add(file.directory(), line.strip()));
      }
    }
  }

  /**
   * The paths of a project.
   *
   * @param project the project
   */
  public static IgnoredPaths of(VerifiedProject project) {
    return project.files().learn(IgnoredPaths.class, IgnoredPaths::new);
  }

  /** A line that takes something back is left out: what is ignored may then be too much only. */
  private void add(String directory, String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '/') {
      end--;
    }
    String bare = line.substring(0, end);
    boolean isPattern = !bare.isEmpty() && !line.startsWith("#") && !line.startsWith("!");
    if (!isPattern || bare.equals("/") || bare.contains("//")) {
      return;
    }
    String from = directory.isEmpty() ? "" : "/" + directory;
    boolean isAnchored = bare.indexOf('/') >= 0 && !bare.startsWith("**/");
    String pattern =
        isAnchored
            ? from + "/" + (bare.startsWith("/") ? bare.substring(1) : bare)
            : from + "/**/" + (bare.startsWith("**/") ? bare.substring(3) : bare);
    patterns.add(Glob.of(pattern));
    patterns.add(Glob.of(pattern + "/**"));
  }

  /** Whether git ignores a path, or has it from another repository. */
  public boolean has(String path) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(path));
  }
}
