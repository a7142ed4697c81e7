package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.ProjectPush;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/** Pushes a project's repository, through JGit. */
public final class JGitProjectPush implements ProjectPush {

  private final GitAccess access;

  /**
   * Makes one.
   *
   * @param access how the server may be reached
   */
  public JGitProjectPush(GitAccess access) {
    this.access = access;
  }

  @Override
  public Pushed push(Path directory, String url, Optional<String> branch) {
    JGitSettings.applyFor(directory);
    GitLocation location = GitLocation.parse(url, access.configuration()::pushed);
    Path git = directory.resolve(".git");
    if (!Files.isDirectory(git)) {
      throw new UsageException(
          directory + " is not a git repository of its own",
          "type in that folder: git init --initial-branch=main && git add --all && git commit; add"
              + " with --all --force if it is as it was made, since a template may have files that"
              + " its .gitignore names");
    }
    try (Repository repository = JGitProjectRepository.open(directory, git)) {
      return new Push(repository, location, access).run(branch);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the project's git repository could not be read: " + e.getMessage(),
          "check it with 'git fsck'",
          e);
    }
  }
}
