package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outputs of jobs that scripts and code ask the service for.
 *
 * @see <a href="https://learn.microsoft.com/cli/azure/ml/job#az-ml-job-download">az ml job
 *     download</a>
 */
final class JobOutputNames {

  private static final Pattern ASKED =
      Pattern.compile(
          "azureml://jobs/[^/\\s\"']+/outputs/([A-Za-z_]\\w*)|--output-name[ =]\"?([A-Za-z_]\\w*)"
              + "|\\boutput_name=\"([A-Za-z_]\\w*)\"");

  /** What the service calls the outputs that every job has. */
  private static final Set<String> OF_ALL = Set.of("default", "artifacts");

  private JobOutputNames() {}

  /**
   * Looks for outputs that no job of the project has.
   *
   * @param rule the rule
   */
  static void check(VerifiedProject project, Rule rule, Findings findings) {
    Set<String> declared = new TreeSet<>();
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  root.walk(
                      node -> node.get("outputs").ifPresent(all -> declared.addAll(all.keys()))));
    }
    for (SourceFile file :
        declared.isEmpty()
            ? List.<SourceFile>of()
            : project
                .files()
                .of(
                    FileKind.SHELL,
                    FileKind.PYTHON,
                    FileKind.GITHUB_WORKFLOW,
                    FileKind.AZURE_PIPELINE)) {
      if (file.text().contains("/outputs/") || file.text().contains("output")) {
        Matcher asked = ASKED.matcher(file.text());
        while (asked.find()) {
          int group = asked.group(1) != null ? 1 : asked.group(2) != null ? 2 : 3;
          String name = asked.group(group);
          boolean isKnown =
              OF_ALL.contains(name) || declared.contains(name) || isInCode(project, file, name);
          if (!isKnown) {
            findings.addDoubtful(
                rule,
                file.path(),
                file.position(asked.start(group)),
                "no job of the project has an output '" + name + "'",
                Suggestion.useOneOf(name, declared));
          }
        }
      }
    }
  }

  /** Whether any code has the name, and may declare an output with it. */
  private static boolean isInCode(VerifiedProject project, SourceFile asking, String name) {
    Pattern word = Pattern.compile("\\b" + name + "\\b(?!/?[^\\n]{0,40}azureml://)");
    return project.files().of(FileKind.PYTHON, FileKind.NOTEBOOK).stream()
        .filter(file -> !file.equals(asking))
        .anyMatch(file -> word.matcher(file.text()).find());
  }
}
