package io.github.mlopsmaven.update;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.update.ProjectState.Obstacle;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Refuses an update that would write over what somebody has not committed, or that would put a file
 * where a folder is.
 */
final class Obstacles {

  /** More than a command line shows well. */
  private static final int MANY = 8;

  private Obstacles() {}

  /**
   * Refuses with all that is in the way.
   *
   * @throws UsageException if anything is; it says what to do about each
   */
  static void refuse(ProjectState state, List<ProjectChange.Step> steps) {
    Mistakes mistakes = new Mistakes();
    Map<String, String> clashes = clashes(state, steps);
    clashes.forEach((path, other) -> mistakes.add(clash(path, other)));
    Map<Obstacle, List<String>> kinds = new EnumMap<>(Obstacle.class);
    new TreeMap<>(state.obstacles(steps))
        .forEach(
            (path, kind) -> {
              if (!clashes.containsKey(path)) {
                kinds.merge(kind, List.of(path), Obstacles::joined);
              }
            });
    kinds.forEach((kind, paths) -> mistakes.add(refusal(kind, paths)));
    mistakes.refuse("the update");
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** From a path that is added to the one that has a file where it needs a folder, or inverted. */
  private static Map<String, String> clashes(ProjectState state, List<ProjectChange.Step> steps) {
    NavigableSet<String> paths = new TreeSet<>(state.files().keySet());
    steps.forEach(
        step -> {
          if (step.after().isPresent()) {
            paths.add(step.path());
          } else {
            paths.remove(step.path());
          }
        });
    Map<String, String> found = new TreeMap<>();
    for (ProjectChange.Step step : steps) {
      if (step.before().isEmpty() && step.after().isPresent()) {
        inTheWay(step.path(), paths).ifPresent(other -> found.put(step.path(), other));
      }
    }
    return found;
  }

  private static Optional<String> inTheWay(String path, NavigableSet<String> paths) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (paths.contains(parent)) {
        return Optional.of(parent);
      }
    }
    String below = path + "/";
    return Optional.ofNullable(paths.ceiling(below)).filter(next -> next.startsWith(below));
  }

  private static UsageException clash(String path, String other) {
    return new UsageException(
        "the update would add " + path + ", and the project has " + other,
        "rename or move "
            + other
            + " and commit that, or do without the new file: add "
            + path
            + " to .mlops/owned");
  }

  private static UsageException refusal(Obstacle kind, List<String> paths) {
    String named = paths.size() > MANY ? "." : String.join(" ", paths);
    String told = told(paths);
    return switch (kind) {
      case DIRTY ->
          new UsageException(
              "the update would write files that have changes which are not committed: " + told,
              "commit them, or put them away: git stash push -- " + named);
      case UNTRACKED, IGNORED ->
          new UsageException(
              "the update would overwrite files that are not committed: " + told,
              "commit them (git add " + named + "), or move them away");
      case SPARSE ->
          new UsageException(
              "the update would write files that are not checked out: " + told,
              "check them out: git sparse-checkout disable");
      case SKIPPED ->
          new UsageException(
              "the update would write files whose changes git was told to skip: " + told,
              "type: git update-index --no-skip-worktree " + named);
      case FOLDER ->
          new UsageException(
              "the update would write below something that is not a folder: " + told,
              "move the file or symbolic link away, and commit that");
    };
  }

  private static String told(List<String> paths) {
    return paths.size() <= MANY
        ? String.join(", ", paths)
        : String.join(", ", paths.subList(0, MANY)) + " and " + (paths.size() - MANY) + " more";
  }
}
