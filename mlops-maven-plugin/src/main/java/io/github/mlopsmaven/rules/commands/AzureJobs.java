package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks through the jobs of a pipeline, into the templates that it uses.
 *
 * @param scripts where the scripts go
 * @param repositories the repositories that the pipeline declares
 * @param variables its variables
 * @param artifacts takes the artifacts of its steps
 * @param isForOthers whether it is for other projects, so that values name files of those
 */
record AzureJobs(
    AzureScripts scripts,
    AzureRepositories repositories,
    AzureVariables variables,
    AzureArtifacts artifacts,
    boolean isForOthers) {

  private static final int MOST_TEMPLATES = 6;

  /** What a task takes a script from, in lower case. */
  private static final Set<String> INLINE = Set.of("inlinescript", "script");

  private static final Set<String> FILES = Set.of("filepath", "scriptpath");

  /** The files of the job, as far as its steps have checked them out. */
  private static final class Job {
    private WorkTree tree;
    private boolean hasCheckedOut;
    private final JobFiles files;

    /** What the current step's scripts are given. */
    private Map<String, String> environment = Map.of();

    private List<Origin.Given> given = List.of();

    /**
     * Names that a condition around the current step asks for: their values decide, and are not put
     * in.
     */
    private Set<String> asked = Set.of();

    private final int checkouts;

    Job(WorkTree tree, int checkouts, JobFiles files) {
      this.files = files;
      this.tree = tree;
      this.checkouts = checkouts;
    }
  }

  /** The first keys of stages and jobs. */
  private static final List<String> WORK = List.of("stage", "job", "deployment");

  /** Walks through a pipeline, or through a template that nobody uses. */
  void pipeline(YamlNode root, AzureSource start) {
    AzureSource source = start.onPoolOf(root, text -> filled(text, start));
    if (root.get("steps").isPresent()) {
      job(root, source);
    }
    stagesAndJobs(root, source);
    root.get("extends")
        .filter(extended -> extended.get("template").isPresent())
        .ifPresent(
            extended -> {
              called(extended, source)
                  .ifPresent(template -> stagesAndJobs(template.root(), template.source()));
              handedOn(extended, source);
            });
  }

  /** Stages, jobs and steps that a template is given as parameters, and puts somewhere. */
  private void handedOn(YamlNode call, AzureSource source) {
    for (YamlNode.Entry given : call.get("parameters").map(YamlNode::entries).orElse(List.of())) {
      List<YamlNode> items = given.value().items();
      boolean isWork =
          !items.isEmpty()
              && items.stream()
                  .allMatch(item -> WORK.stream().anyMatch(key -> item.get(key).isPresent()));
      if (isWork) {
        items.forEach(item -> stageOrJob(item, source));
      }
    }
  }

  private void stagesAndJobs(YamlNode node, AzureSource source) {
    for (String key : List.of("stages", "jobs")) {
      node.get(key).ifPresent(list -> list.items().forEach(item -> stageOrJob(item, source)));
    }
  }

  private void stageOrJob(YamlNode item, AzureSource around) {
    AzureSource source = around.onPoolOf(item, text -> filled(text, around));
    for (YamlNode.Entry entry : item.entries()) {
      if (entry.name().startsWith("${{")) {
        artifacts.under(
            Expressions.truth(entry.name(), text -> filled(text, source)),
            () -> entry.value().items().forEach(inner -> stageOrJob(inner, source)));
      }
    }
    if (item.get("template").isPresent()) {
      called(item, source).ifPresent(template -> stagesAndJobs(template.root(), template.source()));
    } else if (item.get("stage").isPresent() || item.get("jobs").isPresent()) {
      stagesAndJobs(item, source);
    } else {
      job(item, source);
    }
  }

  private void job(YamlNode item, AzureSource source) {
    List<YamlNode> steps = new ArrayList<>();
    item.get("steps").ifPresent(list -> steps.addAll(list.items()));
    item.get("strategy").ifPresent(strategy -> deploymentSteps(strategy, steps));
    long checkouts = steps.stream().filter(step -> step.get("checkout").isPresent()).count();
    WorkTree tree = WorkTree.of(scripts.project().files()).forOthers(isForOthers);
    Job job = new Job(tree, (int) checkouts, new JobFiles(!source.isUnix()));
    steps.forEach(step -> step(step, source, job));
  }

  private static void deploymentSteps(YamlNode strategy, List<YamlNode> steps) {
    for (YamlNode.Entry kind : strategy.entries()) {
      for (YamlNode.Entry phase : kind.value().entries()) {
        phase.value().get("steps").ifPresent(list -> steps.addAll(list.items()));
      }
    }
  }

  private void step(YamlNode step, AzureSource source, Job job) {
    Set<String> before = job.asked;
    for (YamlNode.Entry entry : step.entries()) {
      if (entry.name().startsWith("${{")) {
        Optional<Boolean> truth = Expressions.truth(entry.name(), text -> filled(text, source));
        job.asked = truth.isPresent() ? before : Expressions.asked(before, entry.name());
        artifacts.under(
            truth, () -> entry.value().items().forEach(inner -> step(inner, source, job)));
      }
    }
    job.asked = Expressions.asked(before, step.get("condition").flatMap(YamlNode::text).orElse(""));
    one(step, source, job);
    job.asked = before;
  }

  private void one(YamlNode step, AzureSource source, Job job) {
    if (step.get("checkout").isPresent()) {
      checkout(step, source, job);
    } else if (step.get("template").isPresent()) {
      called(step, source)
          .flatMap(
              template ->
                  template
                      .root()
                      .get("steps")
                      .map(list -> new Steps(list.items(), template.source())))
          .ifPresentOrElse(
              steps -> steps.items().forEach(inner -> step(inner, steps.source(), job)),
              job.files::opens);
    } else {
      commands(step, source, job);
    }
  }

  private record Steps(List<YamlNode> items, AzureSource source) {}

  private void checkout(YamlNode step, AzureSource source, Job job) {
    String alias = step.get("checkout").flatMap(YamlNode::text).orElse("");
    Optional<String> path = step.get("path").flatMap(YamlNode::text);
    if (alias.equals("none")) {
      job.tree = WorkTree.UNKNOWN;
      return;
    }
    // The steps start in s/. Without a path, one repository goes there, several go below it.
    Optional<String> directory =
        path.isPresent()
            ? inSources(filled(path.get(), source))
            : Optional.of(job.checkouts > 1 ? "" + ShellWord.UNKNOWN : "");
    Optional<FileSet> files = repositories.find(alias);
    if (directory.isEmpty()) {
      return;
    }
    if (directory.get().indexOf(ShellWord.UNKNOWN) >= 0) {
      job.tree = WorkTree.UNKNOWN;
    } else {
      WorkTree before = job.hasCheckedOut ? job.tree : new WorkTree(Map.of(), isForOthers);
      job.tree = before.with(directory.get(), files);
    }
    job.hasCheckedOut = true;
  }

  /** A path below {@code s/}; what is checked out elsewhere is not where the steps start. */
  private static Optional<String> inSources(String path) {
    return FileSet.resolve("", path)
        .filter(full -> full.equals("s") || full.startsWith("s/"))
        .map(full -> full.equals("s") ? "" : full.substring(2));
  }

  private String filled(String text, AzureSource source) {
    return Expressions.azure(text, source.parameters(), variables.values());
  }

  /** The same, without the values that a condition around it asks for. */
  private String filled(String text, AzureSource source, Job job) {
    return job.asked.isEmpty()
        ? filled(text, source)
        : Expressions.azure(
            text, without(source.parameters(), job.asked), without(variables.values(), job.asked));
  }

  private static Map<String, String> without(Map<String, String> values, Set<String> asked) {
    Map<String, String> rest = new LinkedHashMap<>(values);
    rest.replaceAll(
        (name, value) ->
            asked.contains(name.toLowerCase(Locale.ROOT)) ? "" + ShellWord.UNKNOWN : value);
    return rest;
  }

  private void commands(YamlNode step, AzureSource source, Job job) {
    Map<String, YamlNode> inputs = new LinkedHashMap<>();
    step.get("inputs")
        .ifPresent(
            node ->
                node.entries()
                    .forEach(
                        entry -> inputs.put(entry.name().toLowerCase(Locale.ROOT), entry.value())));
    artifacts.step(step, inputs, origin(source), text -> filled(text, source, job));
    Optional<YamlNode> named =
        step.get("workingDirectory").or(() -> Optional.ofNullable(inputs.get("workingdirectory")));
    Optional<String> directory =
        Optional.of(named.flatMap(YamlNode::text).orElse(""))
            .map(text -> source.separated(filled(text, source)))
            .filter(text -> text.indexOf(ShellWord.UNKNOWN) < 0 && text.indexOf('$') < 0)
            .map(text -> text.startsWith(ShellWord.ROOT) ? text.substring(1) : text)
            .flatMap(text -> FileSet.resolve("", text));
    if (named.isPresent() && directory.isPresent()) {
      scripts
          .directories()
          .accept(
              new WorkDirectory(
                  directory.get(), job.tree, job.files, origin(source).at(named.get())));
    }
    Map<String, String> environment = new LinkedHashMap<>();
    List<Origin.Given> given = new ArrayList<>();
    for (YamlNode.Entry entry : step.get("env").map(YamlNode::entries).orElse(List.of())) {
      String text = filled(entry.value().text().orElse(""), source);
      boolean isKnown = text.indexOf('$') < 0;
      if (isKnown && !text.isEmpty() && text.charAt(0) != ShellWord.UNKNOWN && !isForOthers) {
        environment.put(entry.name(), text);
        given.add(new Origin.Given(source.file(), entry.value()));
      } else if (text.isEmpty() && source.origin().isCall()) {
        environment.put(entry.name(), ScriptCheck.NOTHING);
      }
    }
    job.environment = environment;
    job.given = source.origin().isCall() ? List.of() : given;
    step.get("script").ifPresent(node -> script(node, "", directory, source, job));
    step.get("bash").ifPresent(node -> script(node, "", directory, source.onUnix(true), job));
    inputs.forEach(
        (name, node) -> {
          if (INLINE.contains(name)) {
            script(node, "", directory, source, job);
          } else if (FILES.contains(name)) {
            file(node, Optional.ofNullable(inputs.get("arguments")), source.onUnix(false), job);
          } else if (name.equals("commandoptions") && inputs.containsKey("command")) {
            script(node, "terraform ", directory, source, job);
          } else if (name.equals("dockerfile")
              && node.text().filter(text -> text.indexOf('*') < 0).isPresent()) {
            script(node, "docker build --file ", Optional.of(""), source.onUnix(false), job);
          }
        });
    new AzureTask(scripts, step, job.tree, job.files)
        .check(
            isForOthers || source.origin().isCall(),
            origin(source),
            text -> source.separated(filled(text, source, job)));
  }

  /** A file with its arguments, where those stand in one line. */
  private void file(YamlNode node, Optional<YamlNode> arguments, AzureSource source, Job job) {
    String path = node.text().orElse("");
    Optional<String> given = arguments.flatMap(YamlNode::text).map(text -> text.strip());
    String behind =
        given.filter(text -> text.indexOf('\n') < 0 && path.indexOf(' ') < 0).orElse("");
    String before = path.endsWith(".py") ? "python " : "bash ";
    script(node, before, " " + filled(behind, source, job), Optional.of(""), source, job);
  }

  private Origin origin(AzureSource source) {
    return source.origin().giving(variables.given());
  }

  private void script(
      YamlNode node, String before, Optional<String> directory, AzureSource source, Job job) {
    script(node, before, "", directory, source, job);
  }

  private void script(
      YamlNode node,
      String before,
      String behind,
      Optional<String> directory,
      AzureSource source,
      Job job) {
    node.text()
        .ifPresent(
            text ->
                scripts
                    .sink()
                    .accept(
                        new JobScript(
                            before + source.separated(filled(text, source, job)) + behind,
                            directory,
                            Optional.empty(),
                            job.tree,
                            origin(source).at(node).giving(job.given),
                            job.environment,
                            job.files)));
  }

  private record Template(YamlNode root, AzureSource source) {}

  private Optional<Template> called(YamlNode item, AzureSource source) {
    YamlNode name = item.get("template").orElseThrow();
    String path = filled(name.text().orElse(""), source);
    if (path.indexOf(ShellWord.UNKNOWN) >= 0 || source.calls() >= MOST_TEMPLATES) {
      artifacts.misses();
      return Optional.empty();
    }
    int at = path.lastIndexOf('@');
    boolean isOther = at >= 0 && !path.endsWith("@self");
    Optional<SourceFile> file;
    if (isOther) {
      String inside = path.substring(0, at);
      file =
          repositories
              .find(path.substring(at + 1))
              .flatMap(files -> FileSet.resolve("", inside).flatMap(files::file));
    } else {
      file = scripts.own(source.file().directory(), path).flatMap(scripts.project()::file);
    }
    // A template of another repository that names one beside it would need that repository's files.
    if (file.filter(found -> isOther || !source.origin().isCall()).isEmpty()) {
      artifacts.misses();
    }
    return file.filter(found -> isOther || !source.origin().isCall())
        .flatMap(
            found -> found.yaml().root().map(root -> template(found, root, item, source, isOther)));
  }

  private Template template(
      SourceFile file, YamlNode root, YamlNode item, AzureSource source, boolean isOther) {
    Map<String, String> values = new LinkedHashMap<>();
    for (YamlNode parameter : root.get("parameters").map(YamlNode::items).orElse(List.of())) {
      parameter
          .get("name")
          .flatMap(YamlNode::text)
          .ifPresent(
              name ->
                  parameter
                      .get("default")
                      .flatMap(YamlNode::text)
                      .ifPresent(text -> values.put(name, text)));
    }
    List<Origin.Given> given = new ArrayList<>();
    Map<String, String> chosen = new LinkedHashMap<>();
    for (YamlNode.Entry entry : item.get("parameters").map(YamlNode::entries).orElse(List.of())) {
      if (entry.name().startsWith("${{")) {
        // Which of several it is, is known when the run begins: what they begin with is.
        for (YamlNode.Entry one : entry.value().entries()) {
          one.value()
              .text()
              .ifPresent(text -> chosen.merge(one.name(), filled(text, source), AzureTask::common));
        }
      }
      entry.value().text().ifPresent(text -> values.put(entry.name(), filled(text, source)));
      if (!source.origin().isCall()) {
        given.add(new Origin.Given(source.file(), entry.value()));
      }
    }
    values.putAll(chosen);
    YamlNode place = item.get("template").orElseThrow();
    Origin origin =
        isOther
            ? source.origin().calling(place).giving(given)
            : Origin.of(file, root).giving(source.origin().given()).giving(given);
    return new Template(
        root, new AzureSource(file, values, origin, source.calls() + 1, source.isUnix()));
  }
}
