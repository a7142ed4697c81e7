package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.io.WholeFiles;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The two files that say where a project came from, on disk: {@code adopt} writes no other. */
public final class RecordFiles {

  private final Path project;

  /**
   * Names the project.
   *
   * @param project its folder
   */
  public RecordFiles(Path project) {
    this.project = project;
  }

  /**
   * The lock that is there, if there is one without a list of files.
   *
   * @throws UsageException if both are there, or one of them is a symbolic link
   */
  public Optional<byte[]> lockAlone() {
    requirePlain(project.resolve(".mlops"));
    requirePlain(lock());
    requirePlain(list());
    boolean locked = Files.exists(lock());
    if (locked && Files.exists(list())) {
      throw new UsageException(
          project + " says already where it came from (" + ProjectLockFile.PATH + ")",
          "inspect it with mvn mlops:status; to identify it again, delete "
              + ProjectLockFile.PATH
              + " and "
              + FileList.PATH);
    }
    try {
      return locked ? Optional.of(Files.readAllBytes(lock())) : Optional.empty();
    } catch (IOException e) {
      throw new EnvironmentException(
          lock() + " cannot be read: " + e.getMessage(), "check its permissions", e);
    }
  }

  private static void requirePlain(Path path) {
    if (Files.isSymbolicLink(path)) {
      throw new UsageException(
          path + " is a symbolic link, and nothing is written through one",
          "put a folder or file in its place");
    }
  }

  /**
   * Writes both. The lock comes last: without it, a project counts as not adopted.
   *
   * @param adopted what to write
   */
  public void write(Adopted adopted) {
    try {
      Map<Path, byte[]> files = new LinkedHashMap<>();
      files.put(list(), adopted.files().text().getBytes(StandardCharsets.UTF_8));
      files.put(lock(), ProjectLockFile.text(adopted.lock()).getBytes(StandardCharsets.UTF_8));
      WholeFiles.write(files);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write into " + project.resolve(".mlops") + ": " + e.getMessage(),
          "check free space and permissions, and run again",
          e);
    }
  }

  private Path lock() {
    return project.resolve(ProjectLockFile.PATH);
  }

  private Path list() {
    return project.resolve(FileList.PATH);
  }
}
