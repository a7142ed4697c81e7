package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that a workflow or a pipeline sets for a step.
 *
 * @param names their names
 * @param isClosed whether nothing but the file and the runner sets others
 */
public record StepVariables(Set<String> names, boolean isClosed) {

  /** What a step leaves for those behind it. */
  private static final Pattern LEFT = Pattern.compile("(?<![\\w$.{-])([A-Za-z_]\\w*)(?:=|<<)");

  /** Actions that set no variables, or none that a script of a project reads. */
  private static final Pattern SILENT =
      Pattern.compile(
          "(?i)(?:actions/(?!github-script)|azure/(?!cli)|github/|hashicorp/|docker/|astral-sh/|conda-incubator/).*");

  /** What GitHub's own runners are called. */
  private static final Pattern HOSTED = Pattern.compile("(?:ubuntu|macos|windows)-[\\w.-]+");

  /** Copies the names. */
  public StepVariables {
    names = Set.copyOf(names);
  }

  /**
   * All variables that a workflow sets anywhere.
   *
   * @param root its root
   */
  public static StepVariables ofWorkflow(YamlNode root) {
    Set<String> names = new HashSet<>();
    boolean[] isClosed = {true};
    root.walk(
        node -> {
          node.get("env").ifPresent(env -> names.addAll(env.keys()));
          isClosed[0] &= node.get("env").filter(env -> env.text().isPresent()).isEmpty();
          boolean isStep = node.get("uses").isPresent() || node.get("run").isPresent();
          isClosed[0] &= !isStep || left(node, names);
        });
    return new StepVariables(names, isClosed[0]);
  }

  /**
   * Whether nothing but workflows leaves variables for later steps: no program of a project does,
   * and its own actions use none that may.
   *
   * @param project the project
   */
  public static boolean leaveNothing(VerifiedProject project) {
    for (SourceFile file : project.files().all()) {
      boolean isWorkflow = file.kind() == FileKind.GITHUB_WORKFLOW;
      if (!isWorkflow && file.content().isText() && file.text().contains("GITHUB_ENV")) {
        return false;
      }
    }
    boolean[] leaves = {false};
    for (SourceFile file : project.files().of(FileKind.GITHUB_ACTION)) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  root.walk(
                      node ->
                          leaves[0] |=
                              node.get("uses").isPresent() && !left(node, new HashSet<>())));
    }
    return !leaves[0];
  }

  /** The variables of a job of a workflow. */
  static StepVariables ofJob(YamlNode root, YamlNode job) {
    Set<String> names = new HashSet<>();
    boolean isClosed =
        job.get("runs-on").flatMap(YamlNode::text).filter(HOSTED.asMatchPredicate()).isPresent()
            && job.get("container").isEmpty();
    for (YamlNode owner : List.of(root, job)) {
      isClosed &= owner.get("env").filter(env -> env.text().isPresent()).isEmpty();
      owner.get("env").ifPresent(env -> names.addAll(env.keys()));
    }
    for (YamlNode step : job.get("steps").map(YamlNode::items).orElse(List.of())) {
      isClosed &= left(step, names);
    }
    return new StepVariables(names, isClosed);
  }

  /** The variables that the steps of an action leave; its callers' variables are theirs too. */
  static StepVariables ofAction(YamlNode steps) {
    Set<String> names = new HashSet<>();
    steps.items().forEach(step -> left(step, names));
    return new StepVariables(names, false);
  }

  /** The variables of a pipeline, as the environment has them. */
  static StepVariables ofPipeline(YamlNode root) {
    Set<String> names = new HashSet<>();
    root.walk(
        node ->
            node.get("variables")
                .ifPresent(
                    variables -> {
                      variables.keys().forEach(name -> names.add(inEnvironment(name)));
                      for (YamlNode item : variables.items()) {
                        item.get("name")
                            .flatMap(YamlNode::text)
                            .ifPresent(name -> names.add(inEnvironment(name)));
                      }
                    }));
    return new StepVariables(names, false);
  }

  /** The variables of a job of Azure Machine Learning. */
  static StepVariables ofNode(YamlNode node) {
    Set<String> names =
        node.get("environment_variables").map(YamlNode::keys).orElse(Set.<String>of());
    return new StepVariables(names, false);
  }

  private static String inEnvironment(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace(' ', '_');
  }

  /** The same with those of a step. */
  StepVariables with(YamlNode step) {
    Optional<YamlNode> env = step.get("env");
    if (env.isEmpty()) {
      return this;
    }
    Set<String> all = new HashSet<>(names);
    all.addAll(env.get().keys());
    return new StepVariables(all, isClosed && env.get().isMapping());
  }

  /** Collects what a step leaves for others, and says whether it leaves nothing else. */
  private static boolean left(YamlNode step, Set<String> names) {
    String run = step.get("run").flatMap(YamlNode::text).orElse("");
    boolean leaves = run.contains("GITHUB_ENV");
    if (leaves) {
      Matcher left = LEFT.matcher(run);
      while (left.find()) {
        names.add(left.group(1));
      }
    }
    // What is computed, or written by a program, may have any name.
    boolean isComputed = leaves && !run.matches("(?s).*(?:echo|printf)\\b.*");
    String uses = step.get("uses").flatMap(YamlNode::text).orElse("");
    String script = step.get("with", "script").flatMap(YamlNode::text).orElse("");
    boolean isScript =
        uses.startsWith("actions/github-script@")
            && !script.contains("exportVariable")
            && !script.contains("require(");
    boolean isSilent =
        uses.isEmpty() || uses.startsWith("./") || isScript || SILENT.matcher(uses).matches();
    return isSilent && !isComputed;
  }
}
