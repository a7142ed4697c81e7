package io.github.mlopsmaven.needs;

import io.github.mlopsmaven.needs.PipelineNeeds.Pipeline;
import io.github.mlopsmaven.needs.PipelineNeeds.Repository;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the pipelines of a project and reads them for what they need of Azure DevOps. A file is a
 * pipeline when it has stages, jobs or steps, no other file includes it, and it does not only take
 * parameters.
 */
final class PipelineFiles {

  private static final List<String> WORK = List.of("stages", "jobs", "steps", "extends");

  /** What only the root of a pipeline has, not a template. */
  private static final List<String> ROOT =
      List.of("trigger", "pr", "schedules", "resources", "pool", "name", "lockBehavior");

  /** What stands for a value: a parameter, a variable, or anything that only a run can tell. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{\\{\\s*parameters\\.([\\w-]+)\\s*}}"
              + "|\\$\\(([\\w.-]+)\\)|\\$\\{\\{\\s*variables\\.([\\w-]+)\\s*}}"
              + "|\\$\\{\\{.*?}}");

  /** Templates that include each other without end are refused by Azure DevOps, not by us. */
  private static final int DEEPEST = 20;

  private final ProjectFiles files;
  private final Map<String, YamlNode> all;

  private PipelineFiles(ProjectFiles files) {
    this.files = files;
    this.all = new TreeMap<>(files.below(""));
    all.keySet().removeIf(path -> path.startsWith(".github/"));
  }

  /**
   * The pipelines of a project.
   *
   * @param files the project's files
   */
  static PipelineNeeds read(ProjectFiles files) {
    return new PipelineFiles(files).needs();
  }

  private PipelineNeeds needs() {
    Set<String> included = new TreeSet<>();
    all.forEach((path, file) -> included.addAll(includes(path, file)));
    List<Pipeline> pipelines = new ArrayList<>();
    all.forEach(
        (path, file) -> {
          if (!included.contains(path) && isPipeline(file)) {
            pipelines.add(pipeline(path, file));
          }
        });
    return new PipelineNeeds(pipelines);
  }

  /** Azure Machine Learning's pipelines have {@code jobs} too, but as a mapping. */
  private static boolean isPipeline(YamlNode file) {
    boolean works =
        WORK.stream().anyMatch(key -> file.get(key).isList())
            || file.get("extends").has("template");
    return works && (ROOT.stream().anyMatch(file::has) || !file.has("parameters"));
  }

  /** The files of this project that a file includes. */
  private Set<String> includes(String path, YamlNode file) {
    Set<String> found = new LinkedHashSet<>();
    file.scalars(
        (key, text) -> {
          if (key.equals("template") && !text.contains("${{")) {
            String target = target(path, text);
            if (files.get(target).isPresent()) {
              found.add(target);
            }
          }
        });
    return found;
  }

  /** The path of a template as a file names it. */
  private static String target(String path, String template) {
    String place =
        template.endsWith("@self") ? template.substring(0, template.length() - 5) : template;
    Path folder = Path.of("/" + path).resolveSibling(place).normalize();
    return folder.toString().replace('\\', '/').replaceFirst("^([A-Za-z]:)?/", "");
  }

  private Pipeline pipeline(String path, YamlNode root) {
    Map<String, YamlNode> parts = closure(path);
    Map<String, Set<String>> variables = new TreeMap<>();
    Set<String> connections = new TreeSet<>();
    parts
        .values()
        .forEach(
            part ->
                variables(part)
                    .forEach(
                        (name, value) -> {
                          variables.computeIfAbsent(name, any -> new TreeSet<>()).add(value);
                          // The convention of the accelerator: its templates in the other
                          // repository take them.
                          if (name.contains("service_connection")) {
                            connections.add(value);
                          }
                        }));
    Set<String> groups = new TreeSet<>();
    parts.forEach(
        (place, part) ->
            part.scalars(
                (key, text) -> {
                  switch (key) {
                    case "azureSubscription", "connectedServiceNameARM" ->
                        connections.addAll(values(text, part, parts, variables));
                    case "group" -> groups.addAll(groups(part, text, parts, variables));
                    default -> {}
                  }
                }));
    Set<String> environments = environments(parts, variables);
    handedOut(parts, variables, connections, environments);
    return new Pipeline(path, environments, connections, groups, repositories(root));
  }

  /** Variables are a mapping, or a list of names with values. */
  static Map<String, String> variables(YamlNode part) {
    Map<String, String> found = new TreeMap<>();
    YamlNode variables = part.get("variables");
    variables.entries().forEach((name, value) -> found.put(name, value.text()));
    variables.items().forEach(item -> found.put(item.get("name").text(), item.get("value").text()));
    found.values().removeIf(String::isEmpty);
    return found;
  }

