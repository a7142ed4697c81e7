package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that some file of a project gives a value in the environment of what it starts. They
 * are looked for when a script reads a variable that nothing near it sets.
 */
final class GivenNames {

  /** Keys of YAML and JSON below which names have values in the environment. */
  private static final Set<String> ENVIRONMENTS =
      Set.of(
          "env",
          "environment",
          "variables",
          "environment_variables",
          "environmentVariables",
          "containerEnv",
          "remoteEnv",
          "args",
          "envs",
          "vars");

  private static final Pattern TERRAFORM =
      Pattern.compile("local-exec|templatefile|environment_variables|app_settings");

  private static final Pattern BICEP =
      Pattern.compile("loadTextContent|environmentVariables|appSettings");

  private final VerifiedProject project;
  private final Map<String, Boolean> known = new HashMap<>();
  private final Set<String> mapped = new HashSet<>();
  private boolean isRead;

  GivenNames(VerifiedProject project) {
    this.project = project;
  }

  /** Whether a file gives a name a value. */
  boolean has(String name) {
    return known.computeIfAbsent(name, this::isGiven);
  }

  /** Whether a name is a slip away from one that a workflow or a pipeline gives a value. */
  boolean hasNearly(String name) {
    read();
    return mapped.stream()
        .anyMatch(one -> one.length() > 4 && !one.equals(name) && Suggestion.isSlip(one, name));
  }

  private void read() {
    if (!isRead) {
      project
          .files()
          .of(
              FileKind.GITHUB_WORKFLOW,
              FileKind.GITHUB_ACTION,
              FileKind.AZURE_PIPELINE,
              FileKind.AZURE_ML,
              FileKind.YAML)
          .forEach(file -> file.yaml().root().ifPresent(root -> root.walk(this::collect)));
      isRead = true;
    }
  }

  private boolean isGiven(String name) {
    read();
    if (mapped.contains(name)) {
      return true;
    }
    // NAME=value anywhere; ENV NAME value; a key or a text where an environment is spoken of.
    String quoted = Pattern.quote(name);
    Pattern given =
        Pattern.compile(
            "(?<![\\w$.{-])" + quoted + "=(?!=)|\\b(?:ENV|ARG|export|env:)\\s*" + quoted + "\\b");
    Pattern said = Pattern.compile("(?<![\\w$.{-])[\"']?" + quoted + "[\"']?\\]? ?[:=](?!=)");
    return project.files().all().stream()
        .filter(file -> file.content().isText() && file.text().contains(name))
        .anyMatch(
            file ->
                given.matcher(file.text()).find()
                    || (speaksOfEnvironments(file) && said.matcher(file.text()).find()));
  }

  private static boolean speaksOfEnvironments(SourceFile file) {
    return switch (file.kind()) {
      case PYTHON, NOTEBOOK -> file.text().contains("environ");
      case TERRAFORM -> TERRAFORM.matcher(file.text()).find();
      case BICEP -> BICEP.matcher(file.text()).find();
      case JSON -> file.text().contains("env\"") || file.text().contains("Env\"");
      default -> false;
    };
  }

  private void collect(YamlNode node) {
    for (YamlNode.Entry entry : node.entries()) {
      if (ENVIRONMENTS.contains(entry.name())) {
        mapped.addAll(entry.value().keys());
        for (YamlNode item : entry.value().items()) {
          item.get("name").flatMap(YamlNode::text).ifPresent(mapped::add);
        }
        // Conditions of Azure Pipelines stand between.
        entry.value().entries().forEach(inner -> mapped.addAll(inner.value().keys()));
      }
    }
  }
}
