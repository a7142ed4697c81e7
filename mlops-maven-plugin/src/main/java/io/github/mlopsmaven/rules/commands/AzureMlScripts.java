package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds the commands of Azure Machine Learning's jobs and components that run the project's code.
 *
 * @param project the project
 * @param sink takes the commands
 */
record AzureMlScripts(VerifiedProject project, Consumer<JobScript> sink) {

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{[^}$]*+(?:\\$(?!\\{\\{)[^}$]*+)*+}}");

  void find() {
    WorkTree tree = WorkTree.of(project.files());
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml().root().ifPresent(root -> root.walk(node -> job(file, node, tree)));
    }
  }

  private void job(SourceFile file, YamlNode node, WorkTree tree) {
    Optional<YamlNode> command = node.get("command");
    Optional<String> code = node.get("code").flatMap(YamlNode::text);
    if (command.flatMap(YamlNode::text).isEmpty() || code.isEmpty()) {
      return;
    }
    Optional<String> directory =
        code.filter(text -> text.indexOf(':') < 0 && !text.startsWith("/"))
            .flatMap(text -> FileSet.resolve(file.directory(), text))
            .filter(path -> project.files().isDirectory(path));
    if (directory.isPresent()) {
      // $[[ … ]] is left away when an optional input is not given.
      String text =
          EXPRESSION
              .matcher(command.get().text().orElseThrow())
              .replaceAll(String.valueOf(ShellWord.UNKNOWN))
              .replace("$[[", "")
              .replace("]]", "");
      sink.accept(
          new JobScript(text, directory, Optional.empty(), tree, Origin.of(file, command.get())));
    }
  }
}
