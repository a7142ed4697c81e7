package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code resources.pipeline.ALIAS.NAME}: what is read of a pipeline resource.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/resources-pipelines-pipeline">Pipeline
 *     resource metadata</a>
 */
final class PipelineResources {

  private static final Pattern RESOURCE =
      Pattern.compile("\\bresources\\.pipeline\\.(\\w+)\\.(\\w+)");

  private static final Set<String> PARTS =
      new TreeSet<>(
          Set.of(
              "projectID",
              "projectName",
              "pipelineName",
              "pipelineID",
              "runName",
              "runID",
              "runURI",
              "sourceBranch",
              "sourceCommit",
              "sourceProvider",
              "requestedFor",
              "requestedForID"));

  private PipelineResources() {}

  /**
   * Looks at a text.
   *
   * @param pipelines the project's pipelines
   * @param file the file
   * @param node where the text stands
   * @param findings takes what is found
   */
  static void check(Pipelines pipelines, SourceFile file, YamlNode node, Findings findings) {
    String text = node.text().orElse("");
    Matcher resource = RESOURCE.matcher(text.contains("resources.pipeline.") ? text : "");
    while (resource.find()) {
      Set<String> known = aliases(pipelines);
      if (!known.contains(resource.group(1))) {
        findings.add(
            TemplateCheck.UNKNOWN_ALIAS,
            file.path(),
            node.positionOf(resource.start(1)),
            "no pipeline resource has the alias '" + resource.group(1) + "'",
            known.isEmpty()
                ? "declare it in resources.pipelines"
                : Suggestion.useOneOf(resource.group(1), known));
      } else if (PARTS.stream().noneMatch(resource.group(2)::equalsIgnoreCase)) {
        findings.add(
            TemplateCheck.UNKNOWN_ALIAS,
            file.path(),
            node.positionOf(resource.start(2)),
            "a pipeline resource has no '" + resource.group(2) + "'",
            Suggestion.useOneOf(resource.group(2), PARTS));
      }
    }
  }

  /** The aliases in all pipelines: a template is seen from those that include it. */
  private static Set<String> aliases(Pipelines pipelines) {
    Set<String> known = new TreeSet<>();
    for (SourceFile one : pipelines.files()) {
      one.yaml()
          .root()
          .flatMap(root -> root.get("resources", "pipelines"))
          .ifPresent(
              list ->
                  list.items()
                      .forEach(
                          item ->
                              item.get("pipeline").flatMap(YamlNode::text).ifPresent(known::add)));
    }
    return known;
  }
}
