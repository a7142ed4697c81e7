package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Optional;

/** Compares what a file of Azure Machine Learning refers to with what the reference needs. */
final class ReferredKind {

  private ReferredKind() {}

  /** What is wrong with the file that a key names; empty where it fits, or nobody knows. */
  static Optional<String> mistake(VerifiedProject project, SourceFile file, YamlNode.Entry entry) {
    String wanted =
        switch (entry.name()) {
          case "component" -> "component";
          case "environment" -> "environment";
          case "model" -> "model";
          case "create_job", "job" -> "job";
          case "conda_file" -> "conda";
          default -> "";
        };
    if (wanted.isEmpty() || !References.isClearlyFile(entry.value())) {
      return Optional.empty();
    }
    Optional<SourceFile> found =
        References.local(entry.value())
            .flatMap(path -> FileSet.resolve(file.directory(), path))
            .flatMap(project::file);
    Optional<YamlNode> root = found.flatMap(one -> one.yaml().root()).filter(YamlNode::isMapping);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    String schema = AssetNames.schema(root.get());
    String path = found.get().path();
    if (wanted.equals("conda")) {
      boolean isConda = schema.isEmpty() && root.get().get("dependencies").isPresent();
      boolean isLocked = root.get().get("package").isPresent();
      return isConda || isLocked
          ? Optional.empty()
          : Optional.of("'" + path + "' is no environment of conda");
    }
    return schema.isEmpty() || schema.contains(wanted)
        ? Optional.empty()
        : Optional.of(
            "'" + path + "' is of the schema " + schema + ", and a " + wanted + " is needed here");
  }
}
