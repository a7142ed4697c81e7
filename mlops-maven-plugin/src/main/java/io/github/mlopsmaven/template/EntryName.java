package io.github.mlopsmaven.template;

import io.github.mlopsmaven.problem.UsageException;
import java.util.Locale;

/**
 * Names in a directory of a template. One that git would not write would be read as another path
 * than the one that it stands for: {@code a/b} as a file of {@code a}. The rules are those of
 * {@code git fsck}.
 */
public final class EntryName {

  /** Stands for the bytes of a name that are not UTF-8. */
  public static final char NOT_UTF_8 = '\uFFFD';

  /** How the operating system writes names, as far as this JVM can read them. */
  private static final String ON_DISK = System.getProperty("sun.jnu.encoding", "UTF-8");

  private EntryName() {}

  /**
   * Refuses a directory that is damaged.
   *
   * @param directory its path; the empty string is the root
   * @param name what it is said to hold
   * @throws UsageException if no directory holds that
   */
  public static void require(String directory, String name) {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.equalsIgnoreCase(".git")
        || name.indexOf('/') >= 0) {
      throw damaged(directory, "an entry named '" + name + "'");
    }
  }

  /**
   * Refuses a name that is not UTF-8, as from an old archive or a Windows of long ago: it would be
   * written under another name. Whoever decodes such a name puts {@link #NOT_UTF_8} into it.
   *
   * @param path the path of an entry
   * @throws UsageException with what to type in the template's repository
   */
  public static void requireUtf8(String path) {
    if (path.indexOf(NOT_UTF_8) >= 0) {
      throw new UsageException(
          "the template has the path '" + path + "', which is not UTF-8",
          "rename it in the template with git mv, or exclude it there; nothing was written");
    }
  }

  /**
   * Refuses a name that this JVM cannot read from the disk. In a locale without Unicode, such as
   * the POSIX locale of many containers, those are all names outside ASCII.
   *
   * @param path the path of a file on disk
   * @throws UsageException with what to type
   */
  public static void requireReadable(String path) {
    requireReadable(path, ON_DISK);
  }

  static void requireReadable(String path, String encoding) {
    if (path.indexOf(NOT_UTF_8) >= 0 && !encoding.toUpperCase(Locale.ROOT).startsWith("UTF")) {
      throw new UsageException(
          "the name of the file '" + path + "' cannot be read in the character set " + encoding,
          "run with a UTF-8 locale: LC_ALL=C.UTF-8 mvn ...");
    }
    requireUtf8(path);
  }

  /**
   * The refusal of a directory that is damaged.
   *
   * @param directory its path; the empty string is the root
   * @param what what it holds
   */
  public static UsageException damaged(String directory, String what) {
    return new UsageException(
        "the template's tree is damaged: "
            + (directory.isEmpty() ? "its root" : directory)
            + " has "
            + what,
        "git fsck in the template's repository names such trees; make the commit, or the archive,"
            + " again");
  }
}
