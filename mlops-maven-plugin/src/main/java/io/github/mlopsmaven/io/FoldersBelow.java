package io.github.mlopsmaven.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Folders for files below a root that exists. Unlike {@link Files#createDirectories}, it never
 * makes the root again: a stop removes a staging directory while other threads may still write, and
 * nothing must bring it back.
 */
public final class FoldersBelow {

  private FoldersBelow() {}

  /**
   * Makes the folder that a file is in, with those above it up to the root.
   *
   * @param root a folder that exists
   * @param file a file below it
   * @throws NoSuchFileException if the root does not exist (any longer)
   * @throws IOException if a folder cannot be made
   */
  public static void make(Path root, Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null || parent.equals(root) || !parent.startsWith(root)) {
      return;
    }
    if (Files.isDirectory(parent)) {
      return;
    }
    make(root, parent);
    try {
      Files.createDirectory(parent);
    } catch (FileAlreadyExistsException e) {
      // Another thread was first, or something else is in the way.
      if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }
}
