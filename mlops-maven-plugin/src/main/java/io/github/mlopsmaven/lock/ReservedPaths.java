package io.github.mlopsmaven.lock;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Descriptor;
import java.util.List;

/** The paths of a project that no template may fill. */
public final class ReservedPaths {

  /** Patterns of files that no update touches; the file belongs to the user. */
  public static final String OWNED = ".mlops/owned";

  /** What verification found when the project was generated, where it is much. */
  public static final String FINDINGS = ".mlops/findings.md";

  /** What remains to be done, where the project's README is the template's. */
  public static final String NOTES = ".mlops/README.md";

  /** All of them. */
  public static final List<String> ALL =
      List.of(ProjectLockFile.PATH, FileList.PATH, OWNED, FINDINGS, NOTES);

  private ReservedPaths() {}

  /**
   * Refuses a file of a template at such a path, in any spelling that some file system takes for
   * it.
   *
   * @param target a path of the project
   * @throws UsageException if it is reserved
   */
  public static void refuse(String target) {
    if (target.equalsIgnoreCase(ProjectLockFile.PATH)) {
      throw refused(ProjectLockFile.PATH, "where the lock file is written");
    }
    if (target.equalsIgnoreCase(FileList.PATH)) {
      throw refused(FileList.PATH, "where the list of its files is written");
    }
    if (target.equalsIgnoreCase(OWNED)) {
      throw refused(OWNED, "which belongs to the project's owners");
    }
    if (target.equalsIgnoreCase(FINDINGS)) {
      throw refused(FINDINGS, "where the findings of verification are written");
    }
    if (target.equalsIgnoreCase(NOTES)) {
      throw refused(NOTES, "where the remaining steps are written");
    }
  }

  private static UsageException refused(String path, String why) {
    return new UsageException(
        "the template brings its own " + path + ", " + why,
        "exclude it in " + Descriptor.FILE_NAME);
  }
}
