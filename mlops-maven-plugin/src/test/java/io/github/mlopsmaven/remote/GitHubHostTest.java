package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.needs.PipelineNeeds;
import io.github.mlopsmaven.needs.WorkflowNeeds;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.PublishSettings;
import io.github.mlopsmaven.publish.Step;
import io.github.mlopsmaven.publish.StepsAtWork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GitHub is asked and told, for whatever it answers. */
class GitHubHostTest {

  private static final String REPO = "/repos/contoso/fares";

  /** A public key of X25519, the base point. */
  private static final String KEY = "CQ" + "A".repeat(41) + "=";

  private final MemoryApi api = new MemoryApi();
  private final GitHubHost host = new GitHubHost(GitHubSite.parse(GitHubSite.PUBLIC), api);
  private final StepsAtWork work = new StepsAtWork(host, api::sent);

  private static Publication everything() {
    return Projects.project(Projects.WORKFLOWS, Projects.PIPELINES, StepsTest.settings(true));
  }

  private static Publication nothing() {
    return Projects.project(
        Projects.WORKFLOWS, PipelineNeeds.NONE, PublishSettings.of(PublishFeature.PULL_REQUEST));
  }

  private List<Step> all(Publication project) {
    List<Step> steps = new ArrayList<>(host.repository(project));
    steps.add(host.pullRequest(project, "mlops/fares-1", "trunk"));
    steps.addAll(host.settings(project, true));
    return steps;
  }

  private void isOrganization() {
    api.answers("GET /users/contoso", 200, "{'type':'Organization'}");
  }

  @Test
  void everythingIsMadeWhereNothingIs() throws IOException {
    isOrganization();
    String chosen = "{'deployment_branch_policy':{'custom_branch_policies':true}}";
    api.answers("POST /orgs/contoso/repos", 201, "{'default_branch':'main','ssh_url':'git@h:x'}")
        .answers("POST " + REPO + "/pulls", 201, "{'html_url':'https://github.com/x/pull/7'}")
        .answers("GET /users/ada", 200, "{'id':11}")
        .answers("GET /orgs/contoso/teams/core", 200, "{'id':22}")
        .answers("PUT " + REPO + "/environments/dev", 200, chosen)
        .answers("PUT " + REPO + "/environments/prod", 200, chosen)
        .answers("PUT " + REPO + "/environments/prod-plan", 200, "{}");
    for (String place : List.of("/actions/", "/environments/prod/", "/environments/it%27s/")) {
      api.answers(
          "GET " + REPO + place + "secrets/public-key", 200, "{'key_id':'k','key':'" + KEY + "'}");
    }

    Transcript.check("github-nothing-there", work.run(all(everything())));

    assertThat(work.facts().get("default")).isEqualTo("main");
    assertThat(work.facts().get("ssh")).isEqualTo("git@h:x");
  }

  /** GitHub shows it under its old names, and would push and change it there. */
  @Test
  void nothingIsSentToARepositoryThatHasAnotherNameNow() {
    isOrganization();
    api.answers("GET " + REPO, 200, "{'full_name':'contoso/tickets','default_branch':'main'}");

    for (List<Step> steps :
        List.of(host.repository(nothing()), host.pushing(nothing(), List.of()))) {
      List<String> lines = work.run(steps);
      assertThat(lines.get(lines.size() - 1))
          .startsWith(
              "  refused: the repository contoso/fares at GitHub is called contoso/tickets now")
          .contains("git remote set-url");
    }

    api.answers("GET " + REPO, 200, "{'full_name':'Contoso/Fares','default_branch':'main'}");
    work.run(host.pushing(nothing(), List.of()));
    assertThat(work.run(host.pushing(nothing(), List.of())))
        .noneMatch(line -> line.contains("refused"));
  }

