package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/**
 * A template in a git work tree as it is on disk: every file that is tracked or not ignored, with
 * changes that are not committed.
 */
public final class WorkTreeSource implements TemplateSource {

  private final Path directory;
  private final String below;
  private final boolean compared;

  /**
   * Names a work tree.
   *
   * @param directory its root, where {@code .git} is
   */
  public WorkTreeSource(Path directory) {
    this(directory.toAbsolutePath().normalize(), "", true);
  }

  private WorkTreeSource(Path directory, String below, boolean compared) {
    this.directory = directory;
    this.below = below;
    this.compared = compared;
  }

  /**
   * Names the files of a folder that may lie in a work tree, as a module of a larger build does.
   * Which commit they are is not looked up.
   *
   * @param folder the root of what is read
   * @return empty if no folder above it has a repository that would track its files
   */
  public static Optional<TemplateSource> around(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    for (Path root = whole; root != null; root = root.getParent()) {
      if (Files.exists(root.resolve(".git"))) {
        String below = root.relativize(whole).toString().replace('\\', '/');
        WorkTreeSource source = new WorkTreeSource(root, below, false);
        return below.isEmpty() || source.isTracked() ? Optional.of(source) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** A build's output folder, or a home that is a repository, ignores what lies in it. */
  private boolean isTracked() {
    try (TemplateSnapshot snapshot = open()) {
      return !snapshot.tree().directory("").isEmpty();
    } catch (UsageException | EnvironmentException e) {
      // What is wrong with a repository further up is no matter of the folder's files.
      return false;
    }
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
      return WorkTreeSnapshot.read(directory, below, repository, compared);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the work tree " + directory + " cannot be read: " + e.getMessage(),
          "check it with 'git status'",
          e);
    }
  }
}
