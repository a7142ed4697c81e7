package io.github.mlopsmaven.git;

import java.util.List;

/**
 * The classes of JGit that the end of a generation needs, to be loaded while its beginning waits.
 */
public final class GitClasses {

  private static final List<String> OF_A_COMMIT =
      List.of(
          "attributes.AttributesHandler",
          "dircache.DirCache",
          "dircache.DirCacheBuilder",
          "dircache.DirCacheTree",
          "internal.storage.file.ObjectDirectoryPackParser",
          "internal.storage.file.Pack",
          "internal.storage.file.PackIndexV2",
          "internal.storage.file.PackIndexWriterV2",
          "internal.storage.file.PackInserter",
          "internal.storage.file.RefDirectoryUpdate",
          "internal.storage.file.ReflogWriter",
          "internal.storage.file.WindowCursor",
          "lib.CommitBuilder",
          "lib.PersonIdent",
          "lib.TreeFormatter",
          "transport.PackParser",
          "treewalk.CanonicalTreeParser",
          "treewalk.FileTreeIterator",
          "treewalk.TreeWalk",
          "util.io.EolStreamTypeUtil",
          "util.sha1.SHA1");

  private GitClasses() {}

  /** Loads them; from one that this version of JGit lacks, the rest is left to the goal itself. */
  public static void ofACommit() {
    GitThreads.begin();
    try {
      for (String name : OF_A_COMMIT) {
        Class.forName("org.eclipse.jgit." + name, true, GitClasses.class.getClassLoader());
      }
    } catch (ClassNotFoundException e) {
      return;
    }
  }
}
