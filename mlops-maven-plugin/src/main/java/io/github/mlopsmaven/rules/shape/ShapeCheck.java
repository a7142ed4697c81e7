package io.github.mlopsmaven.rules.shape;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlFile;
import java.util.List;

/** Workflows, actions and pipelines have the shape that the published schemas describe. */
final class ShapeCheck implements Check {

  static final Rule GITHUB =
      new Rule(
          "github-shape",
          Level.ERROR,
          "A workflow or action has the keys and values that GitHub Actions knows.");

  static final Rule AZURE_PIPELINES =
      new Rule(
          "azure-pipelines-shape",
          Level.ERROR,
          "A pipeline or template has the keys and values that Azure Pipelines knows.");

  @Override
  public List<Rule> rules() {
    return List.of(GITHUB, AZURE_PIPELINES);
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
      return new Pipeline(compare(content, JsonSchema.azurePipelines()));
    }
  }

  private static List<JsonSchema.Problem> compare(Content content, JsonSchema schema) {
    return YamlFile.of(content).root().map(schema::problems).orElse(List.<JsonSchema.Problem>of());
  }
}
