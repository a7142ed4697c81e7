package io.github.mlopsmaven.update;

import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.io.FoldersBelow;
import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.problem.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds files that are text and no longer what their name says. */
public final class BrokenSyntax {

  /** The rules that say whether a file can be read. */
  public static final Set<String> RULES =
      Set.of("yaml-syntax", "json-syntax", "terraform-syntax", "bicep-syntax");

  private final ProjectCheck check;

  /**
   * Makes one.
   *
   * @param check finds what is wrong in a folder
   */
  public BrokenSyntax(ProjectCheck check) {
    this.check = check;
  }

  /**
   * Looks at some files.
   *
   * @param project the project that they belong to
   * @param files path to bytes
   * @return the paths of those that are not YAML, JSON, Terraform or Bicep
   */
  Set<String> in(StagedProject project, Map<String, byte[]> files) {
    try (StagingDirectory staging = StagingDirectory.temporary("mlops-merged")) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = staging.path().resolve(file.getKey());
        FoldersBelow.make(staging.path(), path);
        Files.write(path, file.getValue());
      }
      return check.check(staging.path(), project.blueprint(), project.request()).stream()
          .filter(remark -> RULES.contains(remark.rule()))
          .map(remark -> remark.place().file())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new EnvironmentException(
          "merged files could not be checked: " + e.getMessage(),
          "check free space of the folder for temporary files",
          e);
    }
  }
}
