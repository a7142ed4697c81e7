package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.lock.ProjectLockFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * The generated projects that a goal runs for: bound to a phase, that of the module, once for each
 * folder; called by its name, those of all modules, since such a goal needs no POM and runs once.
 *
 * @param session Maven's session
 * @param execution how the goal came to run; null in some tests
 */
record LockedModules(MavenSession session, @Nullable MojoExecution execution) {

  /** Whether the goal is part of a build, and was not called by its name. */
  boolean isBound() {
    return execution != null
        && execution.getSource() == MojoExecution.Source.LIFECYCLE
        && execution.getLifecyclePhase() != null;
  }

  private Optional<MavenProject> module() {
    return Optional.ofNullable(session.getCurrentProject())
        .filter(project -> project.getFile() != null);
  }

  /** The folder of the module that the goal runs for, or the current one. */
  Path ownFolder() {
    return module()
        .map(LockedModules::folder)
        .orElseGet(() -> wholeName(Path.of(session.getExecutionRootDirectory())));
  }

  /** The folders of all modules. */
  List<Path> all() {
    return session.getProjects().stream()
        .filter(module -> module.getFile() != null)
        .map(LockedModules::folder)
        .toList();
  }

  /**
   * What the goal has to do as part of a build.
   *
   * @param named the folder that is configured, if one is
   * @return the folder; empty where it is not a generated project, or another module's goal has it
   */
  Optional<Path> ofModule(Optional<Path> named) {
    Path folder = named.orElseGet(this::ownFolder);
    return hasLock(folder) && isFirst(folder) ? Optional.of(folder) : Optional.empty();
  }

  /**
   * What a goal has to do that is about one generated project or several.
   *
   * @param named the folder that is named, if one is
   * @return that; in a build the module's, if it is one; called in a folder that is none, those of
   *     the modules; else the current folder, whatever it is
   */
  List<Path> generated(Optional<Path> named) {
    if (isBound()) {
      return ofModule(named).stream().toList();
    }
    Path current = named.orElseGet(() -> wholeName(Path.of(session.getExecutionRootDirectory())));
    if (named.isPresent() || hasLock(current)) {
      return List.of(current);
    }
    List<Path> modules = all().stream().filter(LockedModules::hasLock).distinct().toList();
    return modules.isEmpty() ? List.of(current) : modules;
  }

  /** A folder that the command line names is the same for each module. */
  private boolean isFirst(Path folder) {
    if (execution == null || module().isEmpty()) {
      return true;
    }
    SessionData known = session.getRepositorySession().getData();
    String id = module().orElseThrow().getId();
    String key =
        execution.getMojoDescriptor().getFullGoalName()
            + ' '
            + execution.getExecutionId()
            + ' '
            + folder;
    return known.set(key, null, id) || id.equals(known.get(key));
  }

  /**
   * Whether a folder is a generated project.
   *
   * @param folder any folder
   */
  static boolean hasLock(Path folder) {
    return Files.isRegularFile(folder.resolve(ProjectLockFile.PATH));
  }

  private static Path folder(MavenProject module) {
    return wholeName(module.getBasedir().toPath());
  }

  /**
   * A path without dots.
   *
   * @param path any path
   */
  static Path wholeName(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
