package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Repositories;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the scripts that the workflows of a project run, those of the reusable workflows that they
 * call too.
 *
 * @param project the project
 * @param sink takes the scripts
 * @param directories takes the working directories that are named
 * @param inputs takes the steps whose inputs name files
 */
record GithubScripts(
    VerifiedProject project,
    Consumer<JobScript> sink,
    Consumer<WorkDirectory> directories,
    Consumer<StepFiles.Step> inputs) {

  private static final Pattern REMOTE =
      Pattern.compile("([\\w.-]+/[\\w.-]+)/(\\.github/workflows/[\\w.-]+\\.ya?ml)@(\\S+)");

  private static final int MOST_CALLS = 4;

  /** Actions that make no files in the folder of the job but those that their inputs name. */
  private static final Pattern BOUNDED =
      Pattern.compile(
          "(?i)(?:actions/(?!checkout|download)|azure/(?!aml)|hashicorp/|docker/|astral-sh/|conda-incubator/|mamba-org/|codecov/|github/codeql|aws-actions/|google-github-actions/|pypa/gh-action-pypi-publish|peaceiris/|softprops/|dorny/|pre-commit/)[^@]*@.*");

  /** Before a job checks anything out. */
  private static final WorkTree NOTHING = new WorkTree(Map.of());

  void find() {
    List<SourceFile> files = project.files().of(FileKind.GITHUB_WORKFLOW);
    Set<String> called = new HashSet<>();
    for (SourceFile file : files) {
      for (YamlNode.Entry job :
          file.yaml()
              .root()
              .flatMap(root -> root.get("jobs"))
              .map(YamlNode::entries)
              .orElse(List.of())) {
        job.value().get("uses").flatMap(YamlNode::text).ifPresent(called::add);
      }
    }
    for (SourceFile file : files) {
      file.yaml()
          .root()
          .ifPresent(
              root -> {
                boolean isForOthers = isOnlyCalled(root) && !called.contains("./" + file.path());
                Origin origin = Origin.of(file, root);
                new Workflow(this, root, Map.of(), origin, 0, isForOthers, Way.USUAL).find();
                Origin chosen = origin.giving(Choices.given(file, root));
                for (Map<String, String> way : Choices.starts(root, isForOthers)) {
                  new Workflow(this, root, way, chosen, 0, false, Way.TRIED).find();
                }
              });
    }
  }

  private static boolean isOnlyCalled(YamlNode root) {
    Set<String> events = new HashSet<>();
    root.get("on")
        .ifPresent(
            on -> {
              on.text().ifPresent(events::add);
              events.addAll(on.keys());
              on.items().forEach(item -> item.text().ifPresent(events::add));
            });
    return events.equals(Set.of("workflow_call"));
  }

  /** With what a workflow runs: what the project gives it, what people choose, another project. */
  private enum Way {
    USUAL,
    TRIED,
    SHARED
  }

  /**
   * A workflow that runs.
   *
   * @param scripts what is looked for, and where it goes
   * @param root its YAML
   * @param inputs the values of its inputs
   * @param origin the workflow itself, or the call of it
   * @param calls how many calls lead to it
   * @param isForOthers whether it is for other projects, so that values name files of those
   * @param way how it comes to run
   */
  private record Workflow(
      GithubScripts scripts,
      YamlNode root,
      Map<String, String> inputs,
      Origin origin,
      int calls,
      boolean isForOthers,
      Way way) {

    void find() {
      Optional<YamlNode> jobs = root.get("jobs");
      jobs.ifPresent(all -> all.entries().forEach(job -> job(job.value())));
    }

    /** A workflow that nobody calls gets its inputs from people; a call leaves none open. */
    private String filled(String text) {
      return Expressions.github(text, inputs, calls == 0 ? String.valueOf(ShellWord.UNKNOWN) : "");
    }

    /** The variables of a workflow, a job and a step whose values are known. */
    private Map<String, String> environment(List<YamlNode> owners) {
      Map<String, String> known = new LinkedHashMap<>();
      for (YamlNode owner : owners) {
        for (YamlNode.Entry entry : owner.get("env").map(YamlNode::entries).orElse(List.of())) {
          String text = filled(entry.value().text().orElse(""));
          known.remove(entry.name());
          if (!isForOthers && !text.isEmpty() && text.charAt(0) != ShellWord.UNKNOWN) {
            known.put(entry.name(), text);
          } else if (!isForOthers && text.isEmpty() && origin.isCall()) {
            known.put(entry.name(), ScriptCheck.NOTHING);
          }
        }
      }
      return known;
    }

    private List<Origin.Given> variables(List<YamlNode> owners) {
      List<Origin.Given> given = new ArrayList<>();
      for (YamlNode owner : owners) {
        owner
            .get("env")
            .ifPresent(
                env ->
                    env.entries()
                        .forEach(
                            entry -> given.add(new Origin.Given(origin.file(), entry.value()))));
      }
      return given;
    }

    private void job(YamlNode job) {
      Optional<YamlNode> uses = job.get("uses");
      if (uses.isPresent()) {
        uses.get().text().ifPresent(text -> call(text, job));
        return;
      }
      boolean isDeep = calls > 1 || way == Way.TRIED;
      if (isDeep && Choices.isAsked(job)) {
        return;
      }
      Optional<YamlNode> directory = directory(job).or(() -> directory(root));
      WorkTree tree = NOTHING;
      JobFiles files = new JobFiles(mayBeOnWindows(job));
      for (YamlNode step : job.get("steps").map(YamlNode::items).orElse(List.of())) {
        if (isCheckout(step)) {
          tree = checkout(step, tree);
        } else if (tree.equals(NOTHING)) {
          files.opens();
        } else if (!isDeep || !Choices.isAsked(step)) {
          step(step, job, tree, directory, files);
          action(step, tree, files);
        }
      }
    }

    private static boolean mayBeOnWindows(YamlNode job) {
      String machine = job.get("runs-on").flatMap(YamlNode::text).orElse("");
      return !(machine.startsWith("ubuntu") || machine.startsWith("macos"));
    }

    /** What a step that uses an action reads and makes. */
    private void action(YamlNode step, WorkTree tree, JobFiles files) {
      String uses = step.get("uses").flatMap(YamlNode::text).orElse("").strip();
      if (uses.isEmpty()) {
        return;
      }
      String name = uses.replaceFirst("@.*", "");
      if (!origin.isCall() && !isForOthers && way != Way.TRIED) {
        scripts
            .inputs()
            .accept(
                new StepFiles.Step(
                    name,
                    step,
                    step.get("with"),
                    tree,
                    files,
                    origin,
                    text -> filled(text),
                    CommandCheck.GITHUB_FILE));
      }
      Optional<String> path = step.get("with", "path").flatMap(YamlNode::text);
      if (uses.startsWith("actions/download-artifact@")) {
        path.map(text -> filled(text))
            .filter(text -> !text.isBlank())
            .ifPresentOrElse(files::add, files::opens);
      } else if (uses.startsWith("./")) {
        files.runsCode();
        files.letRun("");
        if (!isBounded(uses)) {
          files.opens();
        }
      } else if (!BOUNDED.matcher(uses).matches()) {
        files.opens();
      }
    }

    /** Whether an action of the project uses none that may bring files. */
    private boolean isBounded(String uses) {
      return FileSet.resolve("", uses).stream()
          .flatMap(at -> Stream.of(at + "/action.yml", at + "/action.yaml"))
          .flatMap(at -> scripts.project().file(at).stream())
          .flatMap(file -> file.yaml().root().stream())
          .flatMap(action -> action.get("runs", "steps").stream())
          .allMatch(
              steps ->
                  steps.items().stream()
                      .flatMap(one -> one.get("uses").flatMap(YamlNode::text).stream())
                      .allMatch(BOUNDED.asMatchPredicate()));
    }

    private static Optional<YamlNode> directory(YamlNode node) {
      return node.get("defaults", "run", "working-directory");
    }

    private static boolean isCheckout(YamlNode step) {
      return step.get("uses")
          .flatMap(YamlNode::text)
          .filter(text -> text.startsWith("actions/checkout@"))
          .isPresent();
    }

    private WorkTree checkout(YamlNode step, WorkTree before) {
      boolean isOther = step.get("with", "repository").isPresent();
      String path = step.get("with", "path").flatMap(YamlNode::text).orElse("");
      Optional<FileSet> files = isOther ? Optional.empty() : Optional.of(scripts.project().files());
      Optional<String> directory =
          path.indexOf('$') >= 0 ? Optional.empty() : FileSet.resolve("", path);
      if (directory.isEmpty()) {
        return WorkTree.UNKNOWN;
      }
      // It is the caller's repository that is checked out.
      return before.with(directory.get(), files).forOthers(isForOthers);
    }

    private void step(
        YamlNode step, YamlNode job, WorkTree tree, Optional<YamlNode> inherited, JobFiles files) {
      List<YamlNode> owners = List.of(root, job, step);
      Optional<YamlNode> named =
          step.get("working-directory")
              .or(() -> inherited.filter(any -> step.get("run").isPresent()));
      for (String text : GithubMatrix.filled(named.flatMap(YamlNode::text).orElse(""), job)) {
        step(step, job, tree, named, text, owners, files);
      }
    }

    private void step(
        YamlNode step,
        YamlNode job,
        WorkTree tree,
        Optional<YamlNode> named,
        String in,
        List<YamlNode> owners,
        JobFiles files) {
      Optional<String> directory =
          Optional.of(in)
              .map(text -> filled(text))
              .filter(text -> text.indexOf(ShellWord.UNKNOWN) < 0)
              .map(text -> text.startsWith(ShellWord.ROOT) ? text.substring(1) : text)
              .flatMap(text -> FileSet.resolve("", text));
      if (named.isPresent() && directory.isPresent()) {
        scripts
            .directories()
            .accept(new WorkDirectory(directory.get(), tree, files, origin.at(named.get())));
      }
      boolean isBuild =
          step.get("uses")
              .flatMap(YamlNode::text)
              .filter(uses -> uses.startsWith("docker/build-push-action@"))
              .isPresent();
      step.get("with", "file")
          .filter(node -> isBuild && !isForOthers)
          .ifPresent(
              node ->
                  scripts
                      .sink()
                      .accept(
                          new JobScript(
                              "docker build --file '"
                                  + filled(node.text().orElse(""))
                                  + "' '"
                                  + filled(
                                      step.get("with", "context")
                                          .flatMap(YamlNode::text)
                                          .orElse("."))
                                  + "'",
                              Optional.of(""),
                              Optional.empty(),
                              tree,
                              origin.at(node))));
      for (String[] key : new String[][] {{"run"}, {"with", "inlineScript"}}) {
        step.get(key)
            .ifPresent(
                script ->
                    GithubMatrix.filled(script.text().orElse(""), job).stream()
                        .filter(text -> way != Way.TRIED || !Choices.decide(text))
                        .map(text -> filled(text))
                        .forEach(
                            text ->
                                scripts
                                    .sink()
                                    .accept(
                                        new JobScript(
                                            text,
                                            directory,
                                            Optional.empty(),
                                            tree,
                                            origin.isCall()
                                                ? origin
                                                : origin.at(script).giving(variables(owners)),
                                            environment(owners),
                                            files))));
      }
    }

    private void call(String uses, YamlNode job) {
      if (calls >= MOST_CALLS) {
        return;
      }
      Optional<YamlNode> callee = Optional.empty();
      boolean isOwn = uses.startsWith("./") && way != Way.SHARED;
      Matcher remote = REMOTE.matcher(uses);
      if (isOwn) {
        // It is looked at as a file of its own, too; here it gets its values.
        callee = scripts.project().file(uses.substring(2)).flatMap(file -> file.yaml().root());
      } else if (remote.matches() && isShared(remote.group(1))) {
        Repositories.Found found =
            scripts.project().repositories().find(remote.group(1), remote.group(3));
        if (found instanceof Repositories.Found.Files repository) {
          callee = repository.files().file(remote.group(2)).flatMap(file -> file.yaml().root());
        }
      }
      callee.ifPresent(called -> called(called, job, isOwn ? way : Way.SHARED));
    }

    /** Other repositories than the one with pipeline templates are not fetched. */
    private boolean isShared(String repository) {
      return scripts
          .project()
          .pipelineTemplates()
          .filter(shared -> shared.repository().equalsIgnoreCase(repository))
          .isPresent();
    }

    private void called(YamlNode callee, YamlNode job, Way next) {
      Map<String, String> values = new LinkedHashMap<>();
      List<Origin.Given> given = new ArrayList<>();
      callee
          .get("on", "workflow_call", "inputs")
          .ifPresent(
              declared ->
                  declared
                      .entries()
                      .forEach(
                          input ->
                              input
                                  .value()
                                  .get("default")
                                  .flatMap(YamlNode::text)
                                  .ifPresent(text -> values.put(input.name(), text))));
      for (YamlNode.Entry entry : job.get("with").map(YamlNode::entries).orElse(List.of())) {
        entry.value().text().ifPresent(text -> values.put(entry.name(), filled(text)));
        given.add(new Origin.Given(origin.file(), entry.value()));
      }
      if (way == Way.TRIED) {
        Choices.asked(callee).forEach(name -> values.put(name, "" + ShellWord.UNKNOWN));
      }
      Origin call = origin.calling(job.get("uses").orElse(job)).giving(given);
      new Workflow(scripts, callee, values, call, calls + 1, isForOthers, next).find();
    }
  }
}
