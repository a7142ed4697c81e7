package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.needs.PipelineNeeds;
import io.github.mlopsmaven.needs.PipelineNeeds.Pipeline;
import io.github.mlopsmaven.needs.PipelineNeeds.Repository;
import io.github.mlopsmaven.needs.Setting;
import io.github.mlopsmaven.needs.WorkflowNeeds;
import io.github.mlopsmaven.publish.AzureNeeds;
import io.github.mlopsmaven.publish.AzureRight;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Projects on their way to a host, with something of everything. */
final class Projects {

  static final WorkflowNeeds WORKFLOWS =
      new WorkflowNeeds(
          Set.of("dev", "dev-plan", "prod", "prod-plan"),
          List.of(
              new Setting("AZURE_CLIENT_ID", Set.of("dev", "prod")),
              new Setting("AZURE_TENANT_ID", Set.of()),
              new Setting("COLOR", Set.of()),
              new Setting("SIZE", Set.of("prod"))),
          List.of(
              new Setting("AZURE_SUBSCRIPTION_ID", Set.of("dev")),
              new Setting("HOOK", Set.of()),
              new Setting("KEY", Set.of("prod", "it's"))),
          Set.of("actions/checkout", "azure/login", "github/codeql", "contoso/shared"),
          true);

  static final PipelineNeeds PIPELINES =
      new PipelineNeeds(
          List.of(
              new Pipeline(
                  "pipelines/train.yml",
                  Set.of("azure-dev", "prod", "prod-plan"),
                  Set.of("arm-dev", "arm-dev-plan", "arm prod"),
                  Set.of("group one"),
                  List.of(
                      new Repository("git", "mlops-templates", ""),
                      new Repository("git", "other/shared", ""),
                      new Repository("github", "contoso/more", "to-github"))),
              new Pipeline("a/deploy.yml", Set.of("prod"), Set.of(), Set.of(), List.of()),
              new Pipeline("b/deploy.yml", Set.of(), Set.of("arm prod"), Set.of(), List.of())));

  private Projects() {}

  static Publication project(
      WorkflowNeeds workflows, PipelineNeeds pipelines, PublishSettings settings) {
    return project(workflows, pipelines, Optional.of("Azure/mlops-templates"), settings);
  }

  static Publication project(
      WorkflowNeeds workflows,
      PipelineNeeds pipelines,
      Optional<String> sharedTemplates,
      PublishSettings settings) {
    Publication plain = StepsTest.project(settings);
    return new Publication(
        plain.owner(),
        plain.name(),
        plain.lock(),
        workflows,
        pipelines,
        new AzureNeeds(
            Set.of(AzureRight.ASSIGNS_ROLES, AzureRight.ASKS_WHAT_IF),
            new TreeSet<>(Set.of("AcrPull", "Reader"))),
        Optional.empty(),
        sharedTemplates,
        settings);
  }

  /** The same with a script of its own that makes the identities. */
  static Publication withScript(Publication project) {
    return new Publication(
        project.owner(),
        project.name(),
        project.lock(),
        project.workflows(),
        project.pipelines(),
        project.azure(),
        Optional.of("bash infrastructure/identities.sh"),
        project.sharedTemplates(),
        project.settings());
  }
}
