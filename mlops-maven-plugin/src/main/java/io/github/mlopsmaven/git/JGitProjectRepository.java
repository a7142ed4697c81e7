package io.github.mlopsmaven.git;

import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.gitconfig.ConfigPlace;
import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.template.StagedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The repository of a generated project. Its first commit is written without JGit, which is loaded
 * for a push only. Nothing is signed, no hook or filter runs.
 */
public final class JGitProjectRepository implements ProjectRepository {

  private final GitAccess access;

  /**
   * Makes one.
   *
   * @param access how the server of a push may be reached
   */
  public JGitProjectRepository(GitAccess access) {
    this.access = access;
  }

  @Override
  public String commitAll(Path directory, StagedFiles staged, Author author, String message) {
    try {
      Path git = RepositorySkeleton.project(directory);
      ProjectFiles files = new ProjectFiles(directory, staged);
      try (NewPack pack = new NewPack(git)) {
        FirstCommit commit = new FirstCommit(git, pack);
        files.addTo(commit, pack);
        return commit.write(author, message, ZonedDateTime.now(ZoneId.systemDefault()));
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "the project's git repository could not be written: " + e.getMessage(),
          "check free space and permissions, then run the goal again",
          e);
    }
  }

  @Override
  public void push(Path directory, String remote) {
    new JGitProjectPush(access).push(directory, remote, Optional.empty());
  }

  @Override
  public Optional<Author> configuredAuthor(Path directory, Optional<String> remote) {
    return identity(directory, remote).author();
  }

  private GitIdentity identity(Path directory, Optional<String> remote) {
    return new GitIdentity(
        GitConfiguration.read(
            access.user().environment(), ConfigPlace.newRepository(directory, remote)),
        access.user().environment());
  }
}
