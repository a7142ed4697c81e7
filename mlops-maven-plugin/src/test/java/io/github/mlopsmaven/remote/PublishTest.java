package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.remote.PublishedHere.TOKEN;
import static io.github.mlopsmaven.remote.PublishedHere.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.DeploymentSettings;
import io.github.mlopsmaven.publish.NewRepository;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.PublishPlanText;
import io.github.mlopsmaven.publish.PublishSettings;
import io.github.mlopsmaven.publish.PublishedProject;
import io.github.mlopsmaven.publish.StepResult;
import io.github.mlopsmaven.testkit.CommittedProject;
import io.github.mlopsmaven.testkit.FakeAzureDevOps;
import io.github.mlopsmaven.testkit.FakeGitHub;
import io.github.mlopsmaven.testkit.FakeHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built-in template's projects at both hosts, from nothing to everything. */
class PublishTest {

  private static final String PLATFORM = "contoso/ML Platform";

  @TempDir Path temp;

  private PublishedHere onGitHub(FakeHost host) {
    Path project = PublishedHere.generate(temp, "fares", "github-actions", "contoso");
    return new PublishedHere(project, "github", host.url(), "contoso");
  }

  private PublishedHere onAzure(FakeHost host) {
    Path project = PublishedHere.generate(temp, "fares", "azure-devops", PLATFORM);
    return new PublishedHere(project, "azure-devops", host.url(), PLATFORM);
  }

  private static List<String> open(PublishedProject project) {
    return project.results().stream()
        .filter(result -> result.kind() == StepResult.Kind.OPEN)
        .map(result -> result.title() + ": " + result.note())
        .toList();
  }

  private static List<String> changes(FakeHost host) {
    return host.requests().stream()
        .filter(request -> !request.method().equals("GET"))
        .map(FakeHost.Request::toString)
        .toList();
  }

