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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Callers of workflows and actions give what those ask for, and nothing else. */
final class CallCheck implements Check {

  static final Rule MISSING =
      new Rule("github-missing-target", Level.ERROR, "GitHub workflow or action not found");

  static final Rule MISSING_INPUT =
      new Rule(
          "github-missing-input",
          Level.ERROR,
          "Missing required input of a GitHub workflow or action");

  static final Rule UNKNOWN_INPUT =
      new Rule("github-unknown-input", Level.ERROR, "Unknown input of a GitHub workflow or action");

  static final Rule MISSING_SECRET =
      new Rule(
          "github-missing-secret", Level.ERROR, "Missing required secret of a GitHub workflow");

  static final Rule UNKNOWN_SECRET =
      new Rule("github-unknown-secret", Level.ERROR, "Unknown secret of a GitHub workflow");

  static final Rule UNDECLARED_SECRET =
      new Rule(
          "github-undeclared-secret", Level.ERROR, "Undeclared secret in a shared GitHub workflow");

  static final Rule NOT_CHECKED =
      new Rule(
          "github-not-checked",
          Level.WARNING,
          "Unreadable repository of GitHub workflows: calls not checked");

  @Override
  public List<Rule> rules() {
    return List.of(
        MISSING,
        MISSING_INPUT,
        UNKNOWN_INPUT,
        MISSING_SECRET,
        UNKNOWN_SECRET,
        UNDECLARED_SECRET,
        NOT_CHECKED);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION)) {
      new Caller(project, file, findings).check();
    }
  }

  /** The calls of one file. */
  private record Caller(VerifiedProject project, SourceFile file, Findings findings) {

    void check() {
      Optional<YamlNode> root = file.yaml().root();
      if (file.kind() == FileKind.GITHUB_ACTION) {
        root.flatMap(node -> node.get("runs")).ifPresent(this::steps);
        return;
      }
      for (YamlNode.Entry job : root.map(node -> new Workflow(node).jobs()).orElse(List.of())) {
        job.value().get("uses").ifPresent(uses -> workflow(job.value(), uses));
        steps(job.value());
      }
    }

    private void workflow(YamlNode job, YamlNode uses) {
      Optional<SourceFile> callee = find(uses, true);
      Optional<Workflow> called = callee.flatMap(found -> found.yaml().root()).map(Workflow::new);
      if (called.isEmpty()) {
        return;
      }
      if (!called.get().isCallable()) {
        findings.add(
            MISSING,
            file,
            uses,
            "the workflow " + callee.get().path() + " cannot be called",
            "add 'workflow_call' to its 'on', or call another workflow");
        return;
      }
      names(
          job.entry("with"),
          uses,
          called.get().inputs("workflow_call"),
          UNKNOWN_INPUT,
          MISSING_INPUT,
          "input");
      boolean inherits =
          job.get("secrets").flatMap(YamlNode::text).filter("inherit"::equals).isPresent();
      if (!inherits) {
        names(
            job.entry("secrets"),
            uses,
            called.get().secrets(),
            UNKNOWN_SECRET,
            MISSING_SECRET,
            "secret");
        if (!uses.text().orElse("").strip().startsWith("./")) {
          undeclared(job, uses, called.get());
        }
      }
    }

    /**
     * A secret that a called workflow does not declare is empty in it, unless its caller passes
     * all. In the project's own workflows, {@link NameCheck} shows it where it is read.
     */
    private void undeclared(YamlNode job, YamlNode uses, Workflow called) {
      Set<String> empty = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      Reference.in(called.root(), "secrets").forEach(reference -> empty.add(reference.name()));
      empty.remove("GITHUB_TOKEN");
      called.secrets().values().forEach(secret -> empty.remove(secret.name()));
      // Passed all the same: the rule about unknown secrets has it.
      job.get("secrets").map(YamlNode::keys).orElse(Set.of()).forEach(empty::remove);
      if (!empty.isEmpty()) {
        findings.add(
            UNDECLARED_SECRET,
            file,
            uses,
            uses.text().orElse("")
                + " reads "
                + String.join(", ", empty)
                + (empty.size() == 1
                    ? ", a secret that it does not declare and so never gets"
                    : ", secrets that it does not declare and so never gets"),
            "declare and pass what it reads, or pass everything with 'secrets: inherit'");
      }
    }

    private void steps(YamlNode job) {
      boolean checksOutElsewhere =
          Workflow.steps(job).stream()
              .anyMatch(
                  step ->
                      step.get("with", "path").isPresent()
                          && step.get("uses")
                              .flatMap(YamlNode::text)
                              .filter(text -> text.startsWith("actions/checkout@"))
                              .isPresent());
      for (YamlNode step : Workflow.steps(job)) {
        Optional<YamlNode> uses = step.get("uses");
        boolean isLocal =
            uses.flatMap(YamlNode::text).filter(text -> text.startsWith("./")).isPresent();
        if (uses.isPresent() && !(isLocal && checksOutElsewhere)) {
          action(step, uses.get());
        }
      }
    }

    private void action(YamlNode step, YamlNode uses) {
      int line = uses.position().line();
      String text =
          line <= file.content().lines().size() ? file.content().lines().get(line - 1) : "";
      PublishedAction.of(PublishedAction.versioned(uses.text().orElse(""), text))
          .ifPresent(
              action ->
                  names(
                      step.entry("with"),
                      uses,
                      action.inputs(),
                      UNKNOWN_INPUT,
                      MISSING_INPUT,
                      "input"));
      find(uses, false)
          .filter(found -> found.yaml().root().filter(YamlNode::isMapping).isPresent())
          .ifPresent(
              action ->
                  names(
                      step.entry("with"),
                      uses,
                      read(action),
                      UNKNOWN_INPUT,
                      MISSING_INPUT,
                      "input"));
    }

    /** The runner asks for no input, so that only those have to be given that the action reads. */
    private static Map<String, Workflow.Declared> read(SourceFile action) {
      YamlNode root = action.yaml().root().orElseThrow();
      Map<String, Workflow.Declared> declared =
          new LinkedHashMap<>(Workflow.declared(root.get("inputs")));
      boolean isComposite =
          root.get("runs", "using").flatMap(YamlNode::text).filter("composite"::equals).isPresent();
      if (isComposite && !action.text().contains("toJSON(inputs")) {
        Set<String> read = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Reference.in(root, "inputs").forEach(reference -> read.add(reference.name()));
        declared.replaceAll(
            (name, one) -> read.contains(name) ? one : new Workflow.Declared(one.name(), false));
      }
      return declared;
    }

    private Optional<SourceFile> find(YamlNode uses, boolean workflow) {
      String text = uses.text().orElse("").strip();
      Callee callee = Callee.of(text, project, project.files(), workflow);
      if (callee instanceof Callee.Missing missing) {
        findings.add(
            MISSING,
            file,
            uses,
            "'" + text + "' " + missing.where(),
            "name a " + (workflow ? "workflow" : "folder with an action.yml") + " that exists");
      } else if (callee instanceof Callee.Lacking lacking) {
        findings.add(MISSING, file, uses, lacking.problem(), lacking.remedy());
      } else if (callee instanceof Callee.Unread unread) {
        findings.add(
            NOT_CHECKED,
            file,
            uses,
            "calls of " + unread.repository() + " were not checked: " + unread.reason(),
            "make it readable, or name a copy with -Dmlops.pipelineTemplatesUrl=URL");
      }
      return callee instanceof Callee.Found found ? Optional.of(found.file()) : Optional.empty();
    }

    private void names(
        Optional<YamlNode.Entry> given,
        YamlNode uses,
        Map<String, Workflow.Declared> declared,
        Rule unknown,
        Rule missing,
        String what) {
      Set<String> seen = new HashSet<>();
      for (YamlNode.Entry entry : given.map(found -> found.value().entries()).orElse(List.of())) {
        seen.add(entry.name().toLowerCase(Locale.ROOT));
        if (!declared.containsKey(entry.name().toLowerCase(Locale.ROOT))) {
          Set<String> known = new TreeSet<>();
          declared.values().forEach(one -> known.add(one.name()));
          findings.add(
              unknown,
              file,
              entry.key(),
              uses.text().orElse("") + " declares no " + what + " '" + entry.name() + "'",
              known.isEmpty() ? "remove it" : Suggestion.useOneOf(entry.name(), known));
        }
      }
      for (Workflow.Declared one : declared.values()) {
        if (one.required() && !seen.contains(one.name().toLowerCase(Locale.ROOT))) {
          findings.add(
              missing,
              file,
              uses,
              "missing required " + what + " '" + one.name() + "'",
              "add '" + one.name() + "' to '" + (what.equals("input") ? "with" : "secrets") + "'");
        }
      }
    }
  }
}
