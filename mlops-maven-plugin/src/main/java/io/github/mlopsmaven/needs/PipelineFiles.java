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

  private static final Pattern PARAMETER =
      Pattern.compile("\\$\\{\\{\\s*parameters\\.([\\w-]+)\\s*}}");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\(([\\w.-]+)\\)|\\$\\{\\{\\s*variables\\.([\\w-]+)\\s*}}");

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
            String place = text.endsWith("@self") ? text.substring(0, text.length() - 5) : text;
            Path folder = Path.of("/" + path).resolveSibling(place).normalize();
            String target = folder.toString().replace('\\', '/').replaceFirst("^([A-Za-z]:)?/", "");
            if (files.get(target).isPresent()) {
              found.add(target);
            }
          }
        });
    return found;
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
    return new Pipeline(path, environments, connections, groups, repositories(root));
  }

  /** Variables are a mapping, or a list of names with values. */
  private static Map<String, String> variables(YamlNode part) {
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
    Matcher parameter = PARAMETER.matcher(text);
    Matcher variable = VARIABLE.matcher(text);
    Set<String> found = new TreeSet<>();
    if (parameter.matches()) {
      parameter(parameter.group(1), part, parts, variables, found);
    } else if (variable.matches()) {
      String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
      found.addAll(variables.getOrDefault(name, Set.of()));
    } else if (!text.isEmpty() && !text.contains("${{") && !text.contains("$(")) {
      found.add(text);
    }
    return found;
  }

  /** What a parameter allows says it all; else what is handed over, or its default. */
  private static void parameter(
      String name,
      YamlNode part,
      Map<String, YamlNode> parts,
      Map<String, Set<String>> variables,
      Set<String> found) {
    for (YamlNode declared : part.get("parameters").items()) {
      if (declared.get("name").text().equals(name)) {
        declared.get("values").items().forEach(value -> found.add(value.text()));
        if (found.isEmpty() && !declared.get("default").text().isEmpty()) {
          found.addAll(values(declared.get("default").text(), part, parts, variables));
        }
      }
    }
    if (found.isEmpty()) {
      parts
          .values()
          .forEach(
              caller ->
                  visit(
                      caller,
                      node -> {
                        String given =
                            node.has("template") ? node.get("parameters").get(name).text() : "";
                        if (!given.isEmpty() && !given.contains("parameters." + name)) {
                          found.addAll(values(given, caller, parts, variables));
                        }
                      }));
    }
  }
}
