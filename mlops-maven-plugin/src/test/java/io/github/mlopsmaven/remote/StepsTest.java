package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.lock.Generation;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.needs.PipelineNeeds;
import io.github.mlopsmaven.needs.PipelineNeeds.Pipeline;
import io.github.mlopsmaven.needs.PipelineNeeds.Repository;
import io.github.mlopsmaven.needs.Setting;
import io.github.mlopsmaven.needs.WorkflowNeeds;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.AzureNeeds;
import io.github.mlopsmaven.publish.AzureRight;
import io.github.mlopsmaven.publish.DeploymentSettings;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.NewRepository;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.PublishPlan;
import io.github.mlopsmaven.publish.PublishPlanText;
import io.github.mlopsmaven.publish.PublishSettings;
import io.github.mlopsmaven.publish.Step;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is asked of a host, call by call, and what is left to a person. */
class StepsTest {

  private static final WorkflowNeeds WORKFLOWS =
      new WorkflowNeeds(
          Set.of("dev", "prod"),
          List.of(new Setting("COLOR", Set.of()), new Setting("SIZE", Set.of("prod"))),
          List.of(new Setting("HOOK", Set.of()), new Setting("KEY", Set.of("prod"))),
          Set.of("actions/checkout", "azure/login", "github/codeql"),
          true);

  private static final PipelineNeeds PIPELINES =
      new PipelineNeeds(
          List.of(
              new Pipeline(
                  "pipelines/train.yml",
                  Set.of("azure-dev", "prod"),
                  Set.of("azure plan"),
                  Set.of("group one"),
                  List.of(
                      new Repository("git", "mlops-templates", ""),
                      new Repository("git", "other/shared", ""),
                      new Repository("github", "contoso/more", "to-github"))),
              new Pipeline("a/deploy.yml", Set.of(), Set.of(), Set.of(), List.of()),
              new Pipeline("b/deploy.yml", Set.of(), Set.of(), Set.of(), List.of())));

  static PublishSettings settings(boolean all) {
    return new PublishSettings(
        all
            ? EnumSet.complementOf(EnumSet.of(PublishFeature.PUSH_OVER_SSH))
            : Set.<PublishFeature>of(),
        new NewRepository(
            all ? "internal" : "private",
            all ? Optional.of("Described") : Optional.empty(),
            all ? List.of("one", "two") : List.of()),
        new DeploymentSettings(
            all ? List.of("ada", "team:core") : List.of(),
            all ? Map.of("COLOR", "red", "prod.SIZE", "xl") : Map.of(),
            all ? Optional.of(name -> Optional.of("s3cret")) : Optional.empty()),
        Optional.empty(),
        all ? Optional.of("ml/all") : Optional.empty());
  }

  static Publication project(PublishSettings settings) {
    return project(WORKFLOWS, PIPELINES, settings);
  }

  private static Publication project(
      WorkflowNeeds workflows, PipelineNeeds pipelines, PublishSettings settings) {
    ProjectLock lock =
        new ProjectLock(
            "mlops-maven-plugin",
            "1",
            new TemplateOrigin("builtin", Optional.empty(), Optional.empty(), Optional.of("1")),
            "own",
            Optional.empty(),
            "fares",
            Optional.of("contoso"),
            new Selection(Map.of("project_type", "Computer Vision")),
            Map.of(),
            Optional.empty(),
            Generation.USUAL,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());
    return new Publication(
        "contoso",
        "fares",
        lock,
        workflows,
        pipelines,
        new AzureNeeds(
            Set.of(AzureRight.ASSIGNS_ROLES, AzureRight.MAKES_GROUPS),
            new TreeSet<>(Set.of("AcrPull"))),
        Optional.empty(),
        Optional.of("Azure/mlops-templates"),
        settings);
  }

  private static Host host(String remote) {
    Hosts.LoginSources none =
        new Hosts.LoginSources(
            any -> Optional.empty(),
            any -> Optional.empty(),
            Map.of(),
            any -> Optional.<Credentials>empty());
    return new Hosts(GitAccess.standard(), none, millis -> {})
        .service(
            remote,
            Optional.empty(),
            Optional.of(remote.equals("github") ? "contoso" : "contoso/ML Platform"))
        .destination();
  }

  private static List<String> told(Host host, Publication project) {
    List<Step> before = host.repository(project);
    PublishPlan plan =
        new PublishPlan(
            project,
            host.pushUrl(project),
            host.title(),
            host.connection().address(),
            before,
            Optional.of(host.pullRequest(project, "mlops/fares-{commit}", "{base}")),
            host.settings(project, true),
            host.checklist(project),
            List.of());
    return new PublishPlanText(plan).lines();
  }

