package io.github.mlopsmaven.lock;

/** The file {@code .mlops/project.yml}. */
public final class ProjectLockFile {

  /** Where it lies in a project. */
  public static final String PATH = ".mlops/project.yml";

  private ProjectLockFile() {}

  /**
   * The file's text. The same lock gives the same text.
   *
   * @param lock what to write; any text may be a value, also one with line ends or {@code ${…}}
   * @return YAML with LF line ends, UTF-8 when encoded; secrets are redacted
   */
  public static String text(ProjectLock lock) {
    throw new UnsupportedOperationException(lock.projectName());
  }

  /**
   * Reads a lock.
   *
   * @param name the file's name for messages
   * @param content the file's bytes
   * @throws io.github.mlopsmaven.problem.UsageException if it is not a lock of a known format; names
   *     the line
   */
  public static ProjectLock read(String name, byte[] content) {
    throw new UnsupportedOperationException(name + content.length);
  }
}
