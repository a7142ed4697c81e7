package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a pipeline in one of the ways that its conditions allow.
 *
 * @param values name, in lower case, to value
 * @param given the values' places
 */
record AzureVariables(Map<String, String> values, List<Origin.Given> given) {

  AzureVariables {
    values = Map.copyOf(values);
    given = List.copyOf(given);
  }

  /**
   * The ways in which a pipeline's variables may be set: one for each of its conditions, or one.
   *
   * @param project the project
   * @param file the pipeline
   * @param root its YAML
   */
  static List<AzureVariables> of(VerifiedProject project, SourceFile file, YamlNode root) {
    Reader always = new Reader(project);
    List<YamlNode> branches = new ArrayList<>();
    root.get("variables").ifPresent(node -> always.read(file, node, branches));
    if (branches.isEmpty()) {
      return List.of(always.variables());
    }
    List<AzureVariables> all = new ArrayList<>();
    for (YamlNode branch : branches) {
      Reader reader = new Reader(project);
      root.get("variables").ifPresent(node -> reader.read(file, node, new ArrayList<>()));
      reader.read(file, branch, new ArrayList<>());
      all.add(reader.variables());
    }
    return all;
  }

  private static final class Reader {

    private final VerifiedProject project;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Origin.Given> given = new ArrayList<>();

    Reader(VerifiedProject project) {
      this.project = project;
    }

    AzureVariables variables() {
      return new AzureVariables(values, given);
    }

    /** Reads a list or a mapping of variables; what depends on a condition goes to the branches. */
    void read(SourceFile file, YamlNode node, List<YamlNode> branches) {
      for (YamlNode item : node.items()) {
        Optional<YamlNode.Entry> condition =
            item.entries().stream().filter(entry -> entry.name().startsWith("${{")).findFirst();
        Optional<String> name = item.get("name").flatMap(YamlNode::text);
        if (condition.isPresent()) {
          branches.add(condition.get().value());
        } else if (name.isPresent()) {
          item.get("value").ifPresent(value -> put(file, name.get(), value));
        } else {
          item.get("template").flatMap(YamlNode::text).ifPresent(path -> template(file, path));
        }
      }
      for (YamlNode.Entry entry : node.entries()) {
        if (entry.name().startsWith("${{")) {
          branches.add(entry.value());
        } else {
          put(file, entry.name(), entry.value());
        }
      }
    }

    private void put(SourceFile file, String name, YamlNode value) {
      value
          .text()
          .ifPresent(
              text -> {
                values.put(name.toLowerCase(Locale.ROOT), text);
                given.add(new Origin.Given(file, value));
              });
    }

    private void template(SourceFile file, String path) {
      String from = path.startsWith("/") ? "" : file.directory();
      // A path that leads above the root is another rule's finding; what was meant is clear.
      Optional<SourceFile> template =
          path.indexOf('@') >= 0
              ? Optional.empty()
              : FileSet.resolve(from, path)
                  .or(() -> FileSet.resolve("", path.replace("../", "")))
                  .flatMap(project::file);
      template.ifPresent(
          found ->
              found
                  .yaml()
                  .root()
                  .flatMap(root -> root.get("variables"))
                  .ifPresent(node -> read(found, node, new ArrayList<>())));
    }
  }
}
