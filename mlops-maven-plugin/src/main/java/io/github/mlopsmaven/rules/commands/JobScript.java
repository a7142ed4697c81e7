package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A script that a job runs, with its values put in.
 *
 * @param text the script; {@link ShellWord#UNKNOWN} stands for what is not known
 * @param directory where it starts, from the root of the job's files; empty if that is not known
 * @param home the directory of the script itself, where it is a file of the project
 * @param tree the files that are there
 * @param origin where it comes from
 * @param environment the environment variables that the pipeline gives it, as far as their values
 *     are known
 * @param files what the job has made
 */
record JobScript(
    String text,
    Optional<String> directory,
    Optional<String> home,
    WorkTree tree,
    Origin origin,
    Map<String, String> environment,
    JobFiles files) {

  JobScript {
    environment = Map.copyOf(environment);
  }

  JobScript(
      String text,
      Optional<String> directory,
      Optional<String> home,
      WorkTree tree,
      Origin origin) {
    this(text, directory, home, tree, origin, Map.of(), new JobFiles(false));
  }

  /** The same with another text. */
  JobScript withText(String other) {
    return other.equals(text)
        ? this
        : new JobScript(other, directory, home, tree, origin, environment, files);
  }

  /** The same among other files. */
  JobScript in(WorkTree others) {
    return new JobScript(text, directory, home, others, origin, environment, files);
  }

  /** Whether its directory is all that it gets, as code that is sent to Azure Machine Learning. */
  boolean isPackaged() {
    return directory.isPresent() && !directory.get().isEmpty();
  }

  /** Whether it runs elsewhere, from a copy of its directory that may have other modes. */
  boolean isSent() {
    FileKind kind = origin().file().kind();
    return kind == FileKind.AZURE_ML || kind == FileKind.PYTHON || kind == FileKind.NOTEBOOK;
  }

  /** Whether people type it, as a document tells them. */
  boolean isOfDocument() {
    return home().isPresent() && origin().file().name().toLowerCase(Locale.ROOT).endsWith(".md");
  }
}
