package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Names in workflows and actions stand for something: jobs, steps, inputs, secrets, outputs. */
final class NameCheck implements Check {

  static final Rule UNKNOWN =
      new Rule(
          "github-unknown-name",
          Level.ERROR,
          "Undeclared job, step, input, secret or output in a GitHub workflow");

  @Override
  public List<Rule> rules() {
    return List.of(UNKNOWN);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION)) {
      file.yaml().root().ifPresent(root -> new Names(project, file, root, findings).check());
    }
  }

  /** The names of one file. */
  private record Names(VerifiedProject project, SourceFile file, YamlNode root, Findings findings) {

    void check() {
      if (file.kind() == FileKind.GITHUB_ACTION) {
        Set<String> inputs = root.get("inputs").map(YamlNode::keys).orElse(Set.of());
        Optional<YamlNode> runs = root.get("runs");
        references(root, "inputs", inputs, "the action declares no input");
        runs.ifPresent(
            node -> {
              references(root, "steps", ids(node), "no step of the action has the id");
              order(node);
            });
        return;
      }
      Workflow workflow = new Workflow(root);
      Set<String> inputs = new TreeSet<>();
      for (String event : List.of("workflow_call", "workflow_dispatch")) {
        workflow.inputs(event).values().forEach(input -> inputs.add(input.name()));
      }
      references(root, "inputs", inputs, "the workflow declares no input");
      if (workflow.isOnlyCalled()) {
        Set<String> secrets = new TreeSet<>(Set.of("GITHUB_TOKEN"));
        workflow.secrets().values().forEach(secret -> secrets.add(secret.name()));
        secrets(secrets);
      }
      Set<String> jobs = new TreeSet<>();
      workflow.jobs().forEach(job -> jobs.add(job.name()));
      root.get("on", "workflow_call", "outputs")
          .ifPresent(node -> references(node, "jobs", jobs, "unknown job"));
      workflow.jobs().forEach(job -> job(workflow, job, jobs));
      followed();
    }

    /**
     * Secrets that a called workflow reads. A caller that passes all that it has passes those too
     * that are not declared, so that only a slip of one that is declared is certain.
     *
     * @see <a
     *     href="https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#jobsjob_idsecretsinherit">secrets:
     *     inherit</a>
     */
    private void secrets(Set<String> declared) {
      for (Reference reference : Reference.in(root, "secrets")) {
        String name = reference.name();
        if (!containsIgnoringCase(declared, name)
            && declared.stream().anyMatch(one -> Suggestion.isSlip(one, name))) {
          report(
              reference.node(),
              reference.index(),
              "the workflow declares no secret '" + name + "'",
              name,
              declared);
        }
      }
    }

    /** The workflows that this one waits for, by their names or, without one, by their paths. */
    private void followed() {
      List<YamlNode> named =
          root.get("on", "workflow_run", "workflows").map(YamlNode::items).orElse(List.of());
      if (named.isEmpty()) {
        return;
      }
      Set<String> known = new TreeSet<>();
      for (SourceFile other : project.files().of(FileKind.GITHUB_WORKFLOW)) {
        Optional<String> name =
            other.yaml().root().flatMap(node -> node.get("name")).flatMap(YamlNode::text);
        known.add(name.orElse(other.path()));
        known.add(other.path());
        if (other.yaml().root().isEmpty() || name.filter(text -> text.contains("$")).isPresent()) {
          return;
        }
      }
      for (YamlNode one : named) {
        String name = one.text().orElse("");
        if (!name.isEmpty() && !known.contains(name)) {
          report(one, "no workflow of the project is called '" + name + "'", name, names(known));
        }
      }
    }

    private static Set<String> names(Set<String> known) {
      Set<String> names = new TreeSet<>(known);
      names.removeIf(name -> name.indexOf('/') > 0);
      return names;
    }

    /** What a step reads of another one, that one has done before. */
    private void order(YamlNode job) {
      List<String> later = new ArrayList<>();
      List<YamlNode> steps = Workflow.steps(job);
      steps.forEach(step -> later.add(step.get("id").flatMap(YamlNode::text).orElse("")));
      for (int i = 0; i < steps.size(); i++) {
        for (Reference reference : Reference.in(steps.get(i), "steps")) {
          boolean isLater =
              later.subList(i, later.size()).stream()
                  .anyMatch(id -> id.equalsIgnoreCase(reference.name()));
          boolean isEarlier =
              later.subList(0, i).stream().anyMatch(id -> id.equalsIgnoreCase(reference.name()));
          if (isLater && !isEarlier) {
            findings.add(
                UNKNOWN,
                file.path(),
                reference.node().positionOf(reference.index()),
                "the step '" + reference.name() + "' has not run yet when this is read",
                "move that step before this one");
          }
        }
      }
    }

    /** The services of a job, and the ports that they open. */
    private void services(YamlNode job) {
      Set<String> known = job.get("services").map(YamlNode::keys).orElse(Set.of());
      if (job.get("services").filter(node -> !node.isMapping()).isPresent()
          || known.stream().anyMatch(name -> name.contains("$"))) {
        return;
      }
      for (Reference reference : Reference.in(job, "job.services")) {
        if (!known.contains(reference.name())) {
          report(
              reference.node(),
              reference.index(),
              "the job has no service '" + reference.name() + "'",
              reference.name(),
              known);
        }
      }
    }

    private void job(Workflow workflow, YamlNode.Entry job, Set<String> jobs) {
      List<YamlNode> needs = new ArrayList<>();
      job.value()
          .get("needs")
          .ifPresent(node -> node.walk(one -> one.text().ifPresent(text -> needs.add(one))));
      Set<String> needed = new TreeSet<>();
      for (YamlNode need : needs) {
        String name = need.text().orElse("");
        needed.add(name);
        if (!jobs.contains(name)) {
          report(need, "unknown job '" + name + "'", name, jobs);
        }
      }
      references(
          job.value(), "needs", needed, "the job '" + job.name() + "' does not wait for a job");
      if (job.value().get("uses").isEmpty()) {
        references(job.value(), "steps", ids(job.value()), "no step of the job has the id");
        order(job.value());
        services(job.value());
      }
      for (Reference reference : Reference.in(job.value(), "needs")) {
        if (needed.contains(reference.name()) && reference.result().isPresent()) {
          outputs(workflow, reference);
        }
      }
    }

    private void outputs(Workflow workflow, Reference reference) {
      Optional<YamlNode> other = workflow.job(reference.name());
      Optional<Set<String>> known = other.flatMap(job -> Callee.outputs(job, project));
      String output = reference.result().orElse("");
      if (known.isPresent() && !containsIgnoringCase(known.get(), output)) {
        report(
            reference.node(),
            reference.index(),
            "the job '" + reference.name() + "' has no output '" + output + "'",
            output,
            known.get());
      }
    }

    private static Set<String> ids(YamlNode job) {
      Set<String> ids = new TreeSet<>();
      for (YamlNode step : Workflow.steps(job)) {
        step.get("id").flatMap(YamlNode::text).ifPresent(ids::add);
      }
      return ids;
    }

    private void references(
        YamlNode where, String context, Collection<String> known, String problem) {
      Set<String> anyCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.addAll(known);
      for (Reference reference : Reference.in(where, context)) {
        if (!anyCase.contains(reference.name())) {
          report(
              reference.node(),
              reference.index(),
              problem + " '" + reference.name() + "'",
              reference.name(),
              known);
        }
      }
    }

    private static boolean containsIgnoringCase(Collection<String> known, String name) {
      return known.stream().anyMatch(name::equalsIgnoreCase);
    }

    private void report(YamlNode node, String problem, String name, Collection<String> known) {
      report(node, 0, problem, name, known);
    }

    private void report(
        YamlNode node, int index, String problem, String name, Collection<String> known) {
      findings.add(
          UNKNOWN,
          file.path(),
          node.positionOf(index),
          problem,
          known.isEmpty() ? "declare it, or remove it" : Suggestion.useOneOf(name, known));
    }
  }
}
