package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.get;
import static io.github.mlopsmaven.publish.Call.part;
import static io.github.mlopsmaven.publish.Call.send;
import static io.github.mlopsmaven.remote.Json.object;

import io.github.mlopsmaven.needs.PipelineNeeds;
import io.github.mlopsmaven.needs.WorkflowNeeds;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.HostConnection;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.PullRequest;
import io.github.mlopsmaven.publish.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Azure DevOps, cloud or server, through version 7.1 of its API. */
public final class AzureDevOpsHost extends ApiHost {

  /** The version that every call names. */
  static final String VERSION = "api-version=7.1";

  /** Azure DevOps takes 4,000 characters, and shows 400 in lists. */
  private static final int MOST_OF_A_TEXT = 4_000;

  private final AzureDevOpsSite site;
  private final String projectName;

  AzureDevOpsHost(AzureDevOpsSite site, String projectName, HostConnection connection) {
    super(site, connection);
    this.site = site;
    this.projectName = projectName;
  }

  @Override
  public void check(Publication project) {
    if (project.pipelines().equals(PipelineNeeds.NONE)
        && !project.workflows().equals(WorkflowNeeds.NONE)) {
      throw new UsageException(
          "this project has workflows of GitHub Actions, which Azure DevOps does not run",
          "publish it with -Dmlops.remote=github, or generate it with"
              + " -Dmlops.orchestration=azure-devops");
    }
    if (project.settings().has(PublishFeature.PIPELINE_TEMPLATES_IMPORT)) {
      project.settings().templatesUrl().ifPresent(AzureDevOpsHost::requireImportable);
    }
  }

  /** Azure DevOps fetches it by itself, and its page shows the address to everybody. */
  private static void requireImportable(String url) {
    if (!url.matches("(?i)https://[^/@\\s]+/\\S+")) {
      throw new UsageException(
          "Azure DevOps cannot import the pipeline templates from "
              + Redaction.redact(url)
              + ": it takes addresses with https and without credentials",
          "give another -Dmlops.pipelineTemplatesUrl, or import them by hand: az repos import"
              + " create");
    }
  }

  @Override
  public List<Step> repository(Publication project) {
    Step home =
        Step.of(
                "project " + projectName,
                get("/_apis/projects/" + part(projectName) + "?" + VERSION))
            .learns(
                (answer, facts) -> {
                  facts.put("project id", answer.text("id"));
                  facts.put("default team", answer.text("defaultTeam", "id"));
                })
            .refuses(
                new UsageException(
                    site.organization() + " has no project '" + projectName + "'",
                    "type: az devops project create --name "
                        + AzureCli.quoted(projectName)
                        + " --organization "
                        + site.address()));
    Step repository =
        Step.of(
                "repository " + project.name(),
                get(root() + "/" + part(project.name()) + "?" + VERSION))
            .makes(
                send(
                    "POST",
                    root() + "?" + VERSION,
                    object("name", project.name(), "project", object("id", "{project id}"))))
            .learns((answer, facts) -> facts.put("repository id", answer.text("id")))
            .permittedBy("the right Create repository, or the scope Code (read, write & manage)");
    return List.of(home, repository);
  }

  /** The path of all repositories. */
  private String root() {
    return "/" + part(projectName) + "/_apis/git/repositories";
  }

  @Override
  public String pushUrl(Publication project) {
    String path = site.address() + "/" + part(projectName) + "/_git/" + part(project.name());
    if (!project.settings().has(PublishFeature.PUSH_OVER_SSH)) {
      return path;
    }
    return site.cloud()
        ? "git@ssh.dev.azure.com:v3/"
            + String.join("/", site.organization(), part(projectName), part(project.name()))
        : path.replaceFirst("https?://([^/:]+)(:\\d+)?/", "ssh://$1:22/");
  }

  @Override
  public String page(Publication project) {
    return site.address() + "/" + part(projectName) + "/_git/" + part(project.name());
  }

  @Override
  public Step pullRequest(Publication project, String branch, String base) {
    String pulls = root() + "/{repository id}/pullrequests?" + VERSION;
    return Step.of(
            "pull request from " + branch,
            get(
                pulls
                    + "&searchCriteria.status=all&searchCriteria.sourceRefName=refs/heads/"
                    + branch(branch)))
        .thereIf(answer -> answer.items("value").findAny().isPresent())
        .makes(
            send(
                "POST",
                pulls,
                object(
                    "sourceRefName",
                    "refs/heads/" + branch,
                    "targetRefName",
                    "refs/heads/" + base,
                    "title",
                    pullRequestTitle(project),
                    "description",
                    PullRequestText.of(project))))
        .shownAt(
            answer ->
                ofPullRequest(answer, "value", "pullRequestId")
                    .map(id -> page(project) + "/pullrequest/" + id))
        .permittedBy("the scope Code (read & write)");
  }

