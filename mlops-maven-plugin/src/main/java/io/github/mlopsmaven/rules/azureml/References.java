package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Optional;

/** How files of Azure Machine Learning name other files. */
final class References {

  private References() {}

  /**
   * The path that a value names.
   *
   * @param value the value
   * @return the path as it is written; empty for addresses, registered names and expressions
   */
  static Optional<String> local(YamlNode value) {
    return value
        .text()
        .map(text -> text.startsWith("file:") ? text.substring("file:".length()) : text)
        .filter(
            text ->
                !text.isBlank()
                    && text.indexOf(':') < 0
                    && text.indexOf('*') < 0
                    && text.indexOf('$') < 0
                    && text.indexOf('{') < 0
                    && text.indexOf('<') < 0
                    && !text.startsWith("/"));
  }

  /** Whether a value can only be a file: other values of its key are names. */
  static boolean isClearlyFile(YamlNode value) {
    String text = value.text().orElse("");
    return text.startsWith("file:")
        || text.startsWith("./")
        || text.startsWith("../")
        || text.endsWith(".yml")
        || text.endsWith(".yaml");
  }

  /**
   * The component of a pipeline's job, where it is a file of the project.
   *
   * @param project the project
   * @param file the pipeline
   * @param job the job
   */
  static Optional<YamlNode> component(VerifiedProject project, SourceFile file, YamlNode job) {
    return job.get("component")
        .flatMap(References::local)
        .flatMap(path -> FileSet.resolve(file.directory(), path))
        .flatMap(project::file)
        .flatMap(component -> component.yaml().root())
        // A flow or a run of prompt flow gets inputs and outputs when it becomes a component.
        .filter(
            root ->
                root.get("$schema")
                    .flatMap(YamlNode::text)
                    .filter(schema -> schema.contains("/promptflow/"))
                    .isEmpty());
  }
}
