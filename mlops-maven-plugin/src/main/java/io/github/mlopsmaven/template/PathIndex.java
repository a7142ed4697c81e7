package io.github.mlopsmaven.template;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A list of paths, seen as directories: for sources that know all their paths at once.
 *
 * @param <T> what is known of each file
 */
public final class PathIndex<T> {

  private final Map<String, SortedSet<String>> directories = new HashMap<>();
  private final Map<String, SortedMap<String, T>> files = new HashMap<>();

  /**
   * Adds a file and the directories above it.
   *
   * @param path from the root, separated by {@code /}
   * @param file what is known of it
   * @throws io.github.mlopsmaven.problem.UsageException if a name in it is none that a directory
   *     has
   */
  public void add(String path, T file) {
    String parent = parent(path);
    if (path.startsWith("/")) {
      throw EntryName.damaged("", "an entry named ''");
    }
    EntryName.require(parent, name(path));
    files.computeIfAbsent(parent, p -> new TreeMap<>()).put(name(path), file);
    while (!parent.isEmpty()) {
      String directory = parent;
      parent = parent(directory);
      if (directories.computeIfAbsent(parent, p -> new TreeSet<>()).add(name(directory))) {
        EntryName.require(parent, name(directory));
      }
    }
  }

  /**
   * The names of the directories in one.
   *
   * @param directory its path; the empty string is the root
   * @return sorted names; none where there is no such directory
   */
  public List<String> directories(String directory) {
    return List.copyOf(directories.getOrDefault(directory, Collections.emptySortedSet()));
  }

  /**
   * The files in a directory.
   *
   * @param directory its path; the empty string is the root
   * @return sorted name to what is known; none where there is no such directory
   */
  public SortedMap<String, T> files(String directory) {
    return Collections.unmodifiableSortedMap(
        files.getOrDefault(directory, Collections.emptySortedMap()));
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
