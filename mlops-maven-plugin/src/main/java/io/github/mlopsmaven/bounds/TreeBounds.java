package io.github.mlopsmaven.bounds;

import io.github.mlopsmaven.problem.LimitException;

/** Counts what is looked at in one tree of files: a few objects of git can stand for billions. */
public final class TreeBounds {

  private static final String REMEDY = "check the template; it may be made to stop its readers";

  private long entries;

  /** Begins to count. */
  public TreeBounds() {}

  /**
   * Counts a folder.
   *
   * @param path its path, separated by {@code /}
   * @param size how many files and folders it has
   * @throws LimitException if that is more, or deeper, than a template has
   */
  public void count(String path, int size) {
    long depth = path.chars().filter(c -> c == '/').count();
    if (depth >= Bounds.TREE_DEPTH) {
      throw new LimitException(
          "the template has folders that are nested deeper than " + Bounds.TREE_DEPTH, REMEDY);
    }
    entries += size;
    if (entries > Bounds.TREE_ENTRIES) {
      throw new LimitException(
          "the template has more than " + Bounds.TREE_ENTRIES + " files and folders", REMEDY);
    }
  }
}
