package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.expressions.Dialect;
import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.expressions.ExpressionParser;
import io.github.mlopsmaven.rules.azurepipelines.StageTree.Job;
import io.github.mlopsmaven.rules.azurepipelines.StageTree.Stage;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Outputs of other jobs and stages are read in the form that the place of the reader asks for, from
 * jobs and stages that it waits for, and from steps that set them.
 *
 * @param tree the pipeline
 * @param outputs what is known of all pipelines; what is wrong by that is told elsewhere
 * @param findings takes what is found
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/process/expressions">Dependencies</a>
 */
record OutputPaths(StageTree tree, Outputs outputs, Findings findings) {

  private static final Pattern RUN_TIME = Pattern.compile("^\\s*\\$\\[(.*)]\\s*$", Pattern.DOTALL);

  private static final Pattern MACRO =
      Pattern.compile("\\$\\(([A-Za-z_]\\w*)\\.([A-Za-z_]\\w*)\\)");

  /** What is wrong, and what to do. */
  private record Wrong(String problem, String remedy) {}

  /** Where an expression stands. */
  private enum Place {
    STAGE_CONDITION,
    STAGE_VARIABLES,
    JOB
  }

  void check() {
    for (Stage stage : tree.isSmall() ? tree.stages() : List.<Stage>of()) {
      stage
          .node()
          .get("condition")
          .filter(any -> !stage.name().isEmpty())
          .ifPresent(
              node ->
                  text(stage.file(), node, true, Place.STAGE_CONDITION, stage, Optional.empty()));
      stage
          .node()
          .get("variables")
          .filter(any -> !stage.name().isEmpty())
          .ifPresent(
              node ->
                  node.walk(
                      one ->
                          text(
                              stage.file(),
                              one,
                              false,
                              Place.STAGE_VARIABLES,
                              stage,
                              Optional.empty())));
      for (Job job : stage.jobs()) {
        visit(job.node(), "", stage, job);
      }
    }
  }

  private void visit(YamlNode node, String key, Stage stage, Job job) {
    text(job.file(), node, key.equals("condition"), Place.JOB, stage, Optional.of(job));
    node.text().filter(text -> text.contains("$(")).ifPresent(text -> macros(node, text, job));
    node.entries().forEach(entry -> visit(entry.value(), entry.name(), stage, job));
    node.items().forEach(item -> visit(item, key, stage, job));
  }

  /** {@code $(step.variable)} in the job of the step. */
  private void macros(YamlNode node, String text, Job job) {
    Matcher macro = MACRO.matcher(text);
    while (macro.find()) {
      Optional<Set<String>> set =
          job.outputs().getOrDefault(macro.group(1), Optional.<Set<String>>empty());
      boolean isPredefined =
          ExpressionNames.VARIABLES.contains(macro.group(1) + "." + macro.group(2));
      if (!isPredefined && set.filter(names -> !names.contains(macro.group(2))).isPresent()) {
        findings.add(
            ExpressionCheck.EXPRESSION,
            job.file().path(),
            node.positionOf(macro.start(1)),
            "the step '" + macro.group(1) + "' sets no output variable '" + macro.group(2) + "'",
            "correct the name, or set it there with isOutput=true");
      }
    }
  }

  private void text(
      SourceFile file,
      YamlNode node,
      boolean isCondition,
      Place place,
      Stage stage,
      Optional<Job> job) {
    String text = node.text().orElse("");
    if (text.indexOf("ependencies") < 0 || text.contains("${{")) {
      return;
    }
    Matcher runTime = RUN_TIME.matcher(text);
    boolean isRunTime = runTime.matches();
    if (!isRunTime && !isCondition) {
      return;
    }
    int start = isRunTime ? runTime.start(1) : 0;
    ExpressionParser.parse(isRunTime ? runTime.group(1) : text, Dialect.AZURE)
        .expression()
        .ifPresent(
            found ->
                found.walk(
                    part -> {
                      if (part instanceof Expression.Property property) {
                        property
                            .path()
                            .filter(path -> isWhole(found, property))
                            .filter(path -> outputs.problem(path).isEmpty())
                            .flatMap(path -> wrong(path, place, stage, job))
                            .ifPresent(
                                wrong ->
                                    findings.add(
                                        ExpressionCheck.EXPRESSION,
                                        file.path(),
                                        node.positionOf(start + part.index()),
                                        wrong.problem(),
                                        wrong.remedy()));
                      }
                    }));
  }

