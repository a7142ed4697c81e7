package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.values.Service;
import io.github.mlopsmaven.rules.values.ServiceValues;
import io.github.mlopsmaven.rules.values.TypedValue;
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
import java.util.regex.Pattern;

/** Values of pipelines are among those that Azure Pipelines or a template's parameter allow. */
final class ValueCheck implements Check {

  static final Rule VALUE =
      new Rule(
          "azure-pipelines-value",
          Level.ERROR,
          "Invalid schedule, image, parameter value or duplicate name in an Azure pipeline");

  private static final List<String> RUN =
      List.of("script", "bash", "pwsh", "powershell", "task", "job", "deployment");

  private static final List<String> CLEANED = List.of("outputs", "resources", "all");

  private static final List<String> NUMBERS =
      List.of("timeoutInMinutes", "cancelTimeoutInMinutes", "retryCountOnTaskFailure");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  @Override
  public List<Rule> rules() {
    return List.of(VALUE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    Pipelines pipelines = new Pipelines(project);
    if (pipelines.files().isEmpty()) {
      return;
    }
    Includers includers = Includers.of(project);
    for (SourceFile file : pipelines.files()) {
      file.yaml()
          .root()
          .ifPresent(
              root -> {
                new OneFile(
                        project,
                        pipelines,
                        file,
                        new ServiceValues(Service.AZURE, VALUE, file, findings))
                    .check(root);
                if (includers.isPipeline(file, root)) {
                  circles(includers.tree(file, root), findings);
                }
              });
    }
  }

  /** Stages and jobs that wait for each other never start. */
  private static void circles(StageTree tree, Findings findings) {
    for (StageTree.Stage stage : tree.isSmall() ? tree.stages() : List.<StageTree.Stage>of()) {
      circle(
          stage.file(),
          stage.node(),
          "stage",
          stage.name(),
          StageTree.all(stage.waits(), name -> tree.stage(name).flatMap(StageTree.Stage::waits)),
          findings);
      for (StageTree.Job job : stage.jobs()) {
        circle(
            job.file(),
            job.node(),
            "job",
            job.name(),
            StageTree.all(job.waits(), name -> stage.job(name).flatMap(StageTree.Job::waits)),
            findings);
      }
    }
  }

  private static void circle(
      SourceFile file,
      YamlNode node,
      String kind,
      String name,
      Optional<Set<String>> before,
      Findings findings) {
    if (before.filter(names -> names.contains(name.toLowerCase(Locale.ROOT))).isPresent()) {
      findings.add(
          VALUE,
          file,
          node.get("dependsOn").orElse(node),
          "the " + kind + " '" + name + "' waits for itself",
          "take one of those that wait for each other out of 'dependsOn'");
    }
  }

  private record OneFile(
      VerifiedProject project, Pipelines pipelines, SourceFile file, ServiceValues values) {

    void check(YamlNode root) {
      root.get("schedules")
          .ifPresent(
              list -> list.items().forEach(item -> item.get("cron").ifPresent(values::schedule)));
      root.get("parameters")
          .ifPresent(
              list ->
                  list.items()
                      .forEach(
                          one ->
                              one.get("default")
                                  .ifPresent(given -> values.value(given, declared(one)))));
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
            numbers(node);
            node.entry("deployment")
                .filter(
                    any -> node.get("environment").isEmpty() && node.get("strategy").isPresent())
                .filter(any -> node.keys().stream().noneMatch(Expressions::isExpression))
                .ifPresent(
                    entry ->
                        report(
                            entry.key(),
                            "a deployment job needs an environment",
                            "add `environment: NAME`"));
            LoggingCommands.check(node, values);
            node.get("workspace", "clean")
                .flatMap(YamlNode::text)
                .filter(text -> !text.contains("$") && !CLEANED.contains(text))
                .ifPresent(
                    text ->
                        report(
                            node.get("workspace", "clean").orElseThrow(),
                            "'" + text + "' is not a value of 'clean'",
                            Suggestion.useOneOf(text, CLEANED)));
            names(node, "stages", List.of("stage"));
            names(node, "jobs", List.of("job", "deployment"));
          });
    }

    private void report(YamlNode node, String problem, String remedy) {
      values.report(node, problem, remedy);
    }

    /** Limits of a step or a job are numbers. */
    private void numbers(YamlNode node) {
      boolean isRun = RUN.stream().anyMatch(key -> node.get(key).isPresent());
      for (String key : isRun ? NUMBERS : List.<String>of()) {
        Optional<YamlNode> given = node.get(key);
        String text = given.flatMap(YamlNode::text).orElse("0");
        boolean isMany =
            key.equals("retryCountOnTaskFailure") && text.matches("1[1-9]|[2-9]\\d+|\\d{3,}");
        if (!text.contains("$") && !text.isEmpty() && (!text.matches("\\d+") || isMany)) {
          report(
              given.orElseThrow(),
              "'" + text + "' is not a value of '" + key + "'",
              isMany ? "use at most 10" : "use a number");
        }
      }
    }

    private void image(YamlNode image) {
      Set<String> names =
          Expressions.resolveMacro(image.text().orElse(""), value -> pipelines.values(file, value));
      names.forEach(name -> values.image(image, name));
    }

    private static TypedValue declared(YamlNode parameter) {
      Set<String> allowed = new HashSet<>();
      parameter
          .get("values")
          .ifPresent(list -> list.items().forEach(one -> one.text().ifPresent(allowed::add)));
      return new TypedValue(
          parameter.get("name").flatMap(YamlNode::text).orElse(""),
          parameter.get("type").flatMap(YamlNode::text).orElse("string"),
          allowed);
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
          values.value(entry.value(), declared(parameter));
        } else if (entry.name().startsWith("${{")) {
          given(Optional.of(entry.value()), name, parameter);
        }
      }
    }

    /**
     * A stage and a job are named by letters, digits and underscores.
     *
     * @see <a href="https://learn.microsoft.com/azure/devops/pipelines/process/stages">Stages</a>
     */
    private void identifier(YamlNode name) {
      String text = name.text().orElse("");
      if (!text.isEmpty() && !text.contains("$") && !NAME.matcher(text).matches()) {
        report(
            name,
            "'" + text + "' is not a name of a stage or job",
            "use letters, digits and '_', with no digit first, as in "
                + text.replaceAll("\\W", "_"));
      }
    }

    private void names(YamlNode parent, String list, List<String> keys) {
      Set<String> seen = new HashSet<>();
      for (YamlNode item : parent.get(list).map(YamlNode::items).orElse(List.of())) {
        keys.stream().flatMap(key -> item.get(key).stream()).forEach(this::identifier);
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
