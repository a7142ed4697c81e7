package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The versions of published actions exist, and run still. */
final class ActionVersionCheck implements Check {

  static final Rule VERSION =
      new Rule(
          "github-action-version", Level.ERROR, "Unknown or retired version of a GitHub action");

  /** Read when the first action is looked up. */
  private static final class Holder {
    private static final List<String[]> RETIRED =
        DataFile.lines(ActionVersionCheck.class, "retired-actions.txt").stream()
            .map(line -> line.split(" ", 5))
            .toList();
  }

  @Override
  public List<Rule> rules() {
    return List.of(VERSION);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION)) {
      Optional<YamlNode> root = file.yaml().root();
      root.flatMap(node -> node.get("runs")).ifPresent(runs -> steps(file, runs, findings));
      root.map(node -> new Workflow(node).jobs())
          .orElse(List.of())
          .forEach(job -> steps(file, job.value(), findings));
    }
  }

  private static void steps(SourceFile file, YamlNode job, Findings findings) {
    for (YamlNode step : Workflow.steps(job)) {
      step.get("uses").ifPresent(uses -> version(file, uses, findings));
    }
  }

  private static void version(SourceFile file, YamlNode uses, Findings findings) {
    String text = uses.text().orElse("").strip();
    Optional<String[]> retired =
        Holder.RETIRED.stream().filter(line -> isRetired(text, line)).findFirst();
    if (retired.isPresent()) {
      String[] line = retired.get();
      findings.add(
          VERSION,
          file,
          uses,
          text + " has not run since " + line[2],
          "use " + line[0] + "@" + line[3] + " (" + line[4] + ")");
      return;
    }
    PublishedAction.insteadOf(text)
        .ifPresent(
            newest ->
                findings.add(
                    VERSION,
                    file,
                    uses,
                    "'" + text + "' does not exist",
                    "use " + text.substring(0, text.indexOf('@')) + "@" + newest));
  }

  private static boolean isRetired(String uses, String[] line) {
    String lower = uses.toLowerCase(Locale.ROOT);
    return lower.startsWith(line[0] + "@")
        && List.of(line[1].split(",", -1))
            .contains(
                lower.substring(lower.indexOf('@') + 1).replaceFirst("^v?(\\d+)(\\..*)?$", "$1"));
  }
}
