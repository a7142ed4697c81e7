package io.github.mlopsmaven.rules.commands;

import java.util.Optional;

/**
 * A script that a job runs, with its values put in.
 *
 * @param text the script; {@link ShellWord#UNKNOWN} stands for what is not known
 * @param directory where it starts, from the root of the job's files; empty if that is not known
 * @param home the directory of the script itself, where it is a file of the project
 * @param tree the files that are there
 * @param origin where it comes from
 */
record JobScript(
    String text, Optional<String> directory, Optional<String> home, WorkTree tree, Origin origin) {

  /** Whether its directory is all that it gets, as code that is sent to Azure Machine Learning. */
  boolean isPackaged() {
    return directory.isPresent() && !directory.get().isEmpty();
  }
}