  @Test
  void nothingIsMadeOrChangedThatIsThere() throws IOException {
    isOrganization();
    String chosen = "{'deployment_branch_policy':{'custom_branch_policies':true}}";
    String main = "{'branch_policies':[{'name':'release'},{'name':'main'}]}";
    api.answers("GET " + REPO, 200, "{'visibility':'public','default_branch':'main'}")
        .answers(
            "GET " + REPO + "/pulls?state=all&head=contoso%3Amlops/fares-1",
            200,
            "[{'html_url':'https://github.com/x/pull/3'}]")
        .answers("GET " + REPO + "/topics", 200, "{'names':['mine']}")
        .answers("GET /users/ada", 200, "{'id':11}")
        .answers("GET /orgs/contoso/teams/core", 200, "{'id':22}");
    for (String name : List.of("dev", "dev-plan", "prod", "prod-plan")) {
      api.answers("GET " + REPO + "/environments/" + name, 200, chosen)
          .answers(
              "GET " + REPO + "/environments/" + name + "/deployment-branch-policies", 200, main);
    }
    api.answers("GET " + REPO + "/actions/variables/COLOR", 200, "{'value':'blue'}")
        .answers("GET " + REPO + "/environments/prod/variables/SIZE", 200, "{'value':'xl'}")
        .answers("GET " + REPO + "/actions/secrets/HOOK", 200, "{}")
        .answers("GET " + REPO + "/environments/prod/secrets/KEY", 200, "{}")
        .answers("GET " + REPO + "/environments/it%27s/secrets/KEY", 200, "{}")
        .answers("GET " + REPO + "/environments/dev/secrets/AZURE_SUBSCRIPTION_ID", 200, "{}")
        .answers("GET " + REPO + "/actions/permissions", 200, "{'allowed_actions':'selected'}")
        .answers(
            "GET " + REPO + "/actions/permissions/selected-actions",
            200,
            "{'github_owned_allowed':true,"
                + "'patterns_allowed':['x/y@*','azure/login@*','contoso/shared@*']}")
        .answers(
            "GET " + REPO + "/actions/permissions/workflow",
            200,
            "{'default_workflow_permissions':'read'}")
        .answers("GET " + REPO + "/branches/main/protection", 200, "{}");

    Transcript.check("github-everything-there", work.run(all(everything())));

    assertThat(api.sent()).allMatch(line -> line.startsWith("GET "));
  }

  @Test
  void whatIsThereInAnotherWayIsSetRightWhereItIsSafe() throws IOException {
    isOrganization();
    api.answers("GET " + REPO, 200, "{'visibility':'internal','default_branch':'trunk'}")
        .answers("GET " + REPO + "/pulls?state=all&head=contoso%3Amlops/fares-1", 200, "[]")
        .answers("GET " + REPO + "/topics", 200, "{'names':[]}")
        .answers("GET /users/ada", 403, "{'message':'no'}")
        .answers("GET " + REPO + "/actions/permissions", 200, "{'allowed_actions':'all'}")
        .answers(
            "GET " + REPO + "/actions/permissions/selected-actions",
            200,
            "{'github_owned_allowed':false,'patterns_allowed':['azure/login@*','contoso/shared@*']}")
        .answers(
            "GET " + REPO + "/actions/permissions/workflow",
            200,
            "{'default_workflow_permissions':'write'}");
    for (String name : List.of("dev", "dev-plan", "prod", "prod-plan")) {
      api.answers("GET " + REPO + "/environments/" + name, 200, "{}")
          .answers(
              "GET " + REPO + "/environments/" + name + "/deployment-branch-policies",
              200,
              "{'branch_policies':[{'name':'release'}]}");
    }

    Transcript.check("github-other-than-asked", work.run(all(everything())));
  }

  @Test
  void onlyChosenActionsMayMeanThatNobodyChoseAny() throws IOException {
    api.answers("GET " + REPO + "/actions/permissions", 200, "{'allowed_actions':'local_only'}");

    assertThat(work.run(new ActionsPermissions(REPO, everything()).steps()))
        .filteredOn(line -> line.contains("selected-actions"))
        .isEmpty();
  }

  @Test
  void aTokenThatMayNotLeavesWhatItMayNotToAPerson() throws IOException {
    isOrganization();
    api.answers("GET " + REPO, 200, "{'default_branch':'trunk'}");
    Answer forbidden =
        new Answer(
            403,
            JsonParser.parseString("{\"message\":\"Resource not accessible\"}"),
            Map.of("X-Accepted-GitHub-Permissions", "administration=write;contents=read"));
    Answer plain = new Answer(403, JsonNull.INSTANCE, Map.of());
    api.answers("PATCH " + REPO, forbidden)
        .answers("PUT " + REPO + "/topics", plain)
        .answers("PUT " + REPO + "/branches/main/protection", plain)
        .answers("PUT " + REPO + "/environments/dev", plain)
        .answers("PUT " + REPO + "/environments/prod", plain)
        .answers("PUT " + REPO + "/actions/permissions", plain)
        .answers("PUT " + REPO + "/actions/permissions/selected-actions", plain)
        .answers("PUT " + REPO + "/actions/permissions/workflow", plain)
        .answers("POST " + REPO + "/actions/variables", plain)
        .answers("POST " + REPO + "/environments/prod/variables", plain)
        .answers("GET /orgs/contoso/teams/core", plain)
        .answers("GET " + REPO + "/actions/secrets/HOOK", plain)
        .answers("GET " + REPO + "/environments/it%27s/secrets/KEY", plain);

    Transcript.check("github-forbidden", work.run(host.settings(everything(), true)));
  }

