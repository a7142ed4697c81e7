package io.github.mlopsmaven.template;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a project that is complete but not yet committed: what its commit has to hold, and
 * nothing else.
 *
 * @param entries each file by its path, separated by {@code /}
 */
public record StagedFiles(SortedMap<String, StagedFiles.Entry> entries) {

  /** Copies the map. */
  public StagedFiles {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /**
   * One of them.
   *
   * @param mode its mode; no submodule
   * @param id git's id of its bytes as they are staged
   * @param stored whether these bytes are what a git repository stores, so that a text is UTF-8;
   *     otherwise they are what a work tree has, in the encoding that {@code .gitattributes} names
   */
  public record Entry(FileMode mode, String id, boolean stored) {

    /** Refuses what has no content. */
    public Entry {
      if (mode == FileMode.SUBMODULE) {
        throw new IllegalArgumentException("a submodule has no content to stage");
      }
    }
  }

  /**
   * The same files with one more, or with another in place of one.
   *
   * @param path where it is
   * @param entry what it is
   */
  public StagedFiles with(String path, Entry entry) {
    Map<String, Entry> more = new TreeMap<>(entries);
    more.put(path, entry);
    return new StagedFiles(new TreeMap<>(more));
  }
}
