package io.github.mlopsmaven.status;

import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.layout.Pairs;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.status.FileStatus.Here;
import io.github.mlopsmaven.status.FileStatus.There;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Placeholders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what the template gave with what it would give now. */
final class NewerState {

  private NewerState() {}

  /** The same files, each with what the newer state would do; and those that only that has. */
  static List<FileStatus> addTo(List<FileStatus> files, FileList before, StagedProject newer) {
    return addTo(
        files, before, newer.files(), newer.blueprint().descriptor(), newer.blueprint().names());
  }

  /** The same files, where the newer state gives what was given, and sets no file apart. */
  static List<FileStatus> same(List<FileStatus> files) {
    List<FileStatus> all = new ArrayList<>();
    for (FileStatus file : files) {
      all.add(file.with(There.SAME, Optional.empty()));
    }
    return all;
  }

  // The same, of the list of what the newer state gives.
  static List<FileStatus> addTo(
      List<FileStatus> files,
      FileList before,
      FileList after,
      Descriptor descriptor,
      Placeholders names) {
    GivenFiles given = new GivenFiles(before, after);
    Map<String, FileStatus> byPath = new HashMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    List<FileStatus> all = new ArrayList<>();
    for (Pairs.Pair pair :
        Pairs.of(
            given.files(), new GivenFiles(after, after).files(), descriptor, (one, other) -> 0)) {
      Optional<FileStatus> file =
          pair.before().map(given::line).map(FileList.Entry::path).map(byPath::get);
      if (file.isEmpty() && pair.after().flatMap(Pairs.Given::source).isEmpty()) {
        // A README of the plugin that the project never had, or did not keep.
        continue;
      }
      if (file.isEmpty()) {
        all.add(
            new FileStatus(
                pair.path(),
                Here.NONE,
                Optional.empty(),
                Optional.of(There.NEW),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                descriptor.isRequired(pair.path(), names)));
      } else {
        boolean once = file.get().here().isDrift() && descriptor.isOnce(target(pair), names);
        boolean required =
            pair.after().filter(to -> descriptor.isRequired(to.path(), names)).isPresent();
        FileStatus known = required ? file.get().asRequired() : file.get();
        all.add(
            (once ? known.once() : known)
                .with(
                    change(pair, given, after),
                    pair.isMoved() ? pair.after().map(Pairs.Given::path) : Optional.empty()));
      }
    }
    return all;
  }

  private static String target(Pairs.Pair pair) {
    return pair.before().or(pair::after).orElseThrow().path();
  }

  private static There change(Pairs.Pair pair, GivenFiles before, FileList after) {
    if (pair.after().isEmpty()) {
      return There.GONE;
    }
    if (pair.isMoved()) {
      return There.RENAMED;
    }
    FileList.Entry one = before.line(pair.before().orElseThrow());
    FileList.Entry other = after.at(pair.path()).orElseThrow();
    // What the plugin makes follows the others: it is no reason for an update.
    boolean same =
        other.source().isEmpty() || (one.blob().equals(other.blob()) && one.mode() == other.mode());
    return same ? There.SAME : There.NEWER;
  }
}