  /** Whether a path is no beginning of another one. */
  private static boolean isWhole(Expression whole, Expression.Property property) {
    boolean[] isPart = {false};
    whole.walk(
        part -> {
          isPart[0] |= part instanceof Expression.Property outer && outer.of().equals(property);
          isPart[0] |= part instanceof Expression.Item item && item.of().equals(property);
        });
    return !isPart[0];
  }

  private Optional<Wrong> wrong(List<String> path, Place place, Stage stage, Optional<Job> job) {
    String context = path.get(0).toLowerCase(Locale.ROOT);
    if (path.contains("*") || path.size() < 2) {
      return Optional.empty();
    }
    if (context.equals("stagedependencies")) {
      return place == Place.STAGE_CONDITION
          ? Optional.of(
              new Wrong(
                  "a condition of a stage knows no stageDependencies",
                  "write dependencies.STAGE.outputs['JOB.STEP.VARIABLE']"))
          : ofStage(path, stage);
    }
    if (!context.equals("dependencies")) {
      return Optional.empty();
    }
    return place == Place.STAGE_CONDITION
        ? inCondition(path, stage)
        : ofJob(path, place, stage, job);
  }

  private Optional<Wrong> waits(String kind, String name, String other, Optional<Set<String>> all) {
    return all.filter(names -> !names.contains(other.toLowerCase(Locale.ROOT)))
        .map(
            names ->
                new Wrong(
                    "the " + kind + " '" + name + "' does not wait for '" + other + "'",
                    "add '" + other + "' to its dependsOn"));
  }

  /** Outputs come from what is waited for directly; what that waits for is not enough. */
  private Optional<Set<String>> stagesBefore(Stage stage) {
    return tree.isOpen() ? Optional.empty() : direct(stage.waits());
  }

