package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds the commands of a project's own hooks of pre-commit.
 *
 * @param project the project
 * @param sink takes the scripts
 * @see <a href="https://pre-commit.com/#repository-local-hooks">Repository local hooks</a>
 */
record PreCommitScripts(VerifiedProject project, Consumer<JobScript> sink) {

  private static final Set<String> NAMES =
      Set.of(".pre-commit-config.yaml", ".pre-commit-config.yml");

  /** Languages whose entry is a command that is run as it is written. */
  private static final Set<String> PLAIN =
      Set.of("system", "unsupported", "script", "unsupported_script", "python");

  void find() {
    for (SourceFile file : project.files().of(FileKind.YAML)) {
      if (NAMES.contains(file.path())) {
        file.yaml().root().ifPresent(root -> hooks(file, root));
      }
    }
  }

  private void hooks(SourceFile file, YamlNode root) {
    for (YamlNode repository : root.get("repos").map(YamlNode::items).orElse(List.of())) {
      boolean isOwn =
          repository.get("repo").flatMap(YamlNode::text).filter("local"::equals).isPresent();
      for (YamlNode hook :
          isOwn
              ? repository.get("hooks").map(YamlNode::items).orElse(List.of())
              : List.<YamlNode>of()) {
        boolean isPlain =
            hook.get("language").flatMap(YamlNode::text).filter(PLAIN::contains).isPresent();
        hook.get("entry")
            .filter(any -> isPlain)
            .ifPresent(entry -> hook(file, entry, hook.get("args")));
      }
    }
  }

  private void hook(SourceFile file, YamlNode entry, Optional<YamlNode> arguments) {
    StringBuilder command = new StringBuilder(entry.text().orElse(""));
    for (YamlNode argument : arguments.map(YamlNode::items).orElse(List.of())) {
      command.append(" '").append(argument.text().orElse("").replace("'", "")).append('\'');
    }
    sink.accept(
        new JobScript(
            command.toString(),
            Optional.of(""),
            Optional.empty(),
            WorkTree.of(project.files()),
            Origin.of(file).at(entry)));
  }
}
