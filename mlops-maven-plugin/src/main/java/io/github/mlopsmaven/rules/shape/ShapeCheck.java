package io.github.mlopsmaven.rules.shape;

import io.github.mlopsmaven.rules.azurepipelines.HandedOn;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Workflows, actions and pipelines have the shape that the published schemas describe. */
final class ShapeCheck implements Check {

  static final Rule GITHUB =
      new Rule("github-shape", Level.ERROR, "Unknown key or value in a GitHub workflow or action");

  static final Rule AZURE_PIPELINES =
      new Rule("azure-pipelines-shape", Level.ERROR, "Unknown key or value in an Azure pipeline");

  static final Rule AZUREML =
      new Rule("azureml-shape", Level.ERROR, "Unknown key or value in an Azure ML file");

  static final Rule COMPOSE =
      new Rule("compose-shape", Level.ERROR, "Unknown key or value in a Compose file");

  static final Rule DEPENDABOT =
      new Rule(
          "dependabot-shape", Level.ERROR, "Unknown key or value in a Dependabot configuration");

  static final Rule DEPENDABOT_IGNORED =
      new Rule(
          "dependabot-ignored-key",
          Level.WARNING,
          "Key in a Dependabot configuration that GitHub ignores");

  private static final Pattern COMPOSED =
      Pattern.compile("(?:docker-)?compose(?:[.-][\\w.-]+)?\\.ya?ml");

  private static final List<String> INTERVALS =
      List.of("daily", "weekly", "monthly", "quarterly", "semiannually", "yearly");

  private static final Pattern DEPENDABOT_FILE = Pattern.compile("\\.github/dependabot\\.ya?ml");

  /** {@code {{ … }}}: another program fills the file in first. */
  private static final Pattern MADE = Pattern.compile("(?<!\\$)\\{\\{");

  private static final Pattern MISSING_KEY = Pattern.compile("^the key '([^']+)' is missing");