  @Test
  void aUserMakesOnlyTheirOwnRepository() {
    api.answers("GET /users/contoso", 200, "{'type':'User'}")
        .answers("GET /user", 200, "{'login':'Contoso'}");

    assertThat(work.run(host.repository(nothing())))
        .containsExactly(
            "GET /users/contoso -> 200",
            "  there already: owner contoso",
            "GET /user -> 200",
            "  there already: account of contoso",
            "GET /repos/contoso/fares -> 404",
            "POST /user/repos {\"name\":\"fares\",\"description\":\"Machine learning on Azure:"
                + " Computer Vision\",\"private\":true} -> 201",
            "  made: repository contoso/fares");
  }

  @Test
  void nobodyMakesTheRepositoryOfAnotherUser() {
    api.answers("GET /users/contoso", 200, "{'type':'User'}")
        .answers("GET /user", 200, "{'login':'ada'}");

    assertThat(work.run(host.repository(nothing())))
        .containsExactly(
            "GET /users/contoso -> 200",
            "  there already: owner contoso",
            "GET /user -> 200",
            "  to be done manually: account of contoso: it does not exist; only a repository that"
                + " exists already can be used",
            "GET /repos/contoso/fares -> 404",
            "  refused: repository contoso/fares cannot be created: it does not exist, and cannot"
                + " be created as it is; settle that at the host, or ask for something else");
  }

  @Test
  void anOwnerThatIsNotThereIsRefused() {
    assertThat(work.run(host.repository(nothing())))
        .containsExactly(
            "GET /users/contoso -> 404",
            "  refused: GitHub has no organization or user 'contoso'; check -Dmlops.organization");
  }

  @Test
  void aRepositoryThatMayNotBeMadeSaysWhatTheTokenLacks() {
    isOrganization();
    api.answers(
        "POST /orgs/contoso/repos",
        new Answer(
            404,
            JsonNull.INSTANCE,
            Map.of("X-OAuth-Scopes", "gist, read:org", "X-Accepted-OAuth-Scopes", "repo, x")));

    assertThat(work.run(host.repository(nothing())))
        .last()
        .isEqualTo(
            "  refused: repository contoso/fares cannot be created: the token lacks the scope repo"
                + " or x and has gist, read:org; grant the missing permission, or use other"
                + " credentials");
  }

  @Test
  void whatATokenLacksIsSaidInGitHubsWords() {
    assertThat(lacking(Map.of("X-OAuth-Scopes", "", "X-Accepted-OAuth-Scopes", "repo")))
        .isEqualTo("the token lacks the scope repo and has none");
    assertThat(lacking(Map.of("X-OAuth-Scopes", "repo", "X-Accepted-OAuth-Scopes", "x, repo")))
        .as("it has one of them, so that this is not the reason")
        .isEmpty();
    assertThat(lacking(Map.of("X-OAuth-Scopes", "repo"))).isEmpty();
    assertThat(lacking(Map.of())).isEmpty();
    assertThat(lacking(Map.of("X-Accepted-GitHub-Permissions", " "))).isEmpty();
    assertThat(lacking(Map.of("X-Accepted-GitHub-Permissions", "a=read;b=write")))
        .isEqualTo("the token lacks the permission a=read or b=write");
  }

