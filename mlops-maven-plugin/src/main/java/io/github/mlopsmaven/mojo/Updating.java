package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.git.CommitSettings;
import io.github.mlopsmaven.git.JGitProjectChange;
import io.github.mlopsmaven.git.JGitProjectState;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.update.ProjectChange;
import io.github.mlopsmaven.update.ProjectState;
import io.github.mlopsmaven.update.ProjectUpdate;
import io.github.mlopsmaven.update.UpdatePlanner;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What an update of one project that is checked out works with, until it is closed. */
final class Updating implements AutoCloseable {

  private final Path project;
  private final JGitProjectChange change;
  private final ProjectUpdate update;
  private final Supplier<CommitSettings> settings;
  private Optional<JGitProjectState> state = Optional.empty();

  /**
   * Opens a project.
   *
   * @param project its folder
   * @param planner decides what is written
   * @param settings reads how commits are to be made
   */
  Updating(Path project, UpdatePlanner planner, Supplier<CommitSettings> settings) {
    this.project = project;
    this.settings = settings;
    this.change = new JGitProjectChange(project);
    this.update = new ProjectUpdate(planner, change);
  }

  /** The use case. */
  ProjectUpdate update() {
    return update;
  }

  /** Opens the project as it is committed. */
  ProjectState state() {
    JGitProjectState opened = new JGitProjectState(project);
    state = Optional.of(opened);
    return opened;
  }

  /** Who commits, as git's configuration says. */
  ProjectChange.Author author() {
    ProjectRepository.Author who =
        settings()
            .author()
            .orElseThrow(
                () ->
                    new UsageException(
                        "git does not know who commits: user.name or user.email is not set",
                        "add -Dmlops.author=\"NAME <EMAIL>\""));
    return new ProjectChange.Author(who.name(), who.email());
  }

  /** How commits are to be made. */
  CommitSettings settings() {
    return settings.get();
  }

  @Override
  public void close() {
    state.ifPresent(JGitProjectState::close);
    change.close();
  }
}
