package io.github.mlopsmaven.status;

import io.github.mlopsmaven.layout.Pairs;
import io.github.mlopsmaven.lock.FileList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a project's list by the paths that the template has for them: a file that the
 * project moved is compared with the template's newer state as if it were not moved.
 */
public final class GivenFiles {

  private final Map<String, FileList.Entry> byTarget = new LinkedHashMap<>();

  /**
   * Sorts the lines.
   *
   * @param before the project's list
   * @param newer what the template gives now: where it wants the very place of a moved file, that
   *     file is at its own path again
   */
  public GivenFiles(FileList before, FileList newer) {
    Set<String> wanted = new HashSet<>(newer.paths());
    for (FileList.Entry entry : before.entries()) {
      byTarget.put(wanted.contains(entry.path()) ? entry.path() : entry.target(), entry);
    }
  }

  /** The files, for pairing. */
  public List<Pairs.Given> files() {
    return byTarget.entrySet().stream()
        .map(
            file ->
                new Pairs.Given(file.getKey(), file.getValue().source(), file.getValue().blob()))
        .toList();
  }

  /**
   * The line of a file.
   *
   * @param file one of {@link #files}
   */
  public FileList.Entry line(Pairs.Given file) {
    return Optional.ofNullable(byTarget.get(file.path())).orElseThrow();
  }
}
