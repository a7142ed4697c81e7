package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.PipelineTemplates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A project on disk, with its lock. */
public final class LockedProject {

  /** Where a project has the commands for Azure whose template brings no script for them. */
  public static final String AZURE_SCRIPT = ".mlops/azure.sh";

  private LockedProject() {}

  /**
   * A project's lock.
   *
   * @param directory the project
   * @throws UsageException if it has none
   */
  public static ProjectLock read(Path directory) {
    Path file = directory.resolve(ProjectLockFile.PATH);
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new UsageException(
          directory + " has no " + ProjectLockFile.PATH + ", so it was not made by mlops:generate",
          "go to the project's folder, or add -Dmlops.projectDirectory=FOLDER");
    }
    try {
      return ProjectLockFile.read(
          file.toString(), BoundedInput.file(file, Bounds.ANSWER_BYTES, "the lock"));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The repository that the pipelines of a project's template call; templates of one's own say. */
  static Optional<String> sharedTemplates(ProjectLock lock) {
    return lock.descriptor().equals(Descriptors.CONVENTION)
        ? Descriptors.convention().pipelineTemplates().flatMap(PipelineTemplates::repository)
        : Optional.empty();
  }

  /** What the infrastructure takes beside rights on its resources. */
  static AzureNeeds azure(Path directory) {
    Path folder = directory.resolve("infrastructure");
    try {
      return AzureNeeds.of(folder);
    } catch (IOException | UncheckedIOException e) {
      throw new EnvironmentException(
          folder + " cannot be read: " + e.getMessage(), "check its permissions", e);
    }
  }

  /** The script of a project that makes its identities in Azure: the template's, or ours. */
  static Optional<String> identitiesScript(Path directory) {
    return Stream.of("scripts/make-identities.sh", AZURE_SCRIPT)
        .filter(path -> Files.isRegularFile(directory.resolve(path)))
        .findFirst();
  }

  private static EnvironmentException unreadable(Path file, IOException e) {
    return new EnvironmentException(
        file + " cannot be read: " + e.getMessage(), "check its permissions", e);
  }
}
