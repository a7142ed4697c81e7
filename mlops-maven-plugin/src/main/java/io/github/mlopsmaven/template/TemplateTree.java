package io.github.mlopsmaven.template;

import java.util.List;

/**
 * The files of a template at one commit or version, by directory, so that a reader opens only the
 * directories that it needs: a template repository may have 200,000 files beside a selection.
 */
public interface TemplateTree {

  /**
   * The entries of one directory.
   *
   * @param path from the root, without leading or trailing {@code /}; the empty string is the root
   * @return its entries, both lists sorted by name; both are empty where there is no such directory
   */
  Directory directory(String path);

  /**
   * What one directory holds.
   *
   * @param directories the names (one segment each) of its directories
   * @param files its files, with paths from the root
   */
  record Directory(List<String> directories, List<TemplateFile> files) {

    /** A directory that is not there. */
    public static final Directory NONE = new Directory(List.of(), List.of());

    /** Copies both lists. */
    public Directory {
      directories = List.copyOf(directories);
      files = List.copyOf(files);
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
      return directories.isEmpty() && files.isEmpty();
    }
  }
}
