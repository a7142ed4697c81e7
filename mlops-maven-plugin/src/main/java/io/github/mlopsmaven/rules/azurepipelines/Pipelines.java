package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pipelines and templates of a project, and what they declare for each other. */
final class Pipelines {

  private static final int DEEPEST = 10;

  private final VerifiedProject project;
  private final List<SourceFile> files;
  private final Map<String, Repository> repositories = new LinkedHashMap<>();

  Pipelines(VerifiedProject project) {
    this.project = project;
    this.files = project.files().of(FileKind.AZURE_PIPELINE);
    for (SourceFile file : files) {
      repositories(file).forEach(repositories::putIfAbsent);
    }
  }

  /**
   * A repository resource.
   *
   * @param name what it is called at its host
   * @param ref its state; empty for the default branch
   * @param node where it is declared: at its ref, where it has one
   */
  record Repository(String name, String ref, YamlNode node) {}

  /** The pipelines and templates. */
  List<SourceFile> files() {
    return files;
  }

  /**
   * The repositories that a file may name: its own, or, for a template that other pipelines include
   * and that declares none, those of all pipelines.
   */
  Map<String, Repository> repositoriesOf(SourceFile file) {
    Map<String, Repository> own = repositories(file);
    boolean isTemplate = file.yaml().root().filter(root -> isStarted(root)).isEmpty();
    return own.isEmpty() && isTemplate ? repositories : own;
  }

  /** Whether a file is what a pipeline starts from. */
  private static boolean isStarted(YamlNode root) {
    return List.of("trigger", "pr", "schedules", "resources", "name", "pool").stream()
        .anyMatch(key -> root.get(key).isPresent());
  }

  /** The repositories that a file declares, by alias. */
  static Map<String, Repository> repositories(SourceFile file) {
    Map<String, Repository> found = new LinkedHashMap<>();
    file.yaml()
        .root()
        .flatMap(root -> root.get("resources", "repositories"))
        .ifPresent(
            list ->
                Expressions.items(
                    list,
                    (item, always) ->
                        item.get("repository")
                            .flatMap(YamlNode::text)
                            .ifPresent(
                                alias ->
                                    found.put(
                                        alias,
                                        new Repository(
                                            item.get("name").flatMap(YamlNode::text).orElse(alias),
                                            item.get("ref").flatMap(YamlNode::text).orElse(""),
                                            item.get("ref").orElse(item))))));
    return found;
  }

  /**
   * The repository of the pipeline templates, where an alias stands for it.
   *
   * @param alias the alias
   * @param repository what the alias is declared as
   */
  Optional<String> pipelineTemplates(String alias, Repository repository) {
    return project
        .pipelineTemplates()
        .filter(
            templates ->
                templates.alias().equals(alias)
                    || templates.repository().equalsIgnoreCase(repository.name()))
        .map(SharedRepository::repository);
  }

  /**
   * What a variable or parameter of a file can be.
   *
   * @param file the pipeline
   * @param name {@code variables.NAME} or {@code parameters.NAME}
   */
  Set<String> values(SourceFile file, String name) {
    Optional<YamlNode> root = file.yaml().root();
    String plain = name.substring(name.indexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (root.isEmpty()) {
      return Set.of();
    }
    if (name.startsWith("parameters.")) {
      return Optional.ofNullable(Parameters.declared(root.get()).get(plain))
          .map(Parameters.Declared::values)
          .orElse(Set.of());
    }
    Map<String, Set<String>> variables = new LinkedHashMap<>();
    root.get().get("variables").ifPresent(node -> variables(file, node, variables, true, 0));
    return variables.getOrDefault(plain, Set.of());
  }

  private void variables(
      SourceFile file, YamlNode node, Map<String, Set<String>> known, boolean always, int depth) {
    for (YamlNode.Entry entry : node.entries()) {
      if (Expressions.control(entry.name()).isPresent()) {
        variables(file, entry.value(), known, false, depth);
      } else {
        define(known, entry.name(), entry.value().text(), always);
      }
    }
    Expressions.items(
        node,
        (item, alwaysThere) -> {
          boolean certain = always && alwaysThere;
          item.get("name")
              .flatMap(YamlNode::text)
              .ifPresent(
                  name -> define(known, name, item.get("value").flatMap(YamlNode::text), certain));
          item.get("template")
              .flatMap(YamlNode::text)
              .filter(path -> depth < DEEPEST)
              .flatMap(path -> path(file.directory(), path))
              .flatMap(project::file)
              .ifPresent(
                  template ->
                      template
                          .yaml()
                          .root()
                          .flatMap(root -> root.get("variables"))
                          .ifPresent(more -> variables(template, more, known, certain, depth + 1)));
        });
  }

  /** What is set last counts, unless it is under a condition. */
  private static void define(
      Map<String, Set<String>> known, String name, Optional<String> value, boolean always) {
    Set<String> values =
        known.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new LinkedHashSet<>());
    if (always) {
      values.clear();
    }
    value.ifPresent(values::add);
  }

  /**
   * A template's path from the root of its repository.
   *
   * @param directory of the file that names it
   * @param path as it is named
   */
  static Optional<String> path(String directory, String path) {
    // The service runs on Windows too, and takes its separator.
    String plain = path.replace('\\', '/');
    return FileSet.resolve(plain.startsWith("/") ? "" : directory, plain);
  }
}
