package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.values.CronText;
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

/**
 * Names, times and settings of schedules and pipelines, beyond what their schema says.
 *
 * @see <a href="https://learn.microsoft.com/azure/machine-learning/reference-yaml-schedule">The
 *     YAML of schedules</a>
 */
final class ScheduleCheck implements Check {

  static final Rule VALUE =
      new Rule(
          "azureml-value", Level.ERROR, "Invalid name, number, schedule or pipeline of Azure ML");

  /** Settings of a pipeline; the service takes any other and does nothing with it. */
  private static final Set<String> SETTINGS =
      Set.of(
          "default_compute",
          "default_datastore",
          "continue_on_step_failure",
          "continue_run_on_step_failure",
          "force_rerun",
          "on_init",
          "on_finalize");

  @Override
  public List<Rule> rules() {
    return List.of(VALUE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      Optional<YamlNode> root = file.yaml().root();
      root.ifPresent(node -> values(file, node, findings));
      root.filter(node -> isOf(node, "schedule.schema.json"))
          .ifPresent(node -> schedule(file, node, findings));
      root.filter(node -> isOf(node, "pipelineJob.schema.json"))
          .ifPresent(node -> settings(file, node, findings));
    }
  }

  private static void values(SourceFile file, YamlNode root, Findings findings) {
    for (AssetNames.Mistake mistake : AssetNames.mistakes(root)) {
      findings.add(VALUE, file, mistake.node(), mistake.problem(), mistake.remedy());
    }
    for (Limits.Mistake mistake : Limits.mistakes(root)) {
      findings.add(VALUE, file, mistake.node(), mistake.problem(), mistake.remedy());
    }
    for (JobCycle.Mistake mistake : JobCycle.mistakes(root)) {
      findings.add(VALUE, file, mistake.node(), mistake.problem(), mistake.remedy());
    }
  }

  private static boolean isOf(YamlNode root, String schema) {
    return root.get("$schema")
        .flatMap(YamlNode::text)
        .filter(text -> text.toLowerCase(Locale.ROOT).endsWith(schema.toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  private static void schedule(SourceFile file, YamlNode root, Findings findings) {
    if (List.of("create_job", "create_monitor", "import_data").stream()
        .noneMatch(key -> root.get(key).isPresent())) {
      findings.add(
          VALUE, file, root, "the schedule starts nothing", "add create_job or create_monitor");
    }
    Optional<YamlNode> trigger = root.get("trigger");
    trigger
        .flatMap(node -> node.get("expression"))
        .ifPresent(
            cron ->
                CronText.mistake(cron.text().orElse(""), false)
                    .ifPresent(
                        problem ->
                            findings.add(
                                VALUE,
                                file,
                                cron,
                                problem,
                                "write five fields, as in '30 5 * * 1' for Monday at 5:30")));
    List<YamlNode> patterns = new ArrayList<>();
    trigger.ifPresent(patterns::add);
    trigger.flatMap(node -> node.get("schedule")).ifPresent(patterns::add);
    for (YamlNode pattern : patterns) {
      range(file, pattern.get("hours"), "an hour", 23, findings);
      range(file, pattern.get("minutes"), "a minute", 59, findings);
    }
    trigger
        .flatMap(node -> node.get("interval"))
        .flatMap(YamlNode::text)
        .filter(text -> text.matches("-\\d+|0+"))
        .ifPresent(
            text ->
                findings.add(
                    VALUE,
                    file,
                    trigger.get().get("interval").orElseThrow(),
                    "an interval of " + text + " never passes",
                    "use a number from 1"));
  }

  private static void range(
      SourceFile file, Optional<YamlNode> values, String what, int most, Findings findings) {
    List<YamlNode> all = new ArrayList<>();
    values.ifPresent(node -> node.walk(all::add));
    for (YamlNode value : all) {
      String text = value.text().orElse("");
      boolean isOutside =
          text.matches("-\\d+|\\d{3,}") || (text.matches("\\d+") && number(text) > most);
      if (isOutside) {
        findings.add(
            VALUE, file, value, text + " is not " + what, "use a number from 0 to " + most);
      }
    }
  }

  private static int number(String text) {
    return Integer.parseInt(text.substring(0, Math.min(8, text.length())));
  }

  private static void settings(SourceFile file, YamlNode root, Findings findings) {
    for (YamlNode.Entry setting : root.get("settings").map(YamlNode::entries).orElse(List.of())) {
      if (!SETTINGS.contains(setting.name())) {
        Suggestion.nearest(setting.name(), new TreeSet<>(SETTINGS))
            .ifPresent(
                near ->
                    findings.add(
                        VALUE,
                        file,
                        setting.key(),
                        "unknown setting '" + setting.name() + "'",
                        "use " + near));
      }
    }
  }
}