  private static Optional<Set<String>> direct(Optional<Set<String>> waits) {
    return waits.map(
        names ->
            names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
  }

  private Optional<Wrong> inCondition(List<String> path, Stage stage) {
    Optional<Stage> other = tree.stage(path.get(1));
    if (other.isEmpty()) {
      boolean isJob = tree.stages().stream().anyMatch(one -> one.job(path.get(1)).isPresent());
      return isJob && !tree.isOpen()
          ? Optional.of(
              new Wrong(
                  "'" + path.get(1) + "' is a job, and a condition of a stage reads stages",
                  "write dependencies.STAGE.outputs['JOB.STEP.VARIABLE']"))
          : Optional.empty();
    }
    Optional<Wrong> order = waits("stage", stage.name(), path.get(1), stagesBefore(stage));
    if (order.isPresent()) {
      return order;
    }
    if (path.size() > 2 && !isOutcome(path.get(2))) {
      return Optional.of(
          new Wrong(
              "a stage has no '" + path.get(2) + "' to read",
              "write dependencies." + path.get(1) + ".outputs['JOB.STEP.VARIABLE'] or .result"));
    }
    if (path.size() != 4) {
      return Optional.empty();
    }
    List<String> parts = Arrays.asList(path.get(3).split("\\.", -1));
    if (parts.size() < 3) {
      return Optional.of(
          new Wrong(
              "outputs of a stage are named by job, step and variable, not '" + path.get(3) + "'",
              "write outputs['JOB.STEP.VARIABLE']"));
    }
    Optional<Job> job = other.get().job(parts.get(0));
    return job.isPresent()
        ? named(job.get(), parts.subList(1, parts.size()))
        : missing(other.get(), parts.get(0));
  }

  private static Optional<Wrong> missing(Stage stage, String job) {
    return stage.isOpen()
        ? Optional.empty()
        : Optional.of(
            new Wrong(
                "the stage '" + stage.name() + "' has no job '" + job + "'", "correct the name"));
  }

  private static boolean isOutcome(String name) {
    return name.equalsIgnoreCase("outputs") || name.equalsIgnoreCase("result");
  }

  private Optional<Wrong> ofStage(List<String> path, Stage stage) {
    Optional<Stage> other = tree.stage(path.get(1));
    if (other.isEmpty() || path.size() < 3) {
      return Optional.empty();
    }
    if (path.get(1).equalsIgnoreCase(stage.name())) {
      return Optional.of(
          new Wrong(
              "'" + path.get(1) + "' is the stage that this is read in",
              "write dependencies.JOB.outputs['STEP.VARIABLE']"));
    }
    Optional<Wrong> order = waits("stage", stage.name(), path.get(1), stagesBefore(stage));
    if (order.isPresent()) {
      return order;
    }
    Optional<Job> job = other.get().job(path.get(2));
    if (job.isEmpty()) {
      return missing(other.get(), path.get(2));
    }
    if (path.size() > 3 && !isOutcome(path.get(3))) {
      return Optional.of(
          new Wrong(
              "a job has no '" + path.get(3) + "' to read",
              "write .outputs['STEP.VARIABLE'] or .result behind the job"));
    }
    return path.size() == 5
        ? named(job.get(), Arrays.asList(path.get(4).split("\\.", -1)))
        : Optional.empty();
  }

  private Optional<Wrong> ofJob(List<String> path, Place place, Stage stage, Optional<Job> job) {
    String name = path.get(1);
    Optional<Job> other = stage.job(name);
    if (other.isEmpty()) {
      return stage.isOpen()
          ? Optional.empty()
          : Optional.of(
              new Wrong(
                  "the stage has no job '" + name + "' of which outputs could be read",
                  "read another stage with stageDependencies.STAGE.JOB.outputs['STEP.VARIABLE']"));
    }
    Optional<Set<String>> before =
        place == Place.JOB ? job.flatMap(own -> direct(own.waits())) : Optional.empty();
    Optional<Wrong> order =
        waits(
            "job", job.map(Job::name).orElse(""), name, stage.isOpen() ? Optional.empty() : before);
    if (order.isPresent()) {
      return order;
    }
    if (path.size() > 2 && !isOutcome(path.get(2))) {
      return Optional.of(
          new Wrong(
              "a job has no '" + path.get(2) + "' to read",
              "write dependencies." + name + ".outputs['STEP.VARIABLE'] or .result"));
    }
    return path.size() == 4
        ? named(other.get(), Arrays.asList(path.get(3).split("\\.", -1)))
        : Optional.empty();
  }

  /** The name of an output: of a step, or of a job that deploys and a step. */
  private static Optional<Wrong> named(Job job, List<String> parts) {
    int least = job.isDeployment() ? 3 : 2;
    if (parts.size() < least) {
      return Optional.of(
          job.isDeployment()
              ? new Wrong(
                  "outputs of the deployment job '"
                      + job.name()
                      + "' are named by job, step and variable",
                  "write outputs['" + job.name() + "." + String.join(".", parts) + "']")
              : new Wrong(
                  "outputs of a job are named by step and variable, not '" + parts.get(0) + "'",
                  "write outputs['STEP." + parts.get(0) + "']"));
    }
    String step = parts.get(parts.size() - 2);
    String variable = parts.get(parts.size() - 1);
    Optional<Set<String>> set = job.outputs().getOrDefault(step, Optional.<Set<String>>empty());
    if (!job.outputs().containsKey(step)) {
      return job.isOpen()
          ? Optional.empty()
          : Optional.of(
              new Wrong(
                  "the job '" + job.name() + "' has no step named '" + step + "'",
                  "correct the name, or give the step that `name`"));
    }
    return set.filter(names -> !names.contains(variable))
        .map(
            names ->
                new Wrong(
                    "the step '" + step + "' sets no output variable '" + variable + "'",
                    "correct the name, or set it there with isOutput=true"));
  }
}