  /** A deployment job names its environment, as a text or in a mapping. */
  private static Set<String> environments(
      Map<String, YamlNode> parts, Map<String, Set<String>> variables) {
    Set<String> environments = new TreeSet<>();
    parts
        .values()
        .forEach(
            part ->
                visit(
                    part,
                    node -> {
                      if (node.has("deployment")) {
                        YamlNode named = node.get("environment");
                        String name = named.has("name") ? named.get("name").text() : named.text();
                        environments.addAll(values(name, part, parts, variables));
                      }
                    }));
    return environments;
  }

  /** The built-in template's convention: what its templates in another repository are given. */
  private static void handedOut(
      Map<String, YamlNode> parts,
      Map<String, Set<String>> variables,
      Set<String> connections,
      Set<String> environments) {
    parts
        .values()
        .forEach(
            part ->
                visit(
                    part,
                    node -> {
                      if (node.get("template").text().contains("@")) {
                        YamlNode given = node.get("parameters");
                        connections.addAll(
                            values(given.get("identity").text(), part, parts, variables));
                        environments.addAll(
                            values(given.get("environment").text(), part, parts, variables));
                      }
                    }));
  }

  private static void visit(YamlNode node, Consumer<YamlNode> visitor) {
    visitor.accept(node);
    node.entries().values().forEach(item -> visit(item, visitor));
    if (node.isList()) {
      node.items().forEach(item -> visit(item, visitor));
    }
  }

  /** {@code group} is also a word of other tools; only an entry of {@code variables} counts. */
  private Set<String> groups(
      YamlNode part, String text, Map<String, YamlNode> parts, Map<String, Set<String>> variables) {
    Set<String> found = new TreeSet<>();
    visit(
        part,
        node ->
            node.get("variables")
                .items()
                .forEach(
                    item -> {
                      if (item.get("group").text().equals(text)) {
                        found.addAll(values(text, part, parts, variables));
                      }
                    }));
    return found;
  }

  private static List<Repository> repositories(YamlNode root) {
    return root.get("resources").get("repositories").items().stream()
        .map(
            entry ->
                new Repository(
                    entry.has("type") ? entry.get("type").text() : "git",
                    entry.get("name").text(),
                    entry.get("endpoint").text()))
        .filter(repository -> !repository.name().isEmpty() && !repository.name().contains("${{"))
        .toList();
  }

  private Map<String, YamlNode> closure(String path) {
    Map<String, YamlNode> parts = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(path));
    while (!open.isEmpty()) {
      String next = open.pop();
      YamlNode file = files.get(next).orElse(new YamlNode(null));
      if (parts.put(next, file) == null) {
        open.addAll(includes(next, file));
      }
    }
    return parts;
  }

  /** The values that a text can have; none where only a run can tell. */
  private static Set<String> values(
      String text, YamlNode part, Map<String, YamlNode> parts, Map<String, Set<String>> variables) {
    return values(text, part, parts, variables, DEEPEST);
  }

  private static Set<String> values(
      String text,
      YamlNode part,
      Map<String, YamlNode> parts,
      Map<String, Set<String>> variables,
      int deeper) {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.find() || deeper == 0) {
      return text.isEmpty() || deeper == 0 ? Set.of() : Set.of(text);
    }
    Set<String> can = new TreeSet<>();
    if (reference.group(1) != null) {
      can.addAll(parameter(reference.group(1), part, parts, variables, deeper - 1));
    } else {
      String name = reference.group(2) == null ? reference.group(3) : reference.group(2);
      can.addAll(name == null ? Set.of() : variables.getOrDefault(name, Set.of()));
    }
    Set<String> found = new TreeSet<>();
    for (String value : can) {
      String rest = text.substring(reference.end());
      Set<String> ends =
          rest.isEmpty() ? Set.of("") : values(rest, part, parts, variables, deeper - 1);
      ends.forEach(end -> found.add(text.substring(0, reference.start()) + value + end));
    }
    return found;
  }

  /** What is handed over by those who include its file; else what it allows, else its default. */
  @SuppressWarnings("ReferenceEquality") // The very file: another one may say the same.
  private static Set<String> parameter(
      String name,
      YamlNode part,
      Map<String, YamlNode> parts,
      Map<String, Set<String>> variables,
      int deeper) {
    Set<String> found = new TreeSet<>();
    parts.forEach(
        (path, caller) ->
            visit(
                caller,
                node -> {
                  String called = node.get("template").text();
                  if (!called.isEmpty() && parts.get(target(path, called)) == part) {
                    String given = node.get("parameters").get(name).text();
                    found.addAll(values(given, caller, parts, variables, deeper));
                  }
                }));
    for (YamlNode declared : part.get("parameters").items()) {
      if (found.isEmpty() && declared.get("name").text().equals(name)) {
        declared.get("values").items().forEach(value -> found.add(value.text()));
        if (found.isEmpty()) {
          found.addAll(values(declared.get("default").text(), part, parts, variables, deeper));
        }
      }
    }
    return found;
  }
}
