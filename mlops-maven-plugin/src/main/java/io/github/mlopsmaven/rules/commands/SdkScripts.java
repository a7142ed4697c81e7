package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.python.PythonCommands;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds the commands of jobs that Python code makes.
 *
 * @param project the project
 * @param sink takes the commands
 */
record SdkScripts(VerifiedProject project, Consumer<JobScript> sink) {

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{[^}$]*+(?:\\$(?!\\{\\{)[^}$]*+)*+}}");

  void find() {
    for (PythonCommands.Command command : PythonCommands.in(project)) {
      String text =
          EXPRESSION
              .matcher(command.text())
              .replaceAll(String.valueOf(ShellWord.UNKNOWN))
              .replace("$[[", "")
              .replace("]]", "");
      // Blanks in the place of what stands before it, so that places are those of the file.
      sink.accept(
          new JobScript(
              " ".repeat(command.index()) + text,
              Optional.of(command.code()),
              Optional.empty(),
              WorkTree.of(project.files()),
              Origin.of(command.file())));
    }
  }
}
