package io.github.mlopsmaven.update;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.update.ProjectState.Obstacle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Refuses an update that would write over what somebody has not committed. */
final class Obstacles {

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
    String named = String.join(" ", paths);
    throw switch (first) {
      case DIRTY ->
          new UsageException(
              "the update would write files that have changes which are not committed: "
                  + String.join(", ", paths),
              "commit them, or put them away: git stash push -- " + named);
      case UNTRACKED, IGNORED ->
          new UsageException(
              "the update would write files that are there and not committed: "
                  + String.join(", ", paths),
              "commit them (git add " + named + "), or move them away");
      case SPARSE ->
          new UsageException(
              "the update would write files that are not checked out: " + String.join(", ", paths),
              "check them out: git sparse-checkout disable");
      case FOLDER ->
          new UsageException(
              "the update would write below something that is not a folder: "
                  + String.join(", ", paths),
              "move the file or symbolic link away, and commit that");
    };
  }
}
