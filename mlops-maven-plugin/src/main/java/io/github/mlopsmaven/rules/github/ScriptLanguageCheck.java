package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.rules.shell.ScriptLanguage;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scripts are written in the language of the shell that runs them: PowerShell on Windows, bash
 * elsewhere, unless they name another.
 *
 * @see <a
 *     href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax">Workflow
 *     syntax</a>
 */
final class ScriptLanguageCheck implements Check {

  static final Rule LANGUAGE =
      new Rule(
          "github-script-language",
          Level.ERROR,
          "Script of a GitHub workflow in another language than its shell reads");

  private static final Pattern OF_MATRIX = Pattern.compile("\\$\\{\\{\\s*matrix\\.([\\w-]+)\\s*}}");

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{[^}]{0,1000}}}");

  /** A condition that may choose machines. */
  private static final Pattern CHOOSING = Pattern.compile("runner\\.|matrix\\.|env\\.");

  @Override
  public List<Rule> rules() {
    return List.of(LANGUAGE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION)) {
      file.yaml()
          .root()
          .ifPresent(
              root -> {
                for (YamlNode.Entry job : new Workflow(root).jobs()) {
                  steps(file, root, job.value(), machines(job.value()), findings);
                }
                root.get("runs")
                    .ifPresent(runs -> steps(file, root, runs, Machines.UNKNOWN, findings));
              });
    }
  }

  /** What a job runs on. */
  private enum Machines {
    WINDOWS,
    SOME_WINDOWS,
    UNIX,
    UNKNOWN
  }

  private static Machines machines(YamlNode job) {
    List<String> labels = new ArrayList<>();
    job.get("runs-on")
        .ifPresent(
            node -> node.walk(one -> one.text().ifPresent(text -> labels.addAll(of(text, job)))));
    long windows = labels.stream().filter(label -> label.contains("windows")).count();
    long unix =
        labels.stream().filter(label -> label.matches(".*(?:ubuntu|linux|macos).*")).count();
    if (labels.isEmpty() || job.get("container").isPresent()) {
      return Machines.UNKNOWN;
    }
    return windows > 0 && unix > 0
        ? Machines.SOME_WINDOWS
        : windows > 0 ? Machines.WINDOWS : unix == labels.size() ? Machines.UNIX : Machines.UNKNOWN;
  }

  private static List<String> of(String label, YamlNode job) {
    Matcher matrix = OF_MATRIX.matcher(label);
    List<String> labels =
        matrix.matches()
            ? Matrices.values(job, matrix.group(1)).orElse(List.of())
            : label.contains("${{") ? List.of() : List.of(label);
    return labels.stream().map(one -> one.toLowerCase(Locale.ROOT)).toList();
  }

  private static void steps(
      SourceFile file, YamlNode root, YamlNode owner, Machines machines, Findings findings) {
    for (YamlNode step : Workflow.steps(owner)) {
      Optional<String> named =
          step.get("shell")
              .or(() -> owner.get("defaults", "run", "shell"))
              .or(() -> root.get("defaults", "run", "shell"))
              .flatMap(YamlNode::text);
      boolean isChosen =
          step.get("if").flatMap(YamlNode::text).filter(CHOOSING.asPredicate()).isPresent();
      boolean isWindows =
          machines == Machines.WINDOWS || (machines == Machines.SOME_WINDOWS && !isChosen);
      Optional<ScriptLanguage> language =
          named.isPresent()
              ? language(named.get())
              : isWindows
                  ? Optional.of(ScriptLanguage.POWERSHELL)
                  : machines == Machines.UNIX ? Optional.of(ScriptLanguage.BASH) : Optional.empty();
      Optional<YamlNode> run = step.get("run");
      String text =
          EXPRESSION
              .matcher(run.flatMap(YamlNode::text).orElse(""))
              .replaceAll(found -> "x".repeat(found.group().length()));
      Set<String> variables = new TreeSet<>();
      for (YamlNode one : List.of(root, owner, step)) {
        one.get("env").ifPresent(env -> variables.addAll(env.keys()));
      }
      language
          .flatMap(
              one ->
                  one.foreign(text, isWindows)
                      .or(
                          () ->
                              one == ScriptLanguage.POWERSHELL
                                  ? ScriptLanguage.environment(text, variables)
                                  : Optional.empty()))
          .ifPresent(
              sign ->
                  findings.add(
                      LANGUAGE,
                      file.path(),
                      run.orElseThrow().positionOf(sign.index()),
                      language.get().displayName()
                          + " reads this script"
                          + (named.isEmpty() && isWindows ? " on Windows" : "")
                          + ", and does not know '"
                          + sign.text()
                          + "'",
                      language.get() == ScriptLanguage.POWERSHELL
                          ? "set `shell: bash` for the step"
                          : "set `shell: pwsh` for the step"));
    }
  }

  private static Optional<ScriptLanguage> language(String shell) {
    return switch (shell.strip().replaceFirst("\\s.*", "")) {
      case "bash", "sh" -> Optional.of(ScriptLanguage.BASH);
      case "pwsh", "powershell" -> Optional.of(ScriptLanguage.POWERSHELL);
      default -> Optional.empty();
    };
  }
}
