package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python script that a job, a component or a deployment starts.
 *
 * @param script the script
 * @param code the folder that it is sent with
 * @param command what starts it; empty for a scoring script
 */
record StepScript(SourceFile script, String code, String command) {

  private static final Pattern PROGRAM =
      Pattern.compile("\\bpython[\\d.]*\\s+(?:-u\\s+)?(?:([\\w./-]+\\.py)|-m\\s+([\\w.]+))");

  /**
   * The script of a step.
   *
   * @param project the project
   * @param file where the step is
   * @param node the step, or the deployment
   * @return empty where it has none, or several
   */
  static Optional<StepScript> of(VerifiedProject project, SourceFile file, YamlNode node) {
    Optional<YamlNode> scoring = node.get("code_configuration");
    Optional<String> code =
        scoring
            .flatMap(one -> one.get("code"))
            .or(() -> node.get("code"))
            .flatMap(References::local)
            .flatMap(path -> FileSet.resolve(file.directory(), path));
    if (code.isEmpty()) {
      return Optional.empty();
    }
    String command = node.get("command").flatMap(YamlNode::text).orElse("");
    return scoring
        .flatMap(one -> one.get("scoring_script"))
        .flatMap(References::local)
        .or(() -> program(command))
        .flatMap(path -> FileSet.resolve(code.get(), path))
        .flatMap(project::file)
        .map(script -> new StepScript(script, code.get(), command));
  }

  /** The one program of a command. */
  private static Optional<String> program(String command) {
    Matcher program = PROGRAM.matcher(command);
    if (!program.find()) {
      return Optional.empty();
    }
    String path =
        program.group(1) == null ? program.group(2).replace('.', '/') + ".py" : program.group(1);
    return program.find() ? Optional.empty() : Optional.of(path);
  }
}
