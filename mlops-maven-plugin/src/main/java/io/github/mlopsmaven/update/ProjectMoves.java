package io.github.mlopsmaven.update;

import io.github.mlopsmaven.lock.FileList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the project has the files that the template gave, if it moved them: to where their content
 * is found, or to where an earlier update found it and the list has it since.
 */
final class ProjectMoves {

  private final Map<String, String> places = new HashMap<>();

  ProjectMoves(ProjectState state, FileList recorded, FileList newer) {
    Map<String, List<String>> contents = new HashMap<>();
    Set<String> listed = new HashSet<>(recorded.paths());
    state
        .files()
        .forEach(
            (path, version) -> {
              if (!listed.contains(path)) {
                contents.computeIfAbsent(version.blob(), any -> new ArrayList<>()).add(path);
              }
            });
    Set<String> used = new HashSet<>();
    for (FileList.Entry entry : recorded.entries()) {
      List<String> found = contents.getOrDefault(entry.blob(), List.of());
      if (state.files().containsKey(entry.path())) {
        if (entry.isMoved() && newer.at(entry.path()).isEmpty()) {
          places.put(entry.path(), entry.path());
        }
      } else if (found.size() == 1 && newer.at(found.get(0)).isEmpty() && used.add(found.get(0))) {
        places.put(entry.path(), found.get(0));
      }
    }
  }

  /** Where the project has a file; empty where that is where the template puts it. */
  Optional<String> place(FileList.Entry entry) {
    return Optional.ofNullable(places.get(entry.path()));
  }

  /**
   * The path at which the project's version is, if it has one. A file that was moved and is no
   * longer there is looked for where the template puts it: somebody may have moved it back.
   */
  String path(FileList.Entry entry, ProjectState state) {
    return place(entry)
        .orElseGet(() -> state.files().containsKey(entry.path()) ? entry.path() : entry.target());
  }

  /**
   * The line of a file at the newer state.
   *
   * @param after as the template gives it
   * @param here where the project has it
   */
  static FileList.Entry line(FileList.Entry after, String here) {
    return new FileList.Entry(
        after.mode(),
        after.blob(),
        here,
        after.source(),
        after.heldAt(),
        Optional.of(after.path()).filter(target -> !target.equals(here)));
  }
}
