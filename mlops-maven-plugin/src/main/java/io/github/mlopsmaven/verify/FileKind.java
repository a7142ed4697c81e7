package io.github.mlopsmaven.verify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

  private static final Set<String> STAGES = Set.of("stage", "template");

  private static final Set<String> JOBS = Set.of("job", "deployment", "template");

  /** Keys of the root that only other tools have. */
  private static final List<String> OTHERS =
      List.of("apiVersion", "kind", "services", "type", "on", "version", "repos");

  /**
   * Keys of the root of a pipeline, and of the job that it may be itself.
   *
   * @see <a href="https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/pipeline">Pipeline
   *     definition</a>
   */
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "appendCommitMessageToRunName",
          "trigger",
          "pr",
          "schedules",
          "resources",
          "variables",
          "parameters",
          "lockBehavior",
          "extends",
          "stages",
          "jobs",
          "steps",
          "pool",
          "strategy",
          "continueOnError",
          "container",
          "services",
          "workspace",
          "timeoutInMinutes",
          "cancelTimeoutInMinutes",
          "condition",
          "dependsOn",
          "displayName",
          "job",
          "uses",
          "templateContext",
          "schema",
          "phases",
          "queue",
          "clean");

  private static final List<String> PARTS =
      List.of("stages", "jobs", "steps", "variables", "resources");

  private static final List<String> TRIGGERS = List.of("branches", "paths", "tags", "batch");

  private static final Set<String> STEPS =
      Set.of(
          "task",
          "script",
          "bash",
          "pwsh",
          "powershell",
          "checkout",
          "template",
          "publish",
          "download",
          "downloadBuild",
          "getPackage",
          "reviewApp",
          "upload");

  static FileKind of(String path, Content content) {
    // The content of a file that is too large counts as empty, which is a mistake in most
    // languages.
    if (SourceFile.isOfTemplate(path) || content.isTooLarge()) {
      return OTHER;
    }
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    // A file that is called "py" has no extension.
    String extension = name.indexOf('.') < 0 ? "" : name.substring(name.lastIndexOf('.') + 1);
    return switch (extension) {
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
    boolean isElsewhere = path.startsWith(".github/") || path.startsWith(".circleci/");
    return !isElsewhere && isPipeline(root.get()) ? AZURE_PIPELINE : YAML;
  }

  /**
   * Whether it is a pipeline of Azure, by what only Azure says. Other tools have the same keys:
   * steps of Cloud Build, jobs of Kubernetes, stages of GitLab, triggers of schedules.
   */
  private static boolean isPipeline(YamlNode root) {
    if (hasAny(root, OTHERS) || root.keys().stream().filter(FileKind::isOfOthers).count() > 1) {
      return false;
    }
    boolean hasWork =
        has(root, "stages", STAGES) || has(root, "jobs", JOBS) || has(root, "steps", STEPS);
    boolean isStarted =
        root.get("trigger").filter(FileKind::isTrigger).isPresent()
            || root.get("pool").isPresent()
            || root.get("pr").isPresent()
            || root.get("schedules").isPresent();
    boolean isEmptyYet = isStarted && hasAny(root, PARTS);
    return hasWork
        || isEmptyYet
        || root.get("extends", "template").isPresent()
        || isVariables(root);
  }

  private static boolean isOfOthers(String key) {
    return !KEYS.contains(key) && !key.startsWith("${{") && !key.startsWith("x-");
  }

  /** Whether a list has an item that begins as Azure's do. */
  private static boolean has(YamlNode root, String list, Set<String> first) {
    Optional<YamlNode> found = root.get(list);
    if (found.isEmpty()) {
      return false;
    }
    for (YamlNode item : found.get().items()) {
      if (beginsWith(item, first)) {
        return true;
      }
    }
    for (YamlNode.Entry entry : found.get().entries()) {
      if (beginsWith(entry.key(), first)) {
        return true;
      }
    }
    return false;
  }

  private static boolean beginsWith(YamlNode item, Set<String> first) {
    for (YamlNode.Entry entry : item.entries()) {
      if (first.contains(entry.name()) || entry.name().startsWith("${{")) {
        return true;
      }
    }
    return item.text().orElse("").startsWith("${{");
  }

  private static boolean hasAny(YamlNode root, List<String> keys) {
    for (String key : keys) {
      if (root.entry(key).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTrigger(YamlNode trigger) {
    return trigger.isSequence() || trigger.text().isPresent() || hasAny(trigger, TRIGGERS);
  }

  /** A template of variables has nothing but these two. */
  private static boolean isVariables(YamlNode root) {
    return root.get("variables").isPresent()
        && Set.of("variables", "parameters").containsAll(root.keys());
  }
}
