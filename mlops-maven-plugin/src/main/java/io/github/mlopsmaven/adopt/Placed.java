package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.lock.FileList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds what a template gave in a project. */
final class Placed {

  private Placed() {}

  /** What the descriptor's layout gave. A README of the plugin counts only as it was made. */
  static List<FileList.Entry> own(StagedProject staged, Evidence evidence) {
    return staged.files().entries().stream()
        .filter(entry -> entry.source().isPresent() || evidence.has(entry.path(), entry.blob()))
        .toList();
  }

  /** Where the project has each file: what it moved without a change is found by its content. */
  static List<FileList.Entry> in(Evidence now, List<FileList.Entry> given) {
    Set<String> targets = new HashSet<>();
    given.forEach(entry -> targets.add(entry.path()));
    Map<String, FileList.Entry> placed = new TreeMap<>();
    for (FileList.Entry entry : given) {
      List<String> elsewhere =
          now.places(entry.blob()).stream().filter(path -> !targets.contains(path)).toList();
      boolean moved = !now.files().containsKey(entry.path()) && elsewhere.size() == 1;
      FileList.Entry line =
          moved && !placed.containsKey(elsewhere.get(0))
              ? new FileList.Entry(
                  entry.mode(),
                  entry.blob(),
                  elsewhere.get(0),
                  entry.source(),
                  Optional.empty(),
                  Optional.of(entry.path()))
              : entry;
      placed.put(line.path(), line);
    }
    return List.copyOf(placed.values());
  }

  /** How the files are found. */
  static Adopted.Counts counts(List<FileList.Entry> given, Evidence evidence) {
    int exact = 0;
    int moved = 0;
    int changed = 0;
    int missing = 0;
    for (FileList.Entry entry : given) {
      if (evidence.has(entry.path(), entry.blob())) {
        exact++;
      } else if (evidence.files().containsKey(entry.path())) {
        changed++;
      } else if (!evidence.places(entry.blob()).isEmpty()) {
        moved++;
      } else {
        missing++;
      }
    }
    return new Adopted.Counts(exact, moved, changed, missing);
  }
}
