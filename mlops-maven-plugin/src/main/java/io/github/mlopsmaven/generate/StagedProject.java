package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.template.FileMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that a request gives, in a temporary folder that is gone when this is closed. */
public final class StagedProject implements AutoCloseable {

  private final StagingDirectory staging;
  private final Blueprint blueprint;
  private final GenerateRequest request;
  private final FileList files;

  StagedProject(StagingDirectory staging, Blueprint blueprint, GenerateRequest request) {
    this.staging = staging;
    this.blueprint = blueprint;
    this.request = request;
    this.files = FileList.read(FileList.PATH, read(FileList.PATH));
  }

  /** Where they are. */
  public Path directory() {
    return staging.path();
  }

  /** What was decided. */
  public Blueprint blueprint() {
    return blueprint;
  }

  /** What was asked for. */
  public GenerateRequest request() {
    return request;
  }

  /** What the template gave, as {@code .mlops/files} lists it. */
  public FileList files() {
    return files;
  }

  /** The lock. */
  public ProjectLock lock() {
    return ProjectLockFile.read(ProjectLockFile.PATH, read(ProjectLockFile.PATH));
  }

  /**
   * The bytes of a file.
   *
   * @param entry a file of {@link #files}; a link's bytes are its target
   */
  public byte[] bytes(FileList.Entry entry) {
    if (entry.mode() != FileMode.SYMBOLIC_LINK) {
      return read(entry.path());
    }
    try {
      return Files.readSymbolicLink(directory().resolve(entry.path()))
          .toString()
          .replace('\\', '/')
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(entry.path(), e);
    }
  }

  private byte[] read(String path) {
    try {
      return Files.readAllBytes(directory().resolve(path));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static EnvironmentException unreadable(String path, IOException e) {
    return new EnvironmentException(
        "cannot read " + path + " of the staged project",
        "check the folder for temporary files, and run again: " + e.getMessage(),
        e);
  }

  @Override
  public void close() {
    staging.close();
  }
}
