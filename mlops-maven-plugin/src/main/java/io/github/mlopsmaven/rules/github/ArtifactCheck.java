package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.rules.values.ArtifactName;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The artifacts that a run downloads are uploaded in it, in called workflows and actions too.
 *
 * @see <a href="https://github.com/actions/download-artifact">actions/download-artifact</a>
 */
final class ArtifactCheck implements Check {

  static final Rule ARTIFACT =
      new Rule(
          "github-artifact",
          Level.ERROR,
          "Artifact that no step of a workflow uploads, or that several jobs do");

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{\\s*((?:[^}]|}(?!}))*?)\\s*}}");

  /** What is the same in all jobs of a run. */
  private static final Pattern OF_RUN =
      Pattern.compile("github\\.(?:run_id|run_number|run_attempt|sha|ref_name|actor|event_name)");

  /** Inputs with which the artifact is one of another run. */
  private static final List<String> ELSEWHERE = List.of("run-id", "repository", "github-token");

  /** Actions of GitHub's that upload nothing. */
  private static final Pattern SILENT =
      Pattern.compile(
          "(?i)(?:actions/(?!upload|attest|jekyll|deploy|labeler)[\\w-]+|azure/[\\w-]+|hashicorp/[\\w-]+|astral-sh/[\\w-]+|docker/(?:login|setup)[\\w-]*|conda-incubator/[\\w-]+)@.*");

  private static final int DEEPEST = 4;

  @Override
  public List<Rule> rules() {
    return List.of(ARTIFACT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      Optional<YamlNode> root = file.yaml().root();
      // What is only called is seen from where it is called.
      boolean isRun = root.isPresent() && !new Workflow(root.get()).isOnlyCalled();
      if (isRun && (file.text().contains("artifact") || file.text().contains(".github/"))) {
        Run run = new Run(project);
        run.workflow(file, root.get(), Map.of(), 0);
        for (ArtifactName.Missing missing :
            ArtifactName.missing(run.left, run.taken, run.isComplete)) {
          findings.add(
              ARTIFACT,
              missing.name().path(),
              missing.name().position(),
              missing.problem(),
              missing.remedy());
        }
        run.uploads.report(findings);
      }
    }
  }

  /** A run of a workflow. */
  private static final class Run {

    private final VerifiedProject project;
    private final List<ArtifactName> left = new ArrayList<>();
    private final List<ArtifactName> taken = new ArrayList<>();
    private final Uploads uploads = new Uploads();
    private boolean isComplete = true;

    Run(VerifiedProject project) {
      this.project = project;
    }

    /** A value, and where the project gives it. */
    private record Given(String text, SourceFile file, YamlNode node) {}

    void workflow(SourceFile file, YamlNode root, Map<String, Given> inputs, int depth) {
      for (YamlNode.Entry job : new Workflow(root).jobs()) {
        Optional<YamlNode> uses = job.value().get("uses");
        uploads.enter(job.value());
        if (uses.isPresent()) {
          called(file, job.value(), uses.get(), inputs, depth);
        } else {
          Workflow.steps(job.value()).forEach(step -> step(file, step, inputs, depth));
        }
        uploads.leave();
      }
    }

    private void called(
        SourceFile file, YamlNode job, YamlNode uses, Map<String, Given> inputs, int depth) {
      String text = uses.text().orElse("").strip();
      if (depth < DEEPEST
          && Callee.of(text, project, project.files(), true) instanceof Callee.Found found) {
        Optional<YamlNode> root = found.file().yaml().root();
        root.ifPresent(
            callee ->
                workflow(
                    found.file(),
                    callee,
                    handed(
                        file,
                        job,
                        found.file(),
                        callee.get("on", "workflow_call", "inputs"),
                        inputs),
                    depth + 1));
      } else {
        isComplete = false;
      }
    }

    private static Map<String, Given> handed(
        SourceFile file,
        YamlNode call,
        SourceFile callee,
        Optional<YamlNode> declared,
        Map<String, Given> inputs) {
      Map<String, Given> handed = new HashMap<>();
      for (YamlNode.Entry input : declared.map(YamlNode::entries).orElse(List.of())) {
        Optional<YamlNode> usual = input.value().get("default");
        handed.put(
            input.name().toLowerCase(Locale.ROOT),
            new Given(
                usual.flatMap(YamlNode::text).orElse(""), callee, usual.orElse(input.value())));
      }
      for (YamlNode.Entry with : call.get("with").map(YamlNode::entries).orElse(List.of())) {
        Given filled = filled(file, with.value(), inputs);
        handed.put(with.name().toLowerCase(Locale.ROOT), filled);
      }
      return handed;
    }

    /** A text with inputs put in; where it is one input, it stands where that is given. */
    private static Given filled(SourceFile file, YamlNode node, Map<String, Given> inputs) {
      String text = node.text().orElse("");
      Matcher matcher = EXPRESSION.matcher(text);
      StringBuilder filled = new StringBuilder();
      Optional<Given> only = Optional.empty();
      while (matcher.find()) {
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        Optional<Given> value =
            name.startsWith("inputs.")
                ? Optional.ofNullable(inputs.get(name.substring("inputs.".length())))
                : Optional.<Given>empty();
        only = matcher.group().equals(text.strip()) ? value : Optional.empty();
        matcher.appendReplacement(
            filled,
            Matcher.quoteReplacement(
                value
                    .map(Given::text)
                    .orElse(
                        OF_RUN.matcher(name).matches()
                            ? name
                            : String.valueOf(ArtifactName.UNKNOWN))));
      }
      String whole = matcher.appendTail(filled).toString();
      return only.orElse(new Given(whole, file, node));
    }

    private void step(SourceFile file, YamlNode step, Map<String, Given> inputs, int depth) {
      String uses = step.get("uses").flatMap(YamlNode::text).orElse("").strip();
      String action = uses.replaceFirst("@.*", "").toLowerCase(Locale.ROOT);
      if (action.equals("actions/upload-artifact")
          || action.equals("actions/upload-artifact/merge")) {
        leave(file, step, action.endsWith("merge") ? "merged-artifacts" : "artifact", inputs);
      } else if (action.equals("actions/upload-pages-artifact")) {
        leave(file, step, "github-pages", inputs);
      } else if (action.equals("actions/download-artifact")) {
        boolean isElsewhere = ELSEWHERE.stream().anyMatch(key -> step.get("with", key).isPresent());
        step.get("with", "name")
            .or(() -> step.get("with", "pattern"))
            .filter(name -> !isElsewhere)
            .map(name -> filled(file, name, inputs))
            .filter(name -> !name.text().isEmpty())
            .ifPresent(
                name ->
                    taken.add(
                        new ArtifactName(name.text(), name.file().path(), name.node().position())));
      } else if (uses.startsWith("./")) {
        action(file, step, uses, inputs, depth);
      } else {
        isComplete &= uses.isEmpty() || SILENT.matcher(uses).matches();
      }
    }

    private void leave(SourceFile file, YamlNode step, String usual, Map<String, Given> inputs) {
      Optional<Given> name = step.get("with", "name").map(node -> filled(file, node, inputs));
      ArtifactName artifact =
          name.map(
                  given ->
                      new ArtifactName(given.text(), given.file().path(), given.node().position()))
              .orElse(new ArtifactName(usual, file.path(), step.position()));
      left.add(artifact);
      if (usual.equals("artifact")) {
        uploads.add(artifact, file, step);
      }
    }

    private void action(
        SourceFile file, YamlNode step, String uses, Map<String, Given> inputs, int depth) {
      if (depth < DEEPEST
          && Callee.of(uses, project, project.files(), false) instanceof Callee.Found found) {
        Optional<YamlNode> root = found.file().yaml().root();
        Map<String, Given> handed =
            handed(file, step, found.file(), root.flatMap(node -> node.get("inputs")), inputs);
        isComplete &= root.flatMap(node -> node.get("runs", "steps")).isPresent();
        root.flatMap(node -> node.get("runs"))
            .ifPresent(
                runs ->
                    Workflow.steps(runs)
                        .forEach(inner -> step(found.file(), inner, handed, depth + 1)));
      } else {
        isComplete = false;
      }
    }
  }
}
