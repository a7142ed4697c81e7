package io.github.mlopsmaven.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Sets who may run a file, on file systems that know it. */
public final class RunBits {

  private static final Set<PosixFilePermission> ALL =
      EnumSet.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  private RunBits() {}

  /**
   * Lets everybody run a file who may read it, or nobody, as git does when it checks a file out. A
   * file that is right already is not touched; a link is not followed.
   *
   * @param file the file
   * @param runs whether it can be run
   * @throws IOException if its permissions cannot be read or changed
   */
  public static void set(Path file, boolean runs) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return;
    }
    // A file may have no permission at all, and EnumSet.copyOf takes no empty set.
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(view.readAttributes().permissions());
    boolean changed =
        runs ? permissions.add(PosixFilePermission.OWNER_EXECUTE) : permissions.removeAll(ALL);
    if (runs && permissions.contains(PosixFilePermission.GROUP_READ)) {
      changed |= permissions.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (runs && permissions.contains(PosixFilePermission.OTHERS_READ)) {
      changed |= permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    if (changed) {
      view.setPermissions(permissions);
    }
  }
}
