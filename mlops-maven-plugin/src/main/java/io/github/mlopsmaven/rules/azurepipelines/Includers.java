package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who includes which template: the jobs and stages of a template stand beside those of the pipeline
 * that includes it, and wait for them by name.
 *
 * @param project the project
 * @param pipelines its pipelines
 * @param by path of a template to the files that include it
 * @param trees path of a pipeline to its stages and jobs, as far as somebody asked for them
 */
record Includers(
    VerifiedProject project,
    Pipelines pipelines,
    Map<String, List<SourceFile>> by,
    Map<String, StageTree> trees) {

  private static final int DEEPEST = 8;

  private static final Pattern TEMPLATES =
      Pattern.compile("(?i)template|(?:^|/)(?:stages|jobs|steps|variables)/");

  static Includers of(VerifiedProject project) {
    Map<String, List<SourceFile>> by = new HashMap<>();
    Pipelines pipelines = new Pipelines(project);
    for (SourceFile file : project.files().of(FileKind.AZURE_PIPELINE)) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  root.walk(
                      node ->
                          included(pipelines, file, node)
                              .forEach(
                                  path ->
                                      by.computeIfAbsent(path, any -> new ArrayList<>())
                                          .add(file))));
    }
    return new Includers(project, pipelines, by, new HashMap<>());
  }

  /** The files that a node includes; several where a parameter decides. */
  private static List<String> included(Pipelines pipelines, SourceFile file, YamlNode node) {
    return node
        .get("template")
        .flatMap(YamlNode::text)
        .map(text -> text.endsWith("@self") ? "/" + text.replaceFirst("@self$", "") : text)
        .filter(text -> text.indexOf('@') < 0)
        .map(text -> Expressions.resolve(text, value -> pipelines.values(file, value)))
        .orElse(Set.of())
        .stream()
        .flatMap(text -> Pipelines.path(file.directory(), text).stream())
        .toList();
  }

  /** Whether nobody in the project includes a template, so that others do. */
  boolean isForOthers(SourceFile file) {
    return !by.containsKey(file.path())
        && file.yaml().root().filter(Includers::isStarted).isEmpty();
  }

  /** Whether a file that includes another one speaks of a name. */
  boolean isMentioned(SourceFile file, String name) {
    return by.getOrDefault(file.path(), List.of()).stream()
        .anyMatch(other -> other.text().contains(name));
  }

  /** Whether a file is what a pipeline starts from, and no template. */
  static boolean isStarted(YamlNode root) {
    return List.of("trigger", "pr", "schedules", "resources", "name", "pool", "extends").stream()
        .anyMatch(key -> root.get(key).isPresent());
  }

  /** Whether a pipeline starts from a file: it says so, or nothing includes it. */
  boolean isPipeline(SourceFile file, YamlNode root) {
    boolean isForOthers = isCalledTemplate(file.path());
    return isStarted(root)
        || (!by.containsKey(file.path())
            && !isForOthers
            && root.get("parameters").isEmpty()
            && (root.get("stages").isPresent() || root.get("jobs").isPresent()));
  }

  /** The stages and jobs of a pipeline. */
  StageTree tree(SourceFile file, YamlNode root) {
    StageTree known = trees.get(file.path());
    if (known == null) {
      known = StageTree.of(project, file, root);
      trees.put(file.path(), known);
    }
    return known;
  }

  /**
   * The stages and jobs beside which those of a file stand.
   *
   * @param file the file
   * @param root its root
   * @return none for a pipeline; empty where nobody can know them
   */
  Optional<Set<String>> names(SourceFile file, YamlNode root) {
    List<SourceFile> including = by.getOrDefault(file.path(), List.of());
    boolean isForOthers = isCalledTemplate(file.path());
    if (isStarted(root) || (including.isEmpty() && !isForOthers)) {
      return Optional.of(Set.of());
    }
    Set<String> names = new HashSet<>();
    Set<String> seen = new HashSet<>();
    including.forEach(other -> above(other, names, seen, 0));
    boolean isKnown = !including.isEmpty() && names.stream().noneMatch(Expressions::isExpression);
    return isKnown ? Optional.of(names) : Optional.empty();
  }

  /**
   * Whether a file is kept where templates are.
   *
   * @param path the file
   */
  static boolean isCalledTemplate(String path) {
    return TEMPLATES.matcher(path).find();
  }

  private void above(SourceFile file, Set<String> names, Set<String> seen, int depth) {
    if (depth > DEEPEST || !seen.add(file.path())) {
      return;
    }
    declared(file, names, depth);
    by.getOrDefault(file.path(), List.of()).forEach(other -> above(other, names, seen, depth + 1));
  }

  /** The names in a file and in the templates that it includes. */
  private void declared(SourceFile file, Set<String> names, int depth) {
    file.yaml()
        .root()
        .ifPresent(
            root ->
                root.walk(
                    node -> {
                      for (String key : List.of("stage", "job", "deployment")) {
                        node.get(key).flatMap(YamlNode::text).ifPresent(names::add);
                      }
                      if (depth <= DEEPEST) {
                        included(pipelines, file, node).stream()
                            .flatMap(path -> project.file(path).stream())
                            .forEach(template -> declared(template, names, depth + 4));
                      }
                    }));
  }
}
