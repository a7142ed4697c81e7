package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the texts of workflows, pipelines and jobs that bash runs for certain.
 *
 * @param project the project
 */
record PipelineScripts(VerifiedProject project) {

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{[^}$]*+(?:\\$(?!\\{\\{)[^}$]*+)*+}}");

  /** A macro of Azure Pipelines; what the shell computes instead is one word as well. */
  private static final Pattern MACRO = Pattern.compile("\\$\\([A-Za-z_][\\w.-]*\\)");

  /** What Azure Machine Learning leaves out when an input is not given. */
  private static final Pattern OPTIONAL = Pattern.compile("\\$\\[\\[|]]");

  /** Stands for a part that is known when the script runs. */
  private static final String UNKNOWN = "\uE000";

  /**
   * A text that bash runs.
   *
   * @param file where it is written
   * @param node where in the file
   * @param text the text; what is put in later is as long as it is written
   * @param given the variables that the file sets for it
   * @param isClosed whether nothing but the file and the runner sets variables
   */
  record Script(SourceFile file, YamlNode node, String text, Set<String> given, boolean isClosed) {}

  /** The scripts of the project. */
  List<Script> all() {
    List<Script> scripts = new ArrayList<>();
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      file.yaml().root().ifPresent(root -> workflow(file, root, scripts));
    }
    for (SourceFile file : project.files().of(FileKind.GITHUB_ACTION)) {
      file.yaml()
          .root()
          .flatMap(root -> root.get("runs", "steps"))
          .ifPresent(
              steps -> {
                StepVariables variables = StepVariables.ofAction(steps);
                steps.items().forEach(step -> run(file, step, "", variables, scripts));
              });
    }
    List<SourceFile> pipelines = project.files().of(FileKind.AZURE_PIPELINE);
    boolean runsBash = !pipelines.isEmpty() && pipelines.stream().allMatch(this::isNotForWindows);
    for (SourceFile file : pipelines) {
      file.yaml().root().ifPresent(root -> steps(file, root, runsBash, scripts));
    }
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  root.walk(
                      node ->
                          node.get("command")
                              .ifPresent(
                                  command ->
                                      add(
                                          file,
                                          command,
                                          OPTIONAL,
                                          StepVariables.ofNode(node),
                                          scripts))));
    }
    return scripts;
  }

  private boolean isNotForWindows(SourceFile file) {
    return !file.text().toLowerCase(Locale.ROOT).contains("windows");
  }

  private static void workflow(SourceFile file, YamlNode root, List<Script> scripts) {
    for (YamlNode.Entry job : root.get("jobs").map(YamlNode::entries).orElse(List.of())) {
      String machine = job.value().get("runs-on").map(PipelineScripts::words).orElse("");
      boolean isUnix =
          Stream.of("ubuntu", "linux", "macos").anyMatch(machine::contains)
              && !machine.contains("windows");
      String usual = isUnix ? "bash" : "";
      String shell = shell(job.value()).or(() -> shell(root)).orElse(usual);
      StepVariables variables = StepVariables.ofJob(root, job.value());
      job.value()
          .get("steps")
          .ifPresent(
              steps -> steps.items().forEach(step -> run(file, step, shell, variables, scripts)));
    }
  }

  private static Optional<String> shell(YamlNode owner) {
    return owner.get("defaults", "run", "shell").flatMap(YamlNode::text);
  }

  /** All words of a value, in lower case. */
  private static String words(YamlNode node) {
    StringBuilder words = new StringBuilder();
    node.walk(inner -> inner.text().ifPresent(text -> words.append(text).append(' ')));
    return words.toString().toLowerCase(Locale.ROOT);
  }

  private static void run(
      SourceFile file, YamlNode step, String usual, StepVariables variables, List<Script> scripts) {
    String shell = step.get("shell").flatMap(YamlNode::text).orElse(usual);
    if (shell.equals("bash") || shell.equals("sh") || shell.startsWith("bash ")) {
      step.get("run")
          .ifPresent(script -> add(file, script, EXPRESSION, variables.with(step), scripts));
    }
  }

  private static void steps(
      SourceFile file, YamlNode root, boolean runsBash, List<Script> scripts) {
    StepVariables variables = StepVariables.ofPipeline(root);
    root.walk(node -> step(file, node, runsBash, variables.with(node), scripts));
  }

  private static void step(
      SourceFile file,
      YamlNode node,
      boolean runsBash,
      StepVariables variables,
      List<Script> scripts) {
    node.get("bash").ifPresent(script -> add(file, script, MACRO, variables, scripts));
    if (runsBash && node.keys().stream().findFirst().filter("script"::equals).isPresent()) {
      node.get("script").ifPresent(script -> add(file, script, MACRO, variables, scripts));
    }
    String task = node.get("task").flatMap(YamlNode::text).orElse("");
    if (task.startsWith("Bash@")) {
      node.get("inputs", "script")
          .ifPresent(script -> add(file, script, MACRO, variables, scripts));
    } else if (task.startsWith("AzureCLI@")) {
      boolean isBash =
          node.get("inputs", "scriptType")
              .flatMap(YamlNode::text)
              .filter("bash"::equals)
              .isPresent();
      if (isBash) {
        node.get("inputs", "inlineScript")
            .ifPresent(script -> add(file, script, MACRO, variables, scripts));
      }
    }
  }

  private static void add(
      SourceFile file,
      YamlNode script,
      Pattern placeholder,
      StepVariables variables,
      List<Script> scripts) {
    script
        .text()
        .ifPresent(
            text ->
                scripts.add(
                    new Script(
                        file,
                        script,
                        filled(
                            filled(text, EXPRESSION, UNKNOWN),
                            placeholder,
                            placeholder.equals(OPTIONAL) ? " " : UNKNOWN),
                        variables.names(),
                        variables.isClosed())));
  }

  private static String filled(String text, Pattern pattern, String with) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          filled, Matcher.quoteReplacement(with.repeat(matcher.group().length())));
    }
    return matcher.appendTail(filled).toString();
  }
}
