package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.get;
import static io.github.mlopsmaven.publish.Call.part;
import static io.github.mlopsmaven.publish.Call.send;
import static io.github.mlopsmaven.remote.Json.array;
import static io.github.mlopsmaven.remote.Json.object;

import com.google.gson.JsonObject;
import io.github.mlopsmaven.needs.WorkflowNeeds;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.HostConnection;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.PullRequest;
import io.github.mlopsmaven.publish.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** GitHub, through version 2022-11-28 of its API. */
public final class GitHubHost extends ApiHost {

  private static final List<String> VISIBILITIES = List.of("private", "internal", "public");

  /** The fact that says who can make the repository: an organization, this user, or nobody. */
  private static final String MAKER = "maker";

  /** GitHub takes 65,536 characters. */
  private static final int MOST_OF_A_TEXT = 60_000;

  private final GitHubSite site;

  GitHubHost(GitHubSite site, HostConnection connection) {
    super(site, connection);
    this.site = site;
  }

  /**
   * Refuses what cannot be an owner on GitHub.
   *
   * @param owner an organization or a user; empty where nobody named one
   */
  static void requireOwner(String owner) {
    if (!owner.matches("[A-Za-z0-9][A-Za-z0-9-_]{0,99}")) {
      throw new UsageException(
          owner.isEmpty()
              ? "it is not known which organization or user of GitHub the repository belongs to"
              : "'" + owner + "' is not an organization or user of GitHub",
          "add -Dmlops.organization=NAME");
    }
  }

  @Override
  public void check(Publication project) {
    requireOwner(project.owner());
    String visibility = project.settings().repository().visibility();
    if (!VISIBILITIES.contains(visibility)) {
      throw new UsageException(
          "visibility '" + visibility + "' is unknown",
          Suggestion.useOneOf(visibility, VISIBILITIES));
    }
  }

  @Override
  public List<Step> repository(Publication project) {
    String owner = project.owner();
    Step account =
        Step.of("owner " + owner, get("/users/" + part(owner)))
            .learns(
                (answer, facts) -> {
                  boolean organization = answer.text("type").equals("Organization");
                  facts.put("owner", organization ? "organization" : "user");
                  facts.put(MAKER, organization ? "organization" : "nobody");
                })
            .refuses(
                new UsageException(
                    title() + " has no organization or user '" + owner + "'",
                    "check -Dmlops.organization"));
    Step self =
        Step.of("account of " + owner, get("/user"))
            .thereIf(answer -> answer.text("login").equalsIgnoreCase(owner))
            .learns((answer, facts) -> facts.put(MAKER, "user"))
            .onlyWhen("owner", "user")
            .orByHand("only a repository that exists already can be used");
    JsonObject wanted = wanted(project);
    JsonObject ofUser = wanted.deepCopy();
    ofUser.remove("visibility");
    ofUser.addProperty("private", !project.settings().repository().visibility().equals("public"));
    Step repository =
        Step.of("repository " + owner + "/" + project.name(), get(root(project)))
            .makes(
                send("POST", "/orgs/" + part(owner) + "/repos", wanted)
                    .onlyWhen(MAKER, "organization"),
                send("POST", "/user/repos", ofUser).onlyWhen(MAKER, "user"))
            .learns(
                (answer, facts) -> {
                  requireName(project, answer);
                  facts.put("default", answer.text("default_branch"));
                  facts.put("ssh", answer.text("ssh_url"));
                })
            .remarks(
                answer -> visibilityRemark(answer, project.settings().repository().visibility()))
            .permittedBy("the permission Administration (write), or the scope repo");
    return List.of(account, self, repository);
  }

  /** GitHub shows a repository under its old names, too; what is sent there would go astray. */
  private void requireName(Publication project, Answer answer) {
    String old = project.owner() + "/" + project.name();
    String now = answer.text("full_name");
    if (!now.isEmpty() && !now.equalsIgnoreCase(old)) {
      throw Moved.renamed(title(), old, now);
    }
  }

  private static JsonObject wanted(Publication project) {
    JsonObject wanted =
        object("name", project.name(), "visibility", project.settings().repository().visibility());
    wanted.addProperty(
        "description",
        project.settings().repository().description().orElseGet(() -> description(project)));
    return wanted;
  }

  private static String description(Publication project) {
    return "Machine learning on Azure" + project.lock().selection().after(": ");
  }

