package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Stages, jobs and steps that a template is given as parameters: they are written in the file that
 * includes it, and are what they would be there.
 *
 * @param kind {@code stages}, {@code jobs} or {@code steps}
 * @param list the list
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/process/template-parameters">Template
 *     parameters</a>
 */
public record HandedOn(String kind, YamlNode list) {

  private static final Set<String> STAGES = Set.of("stage");

  private static final Set<String> JOBS = Set.of("job", "deployment");

  private static final Set<String> STEPS =
      Set.of("task", "script", "bash", "pwsh", "powershell", "checkout", "publish", "download");

  /** Whether a list has nothing but stages, jobs or steps, and templates of such. */
  static boolean isWork(YamlNode list) {
    return !kind(list).isEmpty();
  }

  private static String kind(YamlNode list) {
    String kind = "";
    for (YamlNode item : list.items()) {
      String first = item.entries().isEmpty() ? "" : item.entries().get(0).name();
      String one =
          STAGES.contains(first)
              ? "stages"
              : JOBS.contains(first) ? "jobs" : STEPS.contains(first) ? "steps" : "";
      boolean isTemplate = first.equals("template") || first.startsWith("${{");
      if (one.isEmpty() ? !isTemplate : !kind.isEmpty() && !kind.equals(one)) {
        return "";
      }
      kind = one.isEmpty() ? kind : one;
    }
    return kind;
  }

  /**
   * What a file hands on.
   *
   * @param root its root
   */
  public static List<HandedOn> in(YamlNode root) {
    List<HandedOn> found = new ArrayList<>();
    root.walk(
        node -> {
          if (node.get("template").filter(YamlNode::isScalar).isPresent()) {
            node.get("parameters").ifPresent(parameters -> collect(parameters, found));
          }
        });
    return found;
  }

  private static void collect(YamlNode parameters, List<HandedOn> found) {
    for (YamlNode.Entry entry : parameters.entries()) {
      if (Expressions.isExpression(entry.name())) {
        collect(entry.value(), found);
      }
      String kind = kind(entry.value());
      if (!kind.isEmpty()) {
        found.add(new HandedOn(kind, entry.value()));
      }
    }
  }
}
