package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the files of Azure Machine Learning in a project register, by kind. */
final class Registered {

  private static final String WHOLE = "\\d{1,9}";

  private Registered() {}

  /**
   * The kind of a name that the project's files register, where that is another one.
   *
   * @param project the project
   * @param kind the kind that is wanted
   * @param name the name
   * @return the other kind; empty where the name is of the wanted kind, of none, or may be of both
   */
  static Optional<String> otherKind(VerifiedProject project, String kind, String name) {
    Set<String> kinds = new TreeSet<>();
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      Optional<YamlNode> root = file.yaml().root();
      if (root.flatMap(node -> node.get("name"))
          .flatMap(YamlNode::text)
          .filter(name::equals)
          .isPresent()) {
        kinds.add(root.flatMap(Registered::kind).orElse(kind));
      }
    }
    return kinds.isEmpty() || kinds.contains(kind) || isNamedAs(project, kind, name)
        ? Optional.empty()
        : kinds.stream().findFirst();
  }

  /**
   * The newest version of an asset that the project registers, where that is older than the wanted
   * one.
   *
   * @param project the project
   * @param kind the kind that is wanted
   * @param name the name
   * @param version the version that is wanted; null where any will do
   */
  static Optional<String> newestBelow(
      VerifiedProject project, String kind, String name, @Nullable String version) {
    long newest = -1;
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      Optional<YamlNode> root = file.yaml().root();
      boolean isIt =
          root.flatMap(node -> node.get("name"))
                  .flatMap(YamlNode::text)
                  .filter(name::equals)
                  .isPresent()
              && root.flatMap(Registered::kind).filter(kind::equals).isPresent();
      if (isIt) {
        String text = root.flatMap(node -> node.get("version")).flatMap(YamlNode::text).orElse("");
        if (!text.matches(WHOLE)) {
          return Optional.empty();
        }
        newest = Math.max(newest, Long.parseLong(text));
      }
    }
    boolean isOlder =
        version != null
            && version.matches(WHOLE)
            && newest >= 0
            && newest < Long.parseLong(version)
            && !isNamedAs(project, kind, name);
    return isOlder ? Optional.of(String.valueOf(newest)) : Optional.empty();
  }

  /** Whether the model of a deployment is certainly in another format than that of MLflow. */
  static boolean isCustomModel(VerifiedProject project, YamlNode model) {
    if (model.isMapping()) {
      return model.get("path").isPresent() && isCustom(model);
    }
    String name = model.text().orElse("").replaceFirst("^azureml:", "").replaceFirst("[@:].*", "");
    List<YamlNode> found = new ArrayList<>();
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .filter(root -> kind(root).filter("model"::equals).isPresent())
          .filter(root -> root.get("name").flatMap(YamlNode::text).filter(name::equals).isPresent())
          .ifPresent(found::add);
    }
    return !found.isEmpty() && found.stream().allMatch(Registered::isCustom);
  }

  private static boolean isCustom(YamlNode model) {
    return model.get("type").flatMap(YamlNode::text).filter("custom_model"::equals).isPresent();
  }

  /** The kind that a file registers, by its schema. */
  private static Optional<String> kind(YamlNode root) {
    String schema =
        root.get("$schema")
            .flatMap(YamlNode::text)
            .map(text -> text.substring(text.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
            .orElse("");
    if (schema.endsWith("component.schema.json")) {
      return Optional.of("component");
    }
    if (schema.contains("compute")) {
      return Optional.of("compute");
    }
    // A datastore is called after what it stores: azureBlob, azureFile.
    return switch (schema) {
      case "environment.schema.json" -> Optional.of("environment");
      case "data.schema.json" -> Optional.of("data");
      case "model.schema.json" -> Optional.of("model");
      case "azureblob.schema.json",
          "azurefile.schema.json",
          "azuredatalakegen1.schema.json",
          "azuredatalakegen2.schema.json" ->
          Optional.of("datastore");
      default -> Optional.empty();
    };
  }

  /** Whether a line outside of such files has the name and the kind: a script may register it. */
  private static boolean isNamedAs(VerifiedProject project, String kind, String name) {
    return project.files().all().stream()
        .filter(
            file ->
                switch (file.kind()) {
                  case AZURE_PIPELINE, GITHUB_WORKFLOW, YAML, PYTHON, SHELL, TERRAFORM, BICEP ->
                      true;
                  default -> false;
                })
        .filter(file -> file.text().contains(name))
        .flatMap(file -> file.content().lines().stream())
        .anyMatch(line -> line.contains(name) && line.toLowerCase(Locale.ROOT).contains(kind));
  }
}
