package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The outputs that a step writes, as far as its text says. */
final class StepOutputs {

  private static final Pattern MAY_SET = Pattern.compile(".*\\.(?:py|sh|bash|js|ts|ps1|mjs)");

  private static final Pattern WRITTEN =
      Pattern.compile("(?<![\\w$.-])([A-Za-z_][\\w-]*)(?:=|<<)|::set-output name=([\\w-]+)");

  /** A name that is put together when the script runs. */
  private static final Pattern COMPUTED =
      Pattern.compile("%s=|[)}]=|\\$\\w+=|to_entries|printenv|\\benv\\s*>>");

  private StepOutputs() {}

  /**
   * The outputs of a step.
   *
   * @param project the project
   * @param job the job or the action that the step is in
   * @param id its id
   * @param wanted the output that is looked for
   * @return the outputs; empty where nobody knows them
   */
  static Optional<Set<String>> of(VerifiedProject project, YamlNode job, String id, String wanted) {
    Optional<YamlNode> step = Workflow.step(job, id);
    Optional<String> uses = step.flatMap(one -> one.get("uses")).flatMap(YamlNode::text);
    if (uses.isPresent() && PublishedAction.of(uses.get()).isPresent()) {
      // Programs may set outputs that they do not declare; one that is nearly right is a mistake.
      return PublishedAction.of(uses.get())
          .filter(action -> !action.isOpen())
          .map(PublishedAction::outputs)
          .filter(names -> Suggestion.nearest(wanted, names).isPresent());
    }
    if (uses.isPresent()) {
      return Callee.of(uses.get(), project, project.files(), false) instanceof Callee.Found found
              && found.file().kind() == FileKind.GITHUB_ACTION
          ? found
              .file()
              .yaml()
              .root()
              .map(action -> action.get("outputs").map(YamlNode::keys).orElse(Set.of()))
          : Optional.empty();
    }
    return step.flatMap(one -> one.get("run"))
        .flatMap(YamlNode::text)
        .flatMap(text -> written(project, text, wanted));
  }

  private static Optional<Set<String>> written(
      VerifiedProject project, String text, String wanted) {
    boolean writes = text.contains("GITHUB_OUTPUT") || text.contains("::set-output");
    if (!writes || COMPUTED.matcher(text).find() || isWrittenByFile(project, wanted)) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Matcher matcher = WRITTEN.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return Optional.of(names);
  }

  /** Whether a program of the project may write it: the step may run that, too. */
  private static boolean isWrittenByFile(VerifiedProject project, String wanted) {
    return project.files().all().stream()
        .filter(StepOutputs::isProgram)
        .map(SourceFile::text)
        .anyMatch(text -> text.contains("GITHUB_OUTPUT") && text.contains(wanted));
  }

  private static boolean isProgram(SourceFile file) {
    return MAY_SET.matcher(file.path()).matches();
  }
}
