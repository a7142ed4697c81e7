package io.github.mlopsmaven.update;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.update.ProjectState.Obstacle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Refuses an update that would write over what somebody has not committed. */
final class Obstacles {

  /** More than a command line shows well. */
  private static final int MANY = 8;

  private Obstacles() {}

  static void refuse(ProjectState state, List<ProjectChange.Step> steps) {
    Map<String, Obstacle> found = new TreeMap<>(state.obstacles(steps));
    if (found.isEmpty()) {
      return;
    }
    Obstacle first = found.values().iterator().next();
    List<String> paths =
        found.entrySet().stream()
            .filter(entry -> entry.getValue() == first)
            .map(Map.Entry::getKey)
            .toList();
    String named = paths.size() > MANY ? "." : String.join(" ", paths);
    String told = told(paths);
    throw switch (first) {
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
