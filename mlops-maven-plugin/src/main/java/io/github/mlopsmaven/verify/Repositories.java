package io.github.mlopsmaven.verify;

/** Finds the files of other repositories, at a state. */
@FunctionalInterface
public interface Repositories {

  /** Gives none, and says why. */
  Repositories NONE = (name, ref) -> new Found.Absent("other repositories are not checked");

  /**
   * Finds a repository's files. The answer is the same for the life of this object.
   *
   * @param name {@code OWNER/REPO} of GitHub, or {@code PROJECT/REPO} of Azure Repos
   * @param ref a branch, a tag, a full commit id or a name that begins with {@code refs/}; the
   *     empty string is the repository's HEAD
   */
  Found find(String name, String ref);

  /** A repository that was looked for. */
  sealed interface Found {

    /**
     * Its files are at hand.
     *
     * @param files its files; only YAML has content, and paths stand for the others
     */
    record Files(FileSet files) implements Found {}

    /**
     * It was read, and has no such state.
     *
     * @param problem what it lacks, without a full stop
     * @param remedy what to name instead, without a full stop
     */
    record Lacking(String problem, String remedy) implements Found {}

    /**
     * It could not be read at that state, so nothing is known about it.
     *
     * @param reason why, without a full stop
     */
    record Absent(String reason) implements Found {}
  }
}
