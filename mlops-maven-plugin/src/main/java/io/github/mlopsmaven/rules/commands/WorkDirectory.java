package io.github.mlopsmaven.rules.commands;

/**
 * A directory that a step is told to work in.
 *
 * @param path the directory, from the root of the job's files
 * @param tree the files that are there
 * @param made what the job has made before
 * @param origin where it is written
 */
record WorkDirectory(String path, WorkTree tree, JobFiles made, Origin origin) {

  /** Whether it may be there: as a folder of the project, or made by a step before. */
  boolean mayBeThere() {
    String file = origin.file().path();
    return tree.mayHaveDirectory(path)
        || made.mayHave(path)
        || tree.isOfOthers(file, path)
        || tree.ownRoots(file).stream().anyMatch(root -> tree.mayHaveDirectory(root + "/" + path));
  }
}