  private String lacking(Map<String, String> headers) {
    return host.lacking(new Answer(403, JsonNull.INSTANCE, headers)).orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repo, workflow | true",
        "workflow       | true",
        "repo           | false",
        "''             | true"
      })
  void aClassicTokenPushesWorkflowsWithTheScopeForThem(String scopes, boolean goesOn) {
    api.answers(
        "GET " + REPO,
        new Answer(200, JsonParser.parseString("{}"), Map.of("X-OAuth-Scopes", scopes.strip())));

    List<String> lines =
        work.run(host.pushing(nothing(), List.of("a.md", ".github/workflows/z.yml")));

    assertThat(lines)
        .last()
        .isEqualTo(
            goesOn
                ? "  there already: login for workflow files"
                : "  refused: the update changes .github/workflows/z.yml, and the token lacks the"
                    + " scope workflow; give it the scope workflow, as in: gh auth refresh --scopes"
                    + " workflow");
  }

  @Test
  void noScopeIsAskedForWhereNoWorkflowIsPushed() {
    assertThat(host.pushing(nothing(), List.of("a.md", "x/.github/workflows/z.yml"))).hasSize(1);
    assertThat(work.run(host.pushing(nothing(), List.of())))
        .containsExactly(
            "GET /repos/contoso/fares -> 404",
            "  refused: GitHub has no repository contoso/fares that the credentials can see; check"
                + " the remote with: git remote -v; add a <server> with the id github.com and a"
                + " token as password to settings.xml, or set GITHUB_TOKEN");
  }

  @Test
  void onABranchTheDefaultBranchStays() {
    assertThat(host.settings(nothing(), false))
        .extracting(Step::title)
        .noneMatch(t -> t.contains("main"));
    assertThat(host.settings(nothing(), true))
        .extracting(Step::title)
        .contains("default branch main");
  }

  @Test
  void whatIsLeftToAPersonIsACommandOrASentence() throws IOException {
    List<String> lines = new ArrayList<>();
    for (GitHubSite site :
        List.of(
            GitHubSite.parse(GitHubSite.PUBLIC),
            GitHubSite.parse("https://a.ghe.com"),
            GitHubSite.parse("https://g.example:8443"))) {
      GitHubHost there = new GitHubHost(site, api);
      for (Publication project : List.of(everything(), nothing())) {
        lines.add("## " + site.place().url() + ", " + project.settings().features().size());
        lines.add(there.pushUrl(project));
        lines.add(there.page(project));
        there.checklist(project).forEach(item -> lines.add("[ ] " + item));
        lines.addAll(there.azureCommands(project));
        lines.add(
            "with the template's script: "
                + there.azureCommands(Projects.withScript(project)).size());
      }
    }
    lines.removeAll(AzureCli.functions().lines().toList());
    Transcript.check("github-left-to-people", lines);
  }

  @Test
  void aProjectWithoutWorkflowsLeavesNothing() {
    Publication bare =
        Projects.project(
            WorkflowNeeds.NONE,
            PipelineNeeds.NONE,
            PublishSettings.of(PublishFeature.PROTECTED_BRANCH));

    assertThat(host.checklist(bare)).isEmpty();
    assertThat(host.azureCommands(bare)).isEmpty();
    assertThat(host.azureCommands(Projects.withScript(everything())))
        .containsExactly("bash infrastructure/identities.sh contoso/fares");
    assertThat(
            host.azureCommands(
                Projects.project(
                    new WorkflowNeeds(Set.of(), List.of(), List.of(), Set.of(), true),
                    PipelineNeeds.NONE,
                    PublishSettings.none())))
        .contains("make_identity \"$application\"");
  }

  /** A host may answer with anything; what cannot be used is left to a person. */
  @Test
  void answersOfAnotherShapeEndNoRun() {
    String mixed = "[{'a':1},null,['x'],7]";
    api.answers("GET /users/ada", 200, "{'id':'no number'}")
        .answers("GET /orgs/contoso/teams/core", 200, "{}")
        .answers("GET " + REPO + "/actions/secrets/public-key", 200, "{'key':'AAAA','key_id':'k'}")
        .answers("GET " + REPO + "/topics", 200, "{'names':{'a':1}}")
        .answers("GET " + REPO + "/actions/permissions", 200, "{'allowed_actions':'selected'}")
        .answers(
            "GET " + REPO + "/actions/permissions/selected-actions",
            200,
            "{'github_owned_allowed':true,'patterns_allowed':" + mixed + "}")
        .answers(
            "GET " + REPO + "/environments/prod/deployment-branch-policies",
            200,
            "{'branch_policies':" + mixed + "}");

    assertThat(work.run(host.settings(everything(), true)))
        .contains(
            "  to be done manually: environment prod: reviewer ada is not known; create it under"
                + " Settings, Environments",
            "  to be done manually: secret HOOK: sealed HOOK is not known; gh secret set HOOK"
                + " --repo contoso/fares")
        .noneMatch(line -> line.contains("refused"));
  }

  @Test
  void topicsAreWhatGitHubTakes() {
    assertThat(GitHubActions.topics(everything())).containsExactly("one", "two");
    assertThat(GitHubActions.topics(nothing()))
        .containsExactly("azure-machine-learning", "computer-vision", "mlops");
  }
}