  @Test
  void gitHubIsAskedForWhatWasTypedAndForNothingElse() {
    assertThat(told(host("github"), project(WORKFLOWS, PIPELINES, settings(true))))
        .containsSubsequence(
            "      if needed: POST https://api.github.com/orgs/contoso/repos"
                + " {\"name\":\"fares\",\"visibility\":\"internal\",\"description\":\"Described\"}"
                + " (where maker is organization)",
            "      if needed: POST https://api.github.com/user/repos"
                + " {\"name\":\"fares\",\"description\":\"Described\",\"private\":true}"
                + " (where maker is user)",
            "      if needed: PUT https://api.github.com/repos/contoso/fares/topics"
                + " {\"names\":[\"one\",\"two\"]}",
            "    GET https://api.github.com/users/ada",
            "    GET https://api.github.com/orgs/contoso/teams/core",
            "  environment dev",
            "      if needed: PUT"
                + " https://api.github.com/repos/contoso/fares/environments/prod"
                + " {\"reviewers\":[{\"type\":\"User\",\"id\":\"{#reviewer ada}\"},"
                + "{\"type\":\"Team\",\"id\":\"{#reviewer team:core}\"}],"
                + "\"deployment_branch_policy\":{\"protected_branches\":false,"
                + "\"custom_branch_policies\":true}}",
            "      if needed: POST https://api.github.com/repos/contoso/fares/actions"
                + "/variables {\"name\":\"COLOR\",\"value\":\"red\"}",
            "      if needed: POST https://api.github.com/repos/contoso/fares/environments"
                + "/prod/variables {\"name\":\"SIZE\",\"value\":\"xl\"}",
            "  secret HOOK",
            "  secret prod.KEY",
            "      if needed: PUT https://api.github.com/repos/contoso/fares/actions"
                + "/permissions/selected-actions {\"github_owned_allowed\":true,"
                + "\"verified_allowed\":false,\"patterns_allowed\":[\"azure/login@*\"]}",
            "      if needed: PUT https://api.github.com/repos/contoso/fares/branches/main"
                + "/protection {\"required_status_checks\":null,\"enforce_admins\":false,"
                + "\"required_pull_request_reviews\":{\"required_approving_review_count\":1,"
                + "\"dismiss_stale_reviews\":true},\"restrictions\":null}")
        .noneMatch(line -> line.contains("s3cret"));
    assertThat(told(host("github"), project(WORKFLOWS, PIPELINES, settings(false))))
        .contains(
            "      if needed: POST https://api.github.com/orgs/contoso/repos"
                + " {\"name\":\"fares\",\"visibility\":\"private\","
                + "\"description\":\"Machine learning on Azure: Computer Vision\"}"
                + " (where maker is organization)",
            "  topics azure-machine-learning, computer-vision, mlops",
            "  [ ] gh variable set COLOR --repo contoso/fares --body VALUE",
            "  [ ] gh secret set KEY --repo contoso/fares --env prod")
        .noneMatch(line -> line.matches("  (reviewer|environment|variable|secret|protection) .*"));
  }

  @Test
  void whatAHostDoesNotTakeIsRefused() {
    Publication project = project(WORKFLOWS, PIPELINES, settings(true));
    host("github").check(project);
    host("azure-devops").check(project);

    assertThatThrownBy(
            () ->
                host("azure-devops").check(project(WORKFLOWS, PipelineNeeds.NONE, settings(false))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has workflows of GitHub Actions, which Azure DevOps does not run");
    host("azure-devops").check(project(WorkflowNeeds.NONE, PipelineNeeds.NONE, settings(false)));
    for (String owner : List.of("", "a b", "-a", "a/b", "x".repeat(101))) {
      assertThatThrownBy(() -> host("github").check(ownedBy(owner, "private")))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining(owner.isEmpty() ? "it is not known which" : "'" + owner + "' is no")
          .hasMessageContaining("add -Dmlops.organization=NAME");
    }
    host("github").check(ownedBy("x".repeat(100), "public"));
    assertThatThrownBy(() -> host("github").check(ownedBy("a", "pubic")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("visibility 'pubic' is unknown")
        .hasMessageContaining("did you mean public?");
  }

  static Publication ownedBy(String owner, String visibility) {
    Publication project = project(WORKFLOWS, PIPELINES, PublishSettings.none());
    return new Publication(
        owner,
        project.name(),
        project.lock(),
        project.workflows(),
        project.pipelines(),
        AzureNeeds.NONE,
        Optional.empty(),
        Optional.empty(),
        new PublishSettings(
            Set.of(PublishFeature.PUSH_OVER_SSH),
            new NewRepository(visibility, Optional.empty(), List.of()),
            DeploymentSettings.NONE,
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void aPushOverSshHasTheHostsOwnForm() {
    Publication ssh = ownedBy("contoso", "private");

    assertThat(host("github").pushUrl(ssh)).isEqualTo("ssh://git@github.com/contoso/fares.git");
    assertThat(host("azure-devops").pushUrl(ssh))
        .isEqualTo("git@ssh.dev.azure.com:v3/contoso/ML%20Platform/fares");
    assertThat(host("github").page(ssh)).isEqualTo("https://github.com/contoso/fares");
    assertThat(host("azure-devops").page(ssh))
        .isEqualTo("https://dev.azure.com/contoso/ML%20Platform/_git/fares");
  }
}
