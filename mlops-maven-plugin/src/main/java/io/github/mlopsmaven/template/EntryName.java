package io.github.mlopsmaven.template;

import io.github.mlopsmaven.problem.UsageException;

/**
 * Names in a directory of a template. One that git would not write would be read as another path
 * than the one that it stands for: {@code a/b} as a file of {@code a}. The rules are those of
 * {@code git fsck}.
 */
public final class EntryName {

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
