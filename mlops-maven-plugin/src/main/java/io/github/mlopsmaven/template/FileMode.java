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
  SUBMODULE
}
