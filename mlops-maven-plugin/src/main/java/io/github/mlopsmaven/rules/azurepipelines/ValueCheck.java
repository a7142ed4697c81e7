package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.images.RetiredImage;
import io.github.mlopsmaven.rules.values.CronText;
import io.github.mlopsmaven.rules.values.HostedImage;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Values of pipelines are among those that Azure Pipelines or a template's parameter allow. */
final class ValueCheck implements Check {

  static final Rule VALUE =
      new Rule(
          "azure-pipelines-value",
          Level.ERROR,
          "Invalid schedule, image, parameter value or duplicate name in an Azure pipeline");

  @Override
  public List<Rule> rules() {
    return List.of(VALUE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    Pipelines pipelines = new Pipelines(project);
    for (SourceFile file : pipelines.files()) {
      file.yaml()
          .root()
          .ifPresent(root -> new OneFile(project, pipelines, file, findings).check(root));
    }
  }

  private record OneFile(
      VerifiedProject project, Pipelines pipelines, SourceFile file, Findings findings) {

    void check(YamlNode root) {
      root.get("schedules").ifPresent(list -> list.items().forEach(this::schedule));
      root.get("parameters").ifPresent(list -> list.items().forEach(one -> value(one, "default")));
      root.walk(
          node -> {
            node.get("vmImage").ifPresent(this::image);
            node.get("pool")
                .flatMap(pool -> pool.entry("image"))
                .filter(image -> node.get("pool", "name").isEmpty())
                .ifPresent(
                    image ->
                        report(
                            image.key(),
                            "a pool without a name has no 'image'",
                            "write vmImage for a hosted agent, or add the pool's name"));
            node.get("template").filter(YamlNode::isScalar).ifPresent(name -> call(node, name));
            names(node, "stages", List.of("stage"));
            names(node, "jobs", List.of("job", "deployment"));
          });
    }

    private void report(YamlNode node, String problem, String remedy) {
      findings.add(VALUE, file, node, problem, remedy);
    }

    private void schedule(YamlNode item) {
      item.get("cron")
          .ifPresent(
              cron ->
                  CronText.mistake(cron.text().orElse(""), true)
                      .ifPresent(
                          problem ->
                              report(
                                  cron,
                                  problem,
                                  "write five fields, as in '30 5 * * 1' for Monday at 5:30")));
    }

    private void image(YamlNode image) {
      Set<String> names =
          Expressions.resolveMacro(image.text().orElse(""), value -> pipelines.values(file, value));
      for (String name : names) {
        if (RetiredImage.of(name).isEmpty()) {
          HostedImage.instead("azure", name)
              .ifPresent(
                  known ->
                      report(
                          image,
                          "Azure Pipelines has no image '" + name + "'",
                          Suggestion.nearest(name, known)
                              .map(near -> "use " + near)
                              .orElseGet(() -> Suggestion.useOneOf(name, known))));
        }
      }
    }

    /** Whether a value is of the type and among the values of a parameter. */
    private void value(YamlNode parameter, String key) {
      parameter.get(key).ifPresent(given -> value(parameter, given));
    }

    private void value(YamlNode parameter, YamlNode given) {
      String text = given.text().orElse("");
      String type = parameter.get("type").flatMap(YamlNode::text).orElse("string");
      if (!given.isScalar() || given.isNull() || text.contains("$")) {
        return;
      }
      Set<String> allowed = new TreeSet<>();
      parameter
          .get("values")
          .ifPresent(list -> list.items().forEach(one -> one.text().ifPresent(allowed::add)));
      String name = parameter.get("name").flatMap(YamlNode::text).orElse("");
      if (!allowed.isEmpty()
          && allowed.stream().noneMatch(text::equalsIgnoreCase)
          && allowed.stream().noneMatch(one -> one.contains("$"))) {
        report(
            given,
            "'" + text + "' is not among the values of the parameter '" + name + "'",
            Suggestion.useOneOf(text, allowed));
      } else if (type.equals("number") && !text.matches("[-+]?\\d*\\.?\\d+")) {
        report(given, "'" + text + "' is not a number", "use a number");
      } else if (type.equals("boolean")
          && !Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "1", "0")
              .contains(text.toLowerCase(Locale.ROOT))) {
        report(given, "'" + text + "' is not true or false", "use true or false");
      }
    }

    private void call(YamlNode node, YamlNode template) {
      String text = template.text().orElse("").replaceFirst("@self$", "");
      if (text.indexOf('@') >= 0 || text.contains("$")) {
        return;
      }
      Optional<YamlNode> callee =
          Pipelines.path(file.directory(), text)
              .flatMap(project::file)
              .flatMap(found -> found.yaml().root());
      for (YamlNode parameter :
          callee.flatMap(root -> root.get("parameters")).map(YamlNode::items).orElse(List.of())) {
        parameter
            .get("name")
            .flatMap(YamlNode::text)
            .ifPresent(name -> given(node.get("parameters"), name, parameter));
      }
    }

    /** What is given, under conditions too. */
    private void given(Optional<YamlNode> parameters, String name, YamlNode parameter) {
      for (YamlNode.Entry entry : parameters.map(YamlNode::entries).orElse(List.of())) {
        if (entry.name().equalsIgnoreCase(name)) {
          value(parameter, entry.value());
        } else if (entry.name().startsWith("${{")) {
          given(Optional.of(entry.value()), name, parameter);
        }
      }
    }

    private void names(YamlNode parent, String list, List<String> keys) {
      Set<String> seen = new HashSet<>();
      for (YamlNode item : parent.get(list).map(YamlNode::items).orElse(List.of())) {
        keys.stream()
            .flatMap(key -> item.get(key).stream())
            .filter(name -> !name.text().orElse("$").contains("$"))
            .filter(name -> !seen.add(name.text().orElse("").toLowerCase(Locale.ROOT)))
            .forEach(
                name ->
                    report(
                        name,
                        "the name '" + name.text().orElse("") + "' is taken already in this list",
                        "give it another name"));
      }
    }
  }
}
