package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;

/**
 * A template in a git work tree as it is on disk: every file that is tracked or not ignored, with
 * changes that are not committed.
 */
public final class WorkTreeSource implements TemplateSource {

  private final Path directory;

  /**
   * Names a work tree.
   *
   * @param directory its root, where {@code .git} is
   */
  public WorkTreeSource(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  @Override
  public TemplateSnapshot open() {
    JGitSettings.applyFor(directory);
    try (Repository repository = LocalRepositories.open(directory)) {
      if (repository.isBare()) {
        throw new UsageException(
            directory + " is a bare repository: it has no files on disk",
            "name it by its URL: " + directory.toUri());
      }
      return WorkTreeSnapshot.read(directory, repository);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the work tree " + directory + " cannot be read: " + e.getMessage(),
          "check it with 'git status'",
          e);
    }
  }
}