  @Override
  public List<Step> updateRequest(Publication project, PullRequest request) {
    String pulls = root() + "/" + part(project.name()) + "/pullrequests";
    PullRequestSteps steps =
        new PullRequestSteps(
            request,
            new PullRequestSteps.Words(
                "value",
                "pullRequestId",
                "description",
                "isDraft",
                page(project) + "/pullrequest/",
                MOST_OF_A_TEXT,
                true),
            pull -> Answer.text(pull, "status").equals("active"),
            pull -> Answer.text(pull, "status").equals("abandoned"));
    String permission = "the scope Code (read & write)";
    String text = request.body(MOST_OF_A_TEXT);
    String one = pulls + "/{" + PullRequestSteps.NUMBER + "}?" + VERSION;
    return List.of(
        steps.found(
            get(
                pulls
                    + "?"
                    + VERSION
                    + "&searchCriteria.status=all&searchCriteria.sourceRefName=refs/heads/"
                    + branch(request.branch())),
            send(
                    "POST",
                    pulls + "?" + VERSION,
                    object(
                        "sourceRefName",
                        "refs/heads/" + request.branch(),
                        "targetRefName",
                        "refs/heads/" + request.base(),
                        "title",
                        request.title(),
                        "description",
                        text,
                        "isDraft",
                        request.isDraft()))
                .literally(),
            Optional.empty(),
            permission),
        steps.followed(
            get(one),
            send(
                    "PATCH",
                    one,
                    object(
                        "title",
                        request.title(),
                        "description",
                        text,
                        "isDraft",
                        request.isDraft()))
                .literally(),
            permission));
  }

  @Override
  public List<Step> pushing(Publication project, Collection<String> paths) {
    return List.of(
        Step.of(
                "repository " + project.name(),
                get(root() + "/" + part(project.name()) + "?" + VERSION))
            .refuses(
                new UsageException(
                    site.organization()
                        + "/"
                        + projectName
                        + " has no repository "
                        + project.name()
                        + " that the credentials can see",
                    "check the remote with: git remote -v; " + loginRemedy())));
  }

  @Override
  public List<Step> settings(Publication project, boolean onMain) {
    List<Step> steps = new ArrayList<>();
    if (onMain) {
      steps.add(
          Step.of("default branch main", get(root() + "/{repository id}?" + VERSION))
              .thereIf(answer -> answer.text("defaultBranch").equals("refs/heads/main"))
              .makes(
                  send(
                      "PATCH",
                      root() + "/{repository id}?" + VERSION,
                      object("defaultBranch", "refs/heads/main")))
              .permittedBy("the scope Code (read, write & manage)")
              .orByHand("choose main under Project settings, Repositories"));
    }
    AzurePipelines pipelines = new AzurePipelines(site, projectName, project);
    steps.addAll(pipelines.templates());
    if (project.settings().has(PublishFeature.ENVIRONMENTS)) {
      steps.addAll(pipelines.environments());
    }
    steps.addAll(pipelines.groups());
    steps.addAll(pipelines.connections());
    if (project.settings().has(PublishFeature.ENVIRONMENTS)) {
      AzureChecks checks = new AzureChecks(pipelines.root(), project);
      steps.addAll(checks.approvers());
      steps.addAll(checks.ofConnections());
      steps.addAll(checks.ofEnvironments());
    }
    steps.addAll(pipelines.pipelines());
    steps.addAll(pipelines.permissions());
    return steps;
  }

  @Override
  public List<String> checklist(Publication project) {
    List<String> items =
        new ArrayList<>(environmentsToMake(project, project.pipelines().environments()));
    items.addAll(checksToAdd(project));
    project.pipelines().repositories().stream()
        .filter(repository -> repository.type().equals("github"))
        .forEach(
            repository ->
                items.add(
                    "Make the service connection "
                        + repository.endpoint()
                        + " to GitHub, with which pipelines read "
                        + repository.name()));
    items.add("Protect main: build validation by the pipelines that check, and reviewers");
    return items;
  }

  /** The checks, where they were not asked for; and who approves, where only people can say it. */
  private static List<String> checksToAdd(Publication project) {
    Set<String> connections = project.pipelines().connections();
    List<String> items = new ArrayList<>();
    if (project.settings().has(PublishFeature.ENVIRONMENTS)) {
      project.settings().deployments().reviewers().stream()
          .filter(reviewer -> !reviewer.startsWith("team:"))
          .filter(reviewer -> connections.stream().anyMatch(StageName::isProduction))
          .forEach(
              reviewer ->
                  items.add(
                      "Add "
                          + reviewer
                          + " to the approval of the service connections of production: this goal"
                          + " finds teams only (-Dmlops.reviewers=team:NAME)"));
      return items;
    }
    connections.stream()
        .filter(StageName::onlyMain)
        .forEach(
            name ->
                items.add(
                    "Add "
                        + (StageName.isProduction(name) ? "an approval and " : "")
                        + "a branch control for refs/heads/main to the service connection "
                        + name));
    project.pipelines().environments().stream()
        .filter(StageName::deploys)
        .forEach(name -> items.add("Add an exclusive lock to the environment " + name));
    return items;
  }

  @Override
  public List<String> azureCommands(Publication project) {
    return AzureDevOpsAzureSide.commands(site, projectName, project);
  }

  /** It says what is missing in words only. */
  @Override
  public Optional<String> lacking(Answer answer) {
    return Optional.empty();
  }
}
