package io.github.mlopsmaven.git;

import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.LineEnds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** A file of a work tree, compared with what git has of it. */
final class OnDisk {

  private OnDisk() {}

  /** Whether there is anything at a path; a link that leads nowhere is something. */
  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Whether a file is as git has it. Line ends do not count, and neither does the bit that lets it
   * run where the file system or the repository has none.
   *
   * @param modes whether that bit counts
   */
  static boolean is(Path path, FileMode mode, String blob, boolean modes) throws IOException {
    if (!exists(path)) {
      return false;
    }
    Optional<byte[]> bytes = bytes(path, mode);
    if (bytes.isEmpty()) {
      return false;
    }
    if (mode == FileMode.SYMBOLIC_LINK) {
      return BlobIds.of(bytes.get()).equals(blob);
    }
    boolean runs = Files.isExecutable(path);
    return LineEnds.isSame(bytes.get(), blob) && (!modes || runs == (mode == FileMode.EXECUTABLE));
  }

  /** The bytes of a file, or a link's target; empty where it is of the other kind. */
  private static Optional<byte[]> bytes(Path path, FileMode mode) throws IOException {
    if (mode == FileMode.SYMBOLIC_LINK) {
      return Files.isSymbolicLink(path)
          ? Optional.of(
              Files.readSymbolicLink(path)
                  .toString()
                  .replace('\\', '/')
                  .getBytes(StandardCharsets.UTF_8))
          : Optional.empty();
    }
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(Files.readAllBytes(path))
        : Optional.empty();
  }
}
