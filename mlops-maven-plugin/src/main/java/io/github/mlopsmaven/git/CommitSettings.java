package io.github.mlopsmaven.git;

import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.gitconfig.ConfigPlace;
import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.servers.GitAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** How commits of a project's repository are to be made: its own configuration, then the user's. */
public final class CommitSettings {

  private final Optional<ProjectRepository.Author> author;
  private final boolean signs;

  private CommitSettings(Optional<ProjectRepository.Author> author, boolean signs) {
    this.author = author;
    this.signs = signs;
  }

  /**
   * Reads them.
   *
   * @param folder the project's
   * @param access where the user's configuration is found
   */
  public static CommitSettings read(Path folder, GitAccess access) {
    try (ProjectFolder project = ProjectFolder.open(folder)) {
      Repository repository = project.repository();
      Config own = repository.getConfig();
      GitConfiguration users =
          GitConfiguration.read(
              access.user().environment(),
              new ConfigPlace(
                  Optional.of(repository.getDirectory().toPath()),
                  Optional.ofNullable(repository.getBranch()),
                  List.of()));
      @Nullable String name = own.getString("user", null, "name");
      @Nullable String email = own.getString("user", null, "email");
      Optional<ProjectRepository.Author> usual =
          new GitIdentity(users, access.user().environment()).author();
      Optional<ProjectRepository.Author> author =
          name == null && email == null
              ? usual
              : Optional.ofNullable(name)
                  .or(() -> usual.map(ProjectRepository.Author::name))
                  .flatMap(
                      who ->
                          Optional.ofNullable(email)
                              .or(() -> usual.map(ProjectRepository.Author::email))
                              .map(address -> new ProjectRepository.Author(who, address)));
      return new CommitSettings(
          author, own.getBoolean("commit", "gpgsign", users.isOn("commit.gpgsign")));
    } catch (IOException e) {
      throw ProjectFolder.unreadable(e);
    }
  }

  /**
   * Those of the user, for a project that is not checked out.
   *
   * @param access where the user's configuration is found
   */
  public static CommitSettings ofUser(GitAccess access) {
    GitConfiguration users = access.configuration();
    return new CommitSettings(
        new GitIdentity(users, access.user().environment()).author(), users.isOn("commit.gpgsign"));
  }

  /** Who commits; empty where name or address is not set on purpose. */
  public Optional<ProjectRepository.Author> author() {
    return author;
  }

  /** Whether commits are to be signed, which needs the user's own git. */
  public boolean signs() {
    return signs;
  }
}