  @Override
  public List<Rule> rules() {
    return List.of(GITHUB, AZURE_PIPELINES, AZUREML, COMPOSE, DEPENDABOT, DEPENDABOT_IGNORED);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      report(GITHUB, file, file.content().learn(Workflow.class, Workflow::of).problems(), findings);
    }
    for (SourceFile file : project.files().of(FileKind.GITHUB_ACTION)) {
      report(GITHUB, file, file.content().learn(Action.class, Action::of).problems(), findings);
    }
    for (SourceFile file : project.files().of(FileKind.AZURE_PIPELINE)) {
      report(
          AZURE_PIPELINES,
          file,
          file.content().learn(Pipeline.class, Pipeline::of).problems(),
          findings);
    }
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      List<JsonSchema.Problem> problems =
          file.content().learn(AzureMl.class, AzureMl::of).problems();
      report(
          AZUREML,
          file,
          problems.stream().filter(problem -> !isGivenLater(project, file, problem)).toList(),
          findings);
    }
    others(project, findings);
  }

  private static void others(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.YAML)) {
      if (DEPENDABOT_FILE.matcher(file.path()).matches() && !isMade(file)) {
        file.content()
            .learn(Dependabot.class, Dependabot::of)
            .problems()
            .forEach(problem -> dependabot(file, problem, findings));
      } else if (COMPOSED.matcher(file.name()).matches()
          && !isMade(file)
          && file.yaml().root().flatMap(root -> root.get("services")).isPresent()) {
        report(
            COMPOSE, file, file.content().learn(Compose.class, Compose::of).problems(), findings);
      }
    }
  }

  private static void dependabot(SourceFile file, JsonSchema.Problem problem, Findings findings) {
    switch (problem.text()) {
      case "'reviewers' is not a key here" ->
          findings.add(
              DEPENDABOT_IGNORED,
              file,
              problem.node(),
              "'reviewers' is ignored by GitHub, which removed it in 2025",
              "remove it, and name the reviewers in .github/CODEOWNERS");
      case "the key 'interval' is missing" ->
          findings.add(
              DEPENDABOT,
              file,
              problem.node(),
              "schedule.interval is required",
              "add 'interval' with " + String.join(", ", INTERVALS) + " or cron");
      default -> report(DEPENDABOT, file, List.of(problem), findings);
    }
  }

  private static boolean isMade(SourceFile file) {
    return file.isVendored() || MADE.matcher(file.text()).find();
  }

  private record Dependabot(List<JsonSchema.Problem> problems) {
    static Dependabot of(Content content) {
      return new Dependabot(compare(content, JsonSchema.dependabot()));
    }
  }

  private record Compose(List<JsonSchema.Problem> problems) {
    static Compose of(Content content) {
      return new Compose(compare(content, JsonSchema.compose()));
    }
  }

  /** Whether an input is empty in the file and a script gives it: {@code --set inputs.NAME=…}. */
  private static boolean isGivenLater(
      VerifiedProject project, SourceFile file, JsonSchema.Problem problem) {
    Matcher missing = MISSING_KEY.matcher(problem.text());
    if (missing.find()) {
      return isSet(project, file, missing.group(1));
    }
    if (!problem.node().isNull()) {
      return false;
    }
    return file
        .yaml()
        .root()
        .flatMap(root -> root.get("inputs"))
        .map(YamlNode::entries)
        .orElse(List.of())
        .stream()
        .filter(entry -> entry.value().equals(problem.node()))
        .map(entry -> "inputs." + entry.name())
        .anyMatch(
            name ->
                project.files().all().stream()
                    .filter(other -> other.kind() != FileKind.AZURE_ML && other.content().isText())
                    .anyMatch(other -> other.text().contains(name)));
  }

  /** Whether a command that uses a file sets a key of it: {@code --set KEY=…}. */
  private static boolean isSet(VerifiedProject project, SourceFile file, String key) {
    Pattern setting =
        Pattern.compile(
            "--set\\b[^\\n]*(?:\\\\\\n[^\\n]*)*?(?<![\\w.])" + Pattern.quote(key) + "=");
    return project.files().all().stream()
        .filter(other -> other.kind() != FileKind.AZURE_ML && other.content().isText())
        .filter(other -> !other.name().endsWith(".md"))
        .filter(other -> other.text().contains("--set") && other.text().contains(file.name()))
        .anyMatch(other -> setting.matcher(other.text()).find());
  }

  private record AzureMl(List<JsonSchema.Problem> problems) {
    static AzureMl of(Content content) {
      Optional<YamlNode> root = YamlFile.of(content).root();
      Optional<String> schema = root.flatMap(node -> node.get("$schema")).flatMap(YamlNode::text);
      return new AzureMl(
          schema.isPresent() && !MADE.matcher(content.text()).find()
              ? JsonSchema.azureml(schema.get(), root.get())
              : List.<JsonSchema.Problem>of());
    }
  }

  private static void report(
      Rule rule, SourceFile file, List<JsonSchema.Problem> problems, Findings findings) {
    problems.forEach(
        problem -> findings.add(rule, file, problem.node(), problem.text(), problem.remedy()));
  }

  private record Workflow(List<JsonSchema.Problem> problems) {
    static Workflow of(Content content) {
      return new Workflow(compare(content, JsonSchema.githubWorkflow()));
    }
  }

  private record Action(List<JsonSchema.Problem> problems) {
    static Action of(Content content) {
      return new Action(compare(content, JsonSchema.githubAction()));
    }
  }

  private record Pipeline(List<JsonSchema.Problem> problems) {
    static Pipeline of(Content content) {
      List<JsonSchema.Problem> problems =
          new ArrayList<>(compare(content, JsonSchema.azurePipelines()));
      // What a template is given is part of the pipeline as well.
      YamlFile.of(content)
          .root()
          .map(HandedOn::in)
          .orElse(List.of())
          .forEach(
              handed ->
                  problems.addAll(
                      JsonSchema.azurePipelines().problems(handed.kind(), handed.list())));
      return new Pipeline(problems);
    }
  }

  private static List<JsonSchema.Problem> compare(Content content, JsonSchema schema) {
    return YamlFile.of(content).root().map(schema::problems).orElse(List.<JsonSchema.Problem>of());
  }
}
