package io.github.mlopsmaven.template;

/** The modes that git knows for an entry of a tree that is not a directory. */
public enum FileMode {
  /** A file, {@code 100644}. */
  REGULAR,
  /** A file that can be run, {@code 100755}. */
  EXECUTABLE,
  /** A symbolic link, {@code 120000}; its content is its target. */
  SYMBOLIC_LINK,
  /** A submodule, {@code 160000}; it has no content in this repository. */
  SUBMODULE;

  /** Git's digits for it. */
  public String digits() {
    return switch (this) {
      case REGULAR -> "100644";
      case EXECUTABLE -> "100755";
      case SYMBOLIC_LINK -> "120000";
      case SUBMODULE -> "160000";
    };
  }

  /**
   * The mode of git's digits.
   *
   * @param digits as {@link #digits} gives them; any others are those of a regular file
   */
  public static FileMode ofDigits(String digits) {
    return switch (digits) {
      case "100755" -> EXECUTABLE;
      case "120000" -> SYMBOLIC_LINK;
      case "160000" -> SUBMODULE;
      default -> REGULAR;
    };
  }
}