  private static Optional<String> visibilityRemark(Answer answer, String asked) {
    String is = answer.text("visibility");
    return is.isEmpty() || is.equals(asked)
        ? Optional.empty()
        : Optional.of("it is " + is + ", not " + asked + "; left as it is");
  }

  @Override
  public String pushUrl(Publication project) {
    String path = project.owner() + "/" + project.name() + ".git";
    return project.settings().has(PublishFeature.PUSH_OVER_SSH)
        ? "ssh://git@" + site.place().host() + "/" + path
        : site.place().url() + "/" + path;
  }

  @Override
  public String page(Publication project) {
    return site.place().url() + "/" + project.owner() + "/" + project.name();
  }

  @Override
  public Step pullRequest(Publication project, String branch, String base) {
    String pulls = root(project) + "/pulls";
    return Step.of(
            "pull request from " + branch,
            get(pulls + "?state=all&head=" + part(project.owner() + ":") + branch(branch)))
        .thereIf(answer -> answer.items("").findAny().isPresent())
        .makes(
            send(
                "POST",
                pulls,
                object(
                    "title",
                    pullRequestTitle(project),
                    "head",
                    branch,
                    "base",
                    base,
                    "body",
                    PullRequestText.of(project))))
        .shownAt(answer -> ofPullRequest(answer, "", "html_url"))
        .permittedBy("the permission Pull requests (write), or the scope repo");
  }

  @Override
  public List<Step> updateRequest(Publication project, PullRequest request) {
    String pulls = root(project) + "/pulls";
    PullRequestSteps steps =
        new PullRequestSteps(
            request,
            new PullRequestSteps.Words(
                "", "number", "body", "draft", page(project) + "/pull/", MOST_OF_A_TEXT, false),
            pull -> Answer.text(pull, "state").equals("open"),
            pull -> Answer.text(pull, "merged_at").isEmpty());
    String permission = "the permission Pull requests (write), or the scope repo";
    String body = request.body(MOST_OF_A_TEXT);
    JsonObject wanted =
        object(
            "title",
            request.title(),
            "head",
            request.branch(),
            "base",
            request.base(),
            "body",
            body,
            "draft",
            request.isDraft());
    // Private repositories of some plans have no drafts.
    JsonObject noDraft = wanted.deepCopy();
    noDraft.addProperty("draft", false);
    noDraft.addProperty("title", "[Draft] " + request.title());
    String one = pulls + "/{" + PullRequestSteps.NUMBER + "}";
    return List.of(
        steps.found(
            get(
                pulls
                    + "?state=all&per_page=100&head="
                    + part(project.owner() + ":")
                    + branch(request.branch())),
            send("POST", pulls, wanted).literally(),
            Optional.of(send("POST", pulls, noDraft).literally()),
            permission),
        steps.followed(
            get(one),
            send("PATCH", one, object("title", request.title(), "body", body)).literally(),
            permission));
  }

