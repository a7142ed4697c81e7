package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** The programs that a {@code pyproject.toml} installs. */
public final class EntryPoints {

  private EntryPoints() {}

  /**
   * The programs.
   *
   * @param project the project
   * @return name of a program to the file that it runs
   */
  public static Map<String, SourceFile> in(VerifiedProject project) {
    Map<String, SourceFile> programs = new HashMap<>();
    for (SourceFile file : project.files().all()) {
      if (file.name().equals("pyproject.toml") && file.path().indexOf('{') < 0) {
        List<ProjectFileCheck.Value> values = ProjectFileCheck.values(file);
        for (ProjectFileCheck.Value value : values) {
          Matcher entry = ProjectFileCheck.entry(value);
          if (entry.matches()) {
            module(project, file, values, entry.group(1))
                .ifPresent(module -> programs.put(value.key(), module));
          }
        }
      }
    }
    return programs;
  }

  private static Optional<SourceFile> module(
      VerifiedProject project, SourceFile file, List<ProjectFileCheck.Value> values, String name) {
    for (String root : ProjectFileCheck.roots(file, values)) {
      String path = (root.isEmpty() ? "" : root + "/") + name.replace('.', '/') + ".py";
      Optional<SourceFile> module = project.file(path);
      if (module.isPresent()) {
        return module;
      }
    }
    return Optional.empty();
  }
}
