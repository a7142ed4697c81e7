package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A program that an action puts before Terraform or OpenTofu, and that gives each later step which
 * runs it the outputs {@code stdout}, {@code stderr} and {@code exitcode}.
 *
 * @see <a href="https://github.com/hashicorp/setup-terraform#readme">setup-terraform</a>
 * @see <a href="https://github.com/opentofu/setup-opentofu#readme">setup-opentofu</a>
 */
final class ToolWrapper {

  private static final Set<String> OUTPUTS = Set.of("stdout", "stderr", "exitcode");

  /** What runs the program: itself, what starts it, or a program of the project. */
  private static final Pattern RUNS =
      Pattern.compile("\\b(?:terraform|tofu|terragrunt)\\b|\\.(?:py|sh|bash|js|ts|ps1|mjs)\\b");

  private static final Pattern SETS_UP = Pattern.compile("(?i)[^@]*(?:terraform|tofu).*");

  private ToolWrapper() {}

  /**
   * The outputs that a step has of it.
   *
   * @param project the project
   * @param job the job or the runs of an action that the step is in
   * @param id the step's id
   * @param text what the step runs
   */
  static Set<String> outputs(VerifiedProject project, YamlNode job, String id, String text) {
    return RUNS.matcher(text).find() && isSetUp(project, job, id) ? OUTPUTS : Set.of();
  }

  private static boolean isSetUp(VerifiedProject project, YamlNode job, String id) {
    // What calls an action may have set it up.
    if (job.get("using").isPresent()) {
      return true;
    }
    for (YamlNode step : Workflow.steps(job)) {
      if (step.get("id").flatMap(YamlNode::text).filter(id::equals).isPresent()) {
        return false;
      }
      if (setsUp(step) || called(project, step).stream().anyMatch(ToolWrapper::setsUp)) {
        return true;
      }
    }
    return false;
  }

  /** The steps of an action of the project. */
  private static List<YamlNode> called(VerifiedProject project, YamlNode step) {
    return step.get("uses")
        .flatMap(YamlNode::text)
        .map(uses -> Callee.of(uses, project, project.files(), false))
        .flatMap(
            callee ->
                callee instanceof Callee.Found found
                    ? Optional.of(found.file())
                    : Optional.<SourceFile>empty())
        .flatMap(file -> file.yaml().root())
        .flatMap(root -> root.get("runs"))
        .map(Workflow::steps)
        .orElse(List.of());
  }

  private static boolean setsUp(YamlNode step) {
    return step.get("uses").flatMap(YamlNode::text).filter(ToolWrapper::isTool).isPresent()
        && step.get("with").map(YamlNode::entries).orElse(List.of()).stream()
            .filter(entry -> entry.name().toLowerCase(Locale.ROOT).endsWith("_wrapper"))
            .noneMatch(entry -> entry.value().text().filter("false"::equals).isPresent());
  }

  private static boolean isTool(String uses) {
    return !uses.startsWith("./") && SETS_UP.matcher(uses).matches();
  }
}