  @Test
  void gitHubGetsEverythingOnce() throws IOException {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onGitHub(host);
      PublishedProject published = here.publish(everything(false));
      assertThat(open(published)).isEmpty();
      assertThat(published.page()).isEqualTo(host.url() + "/contoso/fares");
      Map<String, String> state = host.state();
      assertThat(state.get("/repos/contoso/fares"))
          .contains("\"visibility\":\"internal\"", "\"default_branch\":\"main\"");
      assertThat(state.get("git contoso/fares"))
          .isEqualTo(CommittedProject.read(temp.resolve("fares")).commit());
      String root = "/repos/contoso/fares";
      assertThat(state.get(root + "/topics")).isEqualTo("{\"names\":[\"fares\",\"mlops\"]}");
      assertThat(state.keySet())
          .contains(
              root + "/environments/dev-plan",
              root + "/environments/dev",
              root + "/environments/prod",
              root + "/environments/prod/deployment-branch-policies/main",
              root + "/environments/prod/variables/AZURE_CLIENT_ID",
              root + "/actions/variables/RETRAIN",
              root + "/branches/main/protection");
      assertThat(state.get(root + "/environments/prod"))
          .contains("{\"type\":\"User\",\"id\":7}", "{\"type\":\"Team\",\"id\":9}");
      assertThat(state.get(root + "/environments/dev")).contains("\"custom_branch_policies\":true");
      assertThat(state)
          .containsKey(root + "/environments/dev/deployment-branch-policies/main")
          .containsKey(root + "/environments/prod-plan/deployment-branch-policies/main");
      assertThat(state.get(root + "/environments/dev-plan"))
          .as("a pull request sees what it would change in dev")
          .isEqualTo("{}");
      assertThat(state.get(root + "/actions/permissions/selected-actions"))
          .contains("\"azure/login@*\"")
          .doesNotContain("\"actions/checkout");

      host.forget();
      PublishedProject again = here.publish(everything(false));
      assertThat(changes(host)).isEmpty();
      assertThat(host.state()).isEqualTo(state);
      assertThat(again.results()).allMatch(r -> r.kind() == StepResult.Kind.THERE);
      assertThat(published.lines())
          .containsSubsequence(
              "  repository contoso/fares: made",
              "  main: pushed",
              "  default branch main: made",
              "  environment prod: made");
      assertThat(String.join("\n", again.lines()))
          .as("what the commands for Azure set is said once")
          .doesNotContain("[ ] gh variable set AZURE_CLIENT_ID");
    }
  }

  @Test
  void azureDevOpsGetsEverythingOnce() throws IOException {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onAzure(host);
      PublishedProject published = here.publish(everything(false));
      assertThat(open(published))
          .hasSize(4)
          .allMatch(
              line ->
                  line.matches(
                      "service connection fares-(dev|prod)(-plan)?: it does not exist; create it with the commands of the Azure setup, then run this again for its checks"
                          + " and permissions"));
      Map<String, String> state = host.state();
      String home = "/contoso/ML Platform/_apis";
      assertThat(state.get(home + "/git/repositories/fares"))
          .contains("\"defaultBranch\":\"refs/heads/main\"");
      assertThat(state.get("git fares"))
          .isEqualTo(CommittedProject.read(temp.resolve("fares")).commit());
      assertThat(state.keySet())
          .contains(
              home + "/pipelines/fares-ci",
              home + "/pipelines/fares-infrastructure",
              home + "/pipelines/fares-train",
              home + "/pipelines/fares-deploy-online",
              home + "/pipelines/fares-deploy-batch",
              home + "/build/folders/\\fares",
              home + "/distributedtask/environments/fares-dev-plan",
              home + "/distributedtask/environments/fares-dev",
              home + "/distributedtask/environments/fares-prod")
          .doesNotContain(home + "/pipelines/fares-with-azure");
      assertThat(state.get(home + "/pipelines/fares-train"))
          .contains("\"path\":\"/pipelines/train.yml\"", "\"folder\":\"\\\\fares\"");

      host.forget();
      here.publish(everything(false));
      assertThat(changes(host)).isEmpty();
      assertThat(host.state()).isEqualTo(state);
    }
  }

  /** Approval and branch control are on what holds the rights; only then may a pipeline use it. */
  @Test
  void azureDevOpsGuardsTheServiceConnectionsAndLetsOnlyThoseAtThemThatUseThem() {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onAzure(host);
      List<String> names = List.of("fares-dev", "fares-dev-plan", "fares-prod", "fares-prod-plan");
      names.forEach(host::connect);
      assertThat(open(here.publish(everything(false)))).isEmpty();
      assertThat(checks(host, "endpoint"))
          .containsExactlyInAnyOrder(
              "fares-dev evaluatebranchProtection",
              "fares-prod-plan evaluatebranchProtection",
              "fares-prod evaluatebranchProtection",
              "fares-prod Approval");
      assertThat(checks(host, "environment"))
          .containsExactlyInAnyOrder("fares-dev lock", "fares-prod lock");
      assertThat(host.state().values())
          .anyMatch(check -> check.contains("\"allowedBranches\":\"refs/heads/main\""))
          .anyMatch(check -> check.contains("\"approvers\":[{\"id\":\"44444444-"));
      assertThat(users(host, "fares-prod"))
          .containsExactlyInAnyOrder(
              "fares-train",
              "fares-deploy-online",
              "fares-deploy-batch",
              "fares-monitor",
              "fares-promote",
              "fares-retrain",
              "fares-infrastructure",
              "fares-rollback-online",
              "fares-tidy-online");
      assertThat(users(host, "fares-dev-plan"))
          .containsExactlyInAnyOrder("fares-infrastructure", "fares-drift");
      Described.azureDevOps().check(host.requests());

      host.forget();
      here.publish(everything(false));
      assertThat(changes(host)).isEmpty();
    }
  }

  /** A connection that could not be guarded is not opened to any pipeline. */
  @Test
  void azureDevOpsOpensNoConnectionWithoutItsChecks() {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onAzure(host);
      host.connect("fares-prod");
      PublishedProject published =
          here.publish(
              everything(false), real -> new Lacking(real, "/checks/configurations"), push -> push);
      assertThat(open(published))
          .anyMatch(line -> line.startsWith("approval of service connection fares-prod: "))
          .anyMatch(line -> line.startsWith("branch control of service connection fares-prod: "))
          .contains(
              "pipeline fares-train may use the service connection fares-prod: guard of connection"
                  + " fares-prod is not known; permit it when the pipeline first runs");
      assertThat(users(host, "fares-prod")).isEmpty();
    }
  }

  @Test
  void azureDevOpsListsTheChecksThatWereNotAskedFor() {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      assertThat(onAzure(host).publish(PublishSettings.none()).checklist())
          .contains(
              "Add an approval and a branch control for refs/heads/main to the service connection"
                  + " fares-prod",
              "Add a branch control for refs/heads/main to the service connection fares-dev",
              "Add a branch control for refs/heads/main to the service connection fares-prod-plan",
              "Add an exclusive lock to the environment fares-prod")
          .noneMatch(item -> item.endsWith("fares-dev-plan"));
    }
  }

  private static List<String> checks(FakeAzureDevOps host, String kind) {
    Map<String, String> names = new TreeMap<>();
    host.state()
        .forEach(
            (place, thing) -> {
              if (place.matches(".*/(serviceendpoint/endpoints|environments)/[^/]+")) {
                JsonObject named = JsonParser.parseString(thing).getAsJsonObject();
                names.put(
                    named.get("id").getAsString(), place.substring(place.lastIndexOf('/') + 1));
              }
            });
    return host.state().entrySet().stream()
        .filter(entry -> entry.getKey().contains("/checks/configurations/"))
        .map(entry -> JsonParser.parseString(entry.getValue()).getAsJsonObject())
        .filter(check -> kind.equals(Answer.text(check, "resource", "type")))
        .map(
            check ->
                names.get(Answer.text(check, "resource", "id"))
                    + " "
                    + Stream.of(
                            Answer.text(check, "settings", "definitionRef", "name"),
                            Answer.text(check, "type", "name"),
                            "lock")
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElseThrow())
        .toList();
  }

  /** The pipelines that may use a service connection. */
  private static List<String> users(FakeAzureDevOps host, String connection) {
    String home = "/contoso/ML Platform/_apis";
    String id =
        Answer.text(
            JsonParser.parseString(
                host.state().get(home + "/serviceendpoint/endpoints/" + connection)),
            "id");
    String permitted =
        host.state().getOrDefault(home + "/pipelines/pipelinepermissions/endpoint/" + id, "");
    return host.state().entrySet().stream()
        .filter(entry -> entry.getKey().matches(".*/_apis/pipelines/fares-[a-z-]+"))
        .filter(
            entry ->
                permitted.contains(
                    "\"id\":" + Answer.text(JsonParser.parseString(entry.getValue()), "id") + ","))
        .map(entry -> entry.getKey().substring(entry.getKey().lastIndexOf('/') + 1))
        .toList();
  }

  @Test
  void secretsArriveSealedForTheHost() throws IOException {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onGitHub(host);
      PublishedHere.readSecrets(temp.resolve("fares"));
      assertThat(open(here.publish(everything(false)))).isEmpty();
      String root = "/repos/contoso/fares";
      assertThat(host.state())
          .containsEntry(
              root + "/actions/secrets/REPORT_HOOK",
              "{\"name\":\"REPORT_HOOK\",\"opened\":\"s3cret-of-REPORT_HOOK\"}")
          .containsEntry(
              root + "/environments/prod/secrets/STORE_KEY",
              "{\"name\":\"STORE_KEY\",\"opened\":\"s3cret-of-prod.STORE_KEY\"}");
      Described.gitHub().check(host.requests());
      host.forget();
      here.publish(everything(false));
      assertThat(changes(host)).isEmpty();
      assertThat(here.publish(PublishSettings.none()).checklist())
          .contains(
              "gh secret set REPORT_HOOK --repo " + there(host) + "/contoso/fares",
              "gh secret set STORE_KEY --repo " + there(host) + "/contoso/fares --env prod");
    }
  }

  @Test
  void anAppPublishesWithTheTokenOfItsInstallation() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    Path project = PublishedHere.generate(temp, "fares", "github-actions", "contoso");
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("srv"), "of-somebody-else")) {
      host.install("4711", pair.getPublic());
      GitHubApp app = new GitHubApp("4711", pem(pair));
      PublishedHere here = new PublishedHere(project, host.url(), "contoso", app);
      assertThat(open(here.publish(PublishSettings.none()))).isEmpty();
      assertThat(host.state())
          .containsEntry("git contoso/fares", CommittedProject.read(project).commit());
      Described.gitHub().check(host.requests());

      GitHubApp other = new GitHubApp("4711", pem(generator.generateKeyPair()));
      PublishedHere refused = new PublishedHere(project, host.url(), "contoso", other);
      assertThatThrownBy(() -> refused.publish(PublishSettings.none()))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("the GitHub App 4711 is not installed for contoso, or its key is");
    }
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  @Test
  void everyRequestFollowsTheDescription() throws IOException {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("hub"), TOKEN)) {
      PublishedHere here = onGitHub(host);
      here.publish(everything(false));
      here.publish(everything(false));
      Described.gitHub().check(host.requests());
    }
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("azure"), TOKEN)) {
      Path project = PublishedHere.generate(temp.resolve("a"), "fares", "azure-devops", PLATFORM);
      new PublishedHere(project, "azure-devops", host.url(), PLATFORM).publish(everything(false));
      Described.azureDevOps().check(host.requests());
    }
  }

  /** A check that cannot fail proves nothing. */
  @Test
  void theDescriptionsRefuseWhatIsWrong() {
    Described hub = Described.gitHub();
    assertThat(hub.problems("POST", "/api/v3/orgs/c/repos", "{}", "application/json")).isNotEmpty();
    assertThat(hub.problems("GET", "/api/v3/repos/c", "", "")).isNotEmpty();
    Described azure = Described.azureDevOps();
    assertThat(azure.problems("GET", "/c/_apis/projects/p", "", "")).isNotEmpty();
    assertThat(
            azure.problems(
                "POST",
                "/c/p/_apis/pipelines?api-version=7.1",
                "{\"name\":\"ci\"}",
                "application/json"))
        .isNotEmpty();
  }

  @Test
  void aUserGetsARepositoryOfTheirOwn() throws IOException {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("srv"), TOKEN)) {
      Path project = PublishedHere.generate(temp, "fares", "github-actions", "alice");
      PublishedHere here = new PublishedHere(project, "github", host.url(), "alice");
      here.publish(PublishSettings.none());
      assertThat(host.state())
          .containsEntry("git alice/fares", CommittedProject.read(project).commit());
      assertThat(changes(host)).contains("POST /api/v3/user/repos");
      Described.gitHub().check(host.requests());
    }
  }

  @Test
  void aDryRunSendsNothingAndNamesEveryCall() {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onGitHub(host);
      PublishPlanText text =
          new PublishPlanText(here.publisher().plan(here.request(everything(false))));
      assertThat(host.requests()).isEmpty();
      here.publish(everything(false));
      String printed = String.join("\n", text.lines());
      for (FakeHost.Request request : host.requests()) {
        assertThat(printed).contains(request.method() + " " + host.url() + request.uri());
      }
      assertThat(text.json()).contains("\"look\"").doesNotContain("s3cret");
      assertThat(printed).doesNotContain("s3cret");
    }
  }

  @Test
  void whatATokenMayNotIsLeftWithItsScope() {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onGitHub(host);
      PublishSettings settings = everything(false);
      PublishedProject published =
          here.publish(settings, real -> new Lacking(real, "/environments/"), push -> push);
      assertThat(open(published))
          .anyMatch(
              line ->
                  line.startsWith(
                      "environment dev: the token lacks the scope repo and has public_repo"))
          .noneMatch(line -> line.startsWith("variable RETRAIN"));
      assertThat(host.state())
          .containsKey("/repos/contoso/fares/branches/main/protection")
          .doesNotContainKey("/repos/contoso/fares/environments/dev");
    }
  }

  @Test
  void azureDevOpsImportsThePipelineTemplatesAndLetsPipelinesUseThem() throws IOException {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onAzure(host);
      PublishedHere.callTemplates(temp.resolve("fares"));
      PublishedHere.fromTheAccelerator(temp.resolve("fares"));
      PublishedProject published = here.publish(everything(false));
      String home = "/contoso/ML Platform/_apis";
      Map<String, String> state = host.state();
      assertThat(state)
          .containsKey(home + "/git/repositories/mlops-templates")
          .containsKey(home + "/pipelines/fares-calls-templates");
      assertThat(state.entrySet())
          .anyMatch(
              entry ->
                  entry.getKey().startsWith(home + "/git/repositories/mlops-templates/importReq")
                      && entry.getValue().contains("https://github.com/Azure/mlops-templates"))
          .anyMatch(
              entry ->
                  entry.getKey().startsWith(home + "/pipelines/pipelinepermissions/repository/")
                      && entry.getValue().contains("\"authorized\":true"));
      assertThat(open(published)).anyMatch(line -> line.startsWith("variable group aml-secrets"));
      Described.azureDevOps().check(host.requests());
      host.forget();
      here.publish(everything(false));
      assertThat(changes(host)).isEmpty();
    }
  }

  /** Nobody knows where the templates of a template of one's own come from, unless it is said. */
  @Test
  void pipelineTemplatesAreImportedFromWhereTheyAreSaidToBe() throws IOException {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onAzure(host);
      PublishedHere.callTemplates(temp.resolve("fares"));
      assertThat(open(here.publish(importing(Optional.empty()))))
          .contains(
              "pipeline templates mlops-templates: it does not exist; type: az repos import create"
                  + " --git-source-url URL --repository mlops-templates --organization "
                  + host.url()
                  + "/contoso --project 'ML Platform', or add -Dmlops.importPipelineTemplates and"
                  + " -Dmlops.pipelineTemplatesUrl=URL");
      here.publish(importing(Optional.of("https://git.example.com/{repository}.git")));
      assertThat(host.state().values())
          .anyMatch(thing -> thing.contains("https://git.example.com/mlops-templates.git"));
      for (String url : List.of("ssh://git@git.example.com/t.git", "https://me:pl4nted@h.com/t")) {
        assertThatThrownBy(() -> here.publish(importing(Optional.of(url))))
            .isInstanceOf(UsageException.class)
            .hasMessageContaining("it takes addresses with https and without credentials")
            .hasMessageNotContaining("pl4nted");
      }
    }
  }

  private static PublishSettings importing(Optional<String> from) {
    return new PublishSettings(
        Set.of(PublishFeature.PIPELINE_TEMPLATES_IMPORT),
        NewRepository.PRIVATE,
        DeploymentSettings.NONE,
        from,
        Optional.empty());
  }

  /** An earlier version gave pipelines other names. */
  @Test
  void aPipelineOfTheSameFileIsNotRegisteredTwice() {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onAzure(host);
      here.publish(PublishSettings.none());
      Map<String, String> before = host.state();
      host.renamePipelines(name -> name.replaceFirst("^fares-", ""));

      List<String> again = here.publish(PublishSettings.none()).lines();

      assertThat(host.pipelines())
          .hasSameSizeAs(
              before.keySet().stream().filter(key -> key.contains("/_apis/pipelines/")).toList())
          .noneMatch(name -> name.startsWith("fares-"));
      assertThat(again)
          .anyMatch(
              line ->
                  line.contains("it is called '") && line.contains("so rename it under Pipelines"));
    }
  }

  @Test
  void theAzureSideNamesWhatThisProjectHas() {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("srv"), TOKEN)) {
      String commands = String.join("\n", onGitHub(host).publish(PublishSettings.none()).azure());
      assertThat(commands)
          .contains(
              " repos/contoso/fares --jq '.full_name')\"\nprefix=\"repo:$repository\"\n",
              "make_identity \"$application\"-dev-plan\ngrant \"$object\" Reader \"$scope\"\n",
              "trust github \"$app\" \""
                  + host.url()
                  + "/_services/token\" \"${prefix}:environment:dev-plan\"\n",
              "make_identity \"$application\"-prod\ngrant \"$object\" Contributor",
              "/_services/token\" \"${prefix}:environment:prod\"\n",
              "gh variable set AZURE_CLIENT_ID --repo "
                  + there(host)
                  + "/contoso/fares --env dev --body \"$app\"")
          .doesNotContain("ref:refs/heads/main", "gh secret");
      assertThat(commands.lines()).allMatch(line -> line.length() <= 200);
    }
  }

  /** What an application, a role and a trust are is written once. */
  @Test
  void theScriptOfTheBuiltinTemplateHasTheSameFunctions() throws IOException {
    Path project = PublishedHere.generate(temp, "fares", "github-actions", "contoso");

    assertThat(Files.readString(project.resolve("scripts/identities.sh")))
        .contains(AzureCli.functions());
  }

  private static String there(FakeHost host) {
    return host.url().replace("http://", "");
  }

  /** The shell takes the commands as they are meant, quotes and all. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theAzureSideIsGoodShell() throws IOException, InterruptedException {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onAzure(host);
      // The template's own script says what its infrastructure needs: it is the one to run.
      assertThat(here.publisher().plan(here.request(PublishSettings.none())).azure())
          .containsExactly("scripts/make-identities.sh " + host.url() + "/contoso 'ML Platform'");
      Files.delete(temp.resolve("fares/scripts/make-identities.sh"));
      assertThat(typed(here.publish(PublishSettings.none()).azure()))
          .contains(
              "\"name\": \"azure-devops\",",
              "\"issuer\": \"ID\",",
              "\"audiences\": [\"api://AzureADTokenExchange\"]")
          .contains("[--project] [ML Platform]")
          .contains("[--role] [Role Based Access Control Administrator]");
    }
  }

  /** There a subject has ids in it, which are not known before the repository is there. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatASubjectBeginsWithIsAskedOfGitHub() throws IOException, InterruptedException {
    Path project = PublishedHere.generate(temp, "fares", "github-actions", "contoso");
    PublishedHere here = new PublishedHere(project, "github", "https://github.com", "contoso");
    // The template's own script says what its infrastructure needs: it is the one to run.
    assertThat(here.publisher().plan(here.request(PublishSettings.none())).azure())
        .containsExactly("scripts/make-identities.sh contoso/fares");

    Files.delete(project.resolve("scripts/make-identities.sh"));
    assertThat(typed(here.publisher().plan(here.request(PublishSettings.none())).azure()))
        .contains(
            "gh [api] [repos/contoso/fares] [--jq] [.full_name]",
            "gh [api] [repos/Contoso/Fares/actions/oidc/customization/sub] [--jq]"
                + " [.sub_claim_prefix // \"repo:Contoso/Fares\"]",
            "[--filter] [displayName eq 'Contoso.Fares-prod']",
            "\"issuer\": \"https://token.actions.githubusercontent.com\",",
            "\"subject\": \"ID:environment:prod\"",
            "gh [variable] [set] [AZURE_CLIENT_ID] [--repo] [contoso/fares] [--env] [prod]"
                + " [--body] [ID]");
  }

  /**
   * What a shell makes of commands: each with its words, where lists are empty and all else is
   * "ID".
   */
  private String typed(List<String> commands) throws IOException, InterruptedException {
    Path tools = Files.createDirectories(temp.resolve("bin"));
    for (String tool : List.of("az", "gh")) {
      Path fake = tools.resolve(tool);
      Files.writeString(
          fake,
          "#!/bin/sh\nprintf '%s' \"$0\" | sed 's#.*/##' >&2\n"
              + "for a in \"$@\"; do printf ' [%s]' \"$a\" >&2; done\necho >&2\n"
              + "case \" $* \" in ' role definition '*) echo ID ;; *' list '*) ;; *full_name*) echo Contoso/Fares ;; *) echo ID ;; esac\n");
      fake.toFile().setExecutable(true);
    }
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euc", String.join("\n", commands))
            .directory(temp.toFile())
            .redirectErrorStream(true);
    shell.environment().merge("PATH", tools.toString(), (old, own) -> own + ":" + old);
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
