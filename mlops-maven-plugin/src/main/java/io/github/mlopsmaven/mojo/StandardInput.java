package io.github.mlopsmaven.mojo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Whether anybody can answer a question on the standard input. Where it was closed before Java
 * began, the number of its descriptor was given to the first file that Java opened, and reading
 * gives the bytes of that file.
 */
final class StandardInput {

  private StandardInput() {}

  /** Whether it is open, as far as the operating system tells; where it does not, it is. */
  static boolean isOpen() {
    return isOpen(Path.of("/proc/self/fd"), Path.of(System.getProperty("java.home")));
  }

  /**
   * The same, of any process.
   *
   * @param descriptors a folder with a link to each file that is open, as Linux has it
   * @param java where Java's own files are
   */
  static boolean isOpen(Path descriptors, Path java) {
    if (!Files.isDirectory(descriptors)) {
      return true;
    }
    Path descriptor = descriptors.resolve("0");
    if (!Files.exists(descriptor, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      Path file = descriptor.toRealPath();
      return !file.equals(Path.of("/dev/null"))
          && !file.startsWith(java.toRealPath())
          && !file.toString().endsWith(".jar");
    } catch (IOException e) {
      // A pipe or a socket has a name that is not a path.
      return true;
    }
  }
}