  /** Only a classic token tells its scopes; of others, the push itself is refused as a whole. */
  @Override
  public List<Step> pushing(Publication project, Collection<String> paths) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of("repository " + project.owner() + "/" + project.name(), get(root(project)))
            .learns((answer, facts) -> requireName(project, answer))
            .refuses(
                new UsageException(
                    title()
                        + " has no repository "
                        + project.owner()
                        + "/"
                        + project.name()
                        + " that the credentials can see",
                    "check the remote with: git remote -v; " + loginRemedy())));
    Optional<String> workflow =
        paths.stream().filter(path -> path.startsWith(".github/workflows/")).sorted().findFirst();
    workflow.ifPresent(
        path ->
            steps.add(
                Step.of("login for workflow files", get(root(project)))
                    .thereIf(GitHubHost::mayPushWorkflows)
                    .refuses(
                        new UsageException(
                            "the update changes "
                                + path
                                + ", and the token lacks the scope workflow",
                            "give it the scope workflow, as in: gh auth refresh --scopes"
                                + " workflow"))));
    return steps;
  }

  private static boolean mayPushWorkflows(Answer answer) {
    List<String> scopes = words(answer.header("X-OAuth-Scopes").orElse(""));
    return scopes.isEmpty() || scopes.contains("workflow");
  }

  @Override
  public List<Step> settings(Publication project, boolean onMain) {
    List<Step> steps = new ArrayList<>();
    if (onMain) {
      steps.add(defaultBranch(project));
    }
    steps.add(topics(project));
    GitHubActions actions = new GitHubActions(site, project);
    if (project.settings().has(PublishFeature.ENVIRONMENTS)) {
      steps.addAll(actions.environments());
    }
    steps.addAll(actions.variables());
    steps.addAll(actions.secrets());
    if (project.settings().has(PublishFeature.ACTIONS_PERMISSIONS)) {
      steps.addAll(new ActionsPermissions(root(project), project).steps());
    }
    // Last, since nothing can be pushed to main after it.
    if (project.settings().has(PublishFeature.PROTECTED_BRANCH)) {
      steps.add(protection(project));
    }
    return steps;
  }

  private Step defaultBranch(Publication project) {
    return Step.of("default branch main", get(root(project)))
        .thereIf(answer -> answer.text("default_branch").equals("main"))
        .makes(send("PATCH", root(project), object("default_branch", "main")))
        .permittedBy("the permission Administration (write), or the scope repo")
        .orByHand("gh repo edit " + site.slug(project) + " --default-branch main");
  }

  private Step topics(Publication project) {
    List<String> wanted = GitHubActions.topics(project);
    return Step.of("topics " + String.join(", ", wanted), get(root(project) + "/topics"))
        .thereIf(
            // Topics that somebody chose stay; they are only set where there are none.
            answer -> answer.items("names").findAny().isPresent())
        .makes(send("PUT", root(project) + "/topics", object("names", array(wanted))))
        .permittedBy("the permission Administration (write), or the scope repo")
        .orByHand(
            "gh repo edit " + site.slug(project) + " --add-topic " + String.join(",", wanted));
  }

  private static Step protection(Publication project) {
    String place = root(project) + "/branches/main/protection";
    JsonObject reviews =
        object("required_approving_review_count", 1, "dismiss_stale_reviews", true);
    return Step.of("protection of main", get(place))
        .makes(
            send(
                "PUT",
                place,
                object(
                    "required_status_checks",
                    Json.nothing(),
                    "enforce_admins",
                    false,
                    "required_pull_request_reviews",
                    reviews,
                    "restrictions",
                    Json.nothing())))
        .permittedBy("the permission Administration (write), or the scope repo")
        .orByHand("protect main under Settings, Branches");
  }

  @Override
  public List<String> checklist(Publication project) {
    List<String> items =
        new ArrayList<>(environmentsToMake(project, project.workflows().environments()));
    List<String> azure = azureCommands(project);
    new GitHubActions(site, project)
        .open().stream().filter(command -> !isAmong(azure, command)).forEach(items::add);
    if (project.settings().has(PublishFeature.PROTECTED_BRANCH)
        && !project.workflows().equals(WorkflowNeeds.NONE)) {
      items.add("Require the checks of CI in the protection of main, once they have run");
    }
    if (!project.pipelines().pipelines().isEmpty()) {
      items.add(
          "Register the "
              + project.pipelines().pipelines().size()
              + " pipelines in Azure DevOps with this repository (New pipeline, GitHub): "
              + String.join(
                  ", ", project.pipelines().pipelines().stream().map(p -> p.path()).toList()));
    }
    return items;
  }

  /** Whether the commands for the Azure side set the same variable or secret. */
  private static boolean isAmong(List<String> azure, String command) {
    String start = command.replace(GitHubActions.ANY_VALUE, "") + " --body ";
    return azure.stream().anyMatch(line -> line.startsWith(start));
  }

  @Override
  public List<String> azureCommands(Publication project) {
    return GitHubAzureSide.commands(site, project);
  }

  /** A classic token has scopes, which GitHub names; of all others it says what they take. */
  @Override
  public Optional<String> lacking(Answer answer) {
    Optional<String> has = answer.header("X-OAuth-Scopes");
    return has.isPresent()
        ? lackingScope(words(has.get()), words(answer.header("X-Accepted-OAuth-Scopes").orElse("")))
        : answer
            .header("X-Accepted-GitHub-Permissions")
            .filter(text -> !text.isBlank())
            .map(text -> "the token lacks the permission " + text.replace(";", " or "));
  }

  /** A token that has one of the scopes is refused for another reason. */
  private static Optional<String> lackingScope(List<String> has, List<String> accepted) {
    return accepted.isEmpty() || accepted.stream().anyMatch(has::contains)
        ? Optional.empty()
        : Optional.of(
            "the token lacks the scope "
                + String.join(" or ", accepted)
                + (has.isEmpty() ? " and has none" : " and has " + String.join(", ", has)));
  }

  private static List<String> words(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  static String root(Publication project) {
    return "/repos/" + part(project.owner()) + "/" + part(project.name());
  }
}
