package io.github.mlopsmaven.verify;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a file is, by its path and, for YAML, by what it says. */
public enum FileKind {
  /** A workflow of GitHub Actions. */
  GITHUB_WORKFLOW,
  /** An action of GitHub Actions: {@code action.yml}. */
  GITHUB_ACTION,
  /** A pipeline of Azure Pipelines, or a template of steps, jobs, stages or variables. */
  AZURE_PIPELINE,
  /** A job, component, endpoint, … of Azure Machine Learning, by its {@code $schema}. */
  AZURE_ML,
  /** Any other YAML. */
  YAML,
  /** JSON. */
  JSON,
  /** A Jupyter notebook. */
  NOTEBOOK,
  /** Terraform code. */
  TERRAFORM,
  /** Bicep code. */
  BICEP,
  /** Python code. */
  PYTHON,
  /** A shell script. */
  SHELL,
  /** Anything else. */
  OTHER;

  private static final Pattern WORKFLOW = Pattern.compile("\\.github/workflows/[^/]+\\.ya?ml");

  static FileKind of(String path, Content content) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "yml", "yaml" -> yaml(path, name, content);
      case "json" -> JSON;
      case "ipynb" -> NOTEBOOK;
      case "tf", "tfvars" -> TERRAFORM;
      case "bicep", "bicepparam" -> BICEP;
      case "py" -> PYTHON;
      case "sh", "bash" -> SHELL;
      default -> OTHER;
    };
  }

  private static FileKind yaml(String path, String name, Content content) {
    if (WORKFLOW.matcher(path).matches()) {
      return GITHUB_WORKFLOW;
    }
    Optional<YamlNode> root = YamlFile.of(content).root();
    if (root.isEmpty()) {
      return YAML;
    }
    boolean isAction = name.equals("action.yml") || name.equals("action.yaml");
    if (isAction && root.get().get("runs").isPresent()) {
      return GITHUB_ACTION;
    }
    Optional<String> schema = root.get().get("$schema").flatMap(YamlNode::text);
    if (schema.isPresent()) {
      return schema.get().contains("azuremlschemas") ? AZURE_ML : YAML;
    }
    return isPipeline(root.get()) ? AZURE_PIPELINE : YAML;
  }

  private static boolean isPipeline(YamlNode root) {
    // Other tools have some of these keys, with other values.
    boolean isJob = root.get("type").isPresent() || root.get("services").isPresent();
    boolean isStarted = root.get("trigger").isPresent() || root.get("pool").isPresent();
    boolean hasLists =
        Stream.of("stages", "jobs", "steps", "parameters")
            .flatMap(key -> root.get(key).stream())
            .anyMatch(list -> list.items().stream().anyMatch(YamlNode::isMapping));
    boolean isExtended = root.get("extends", "template").isPresent();
    return !isJob && (isStarted || hasLists || isExtended || isVariables(root));
  }

  /** A template of variables has nothing but these two. */
  private static boolean isVariables(YamlNode root) {
    return root.get("variables").isPresent()
        && Set.of("variables", "parameters").containsAll(root.keys());
  }
}
