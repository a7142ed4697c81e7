package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.remote.PublishedHere.TOKEN;
import static io.github.mlopsmaven.remote.PublishedHere.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
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
              root + "/environments/plan",
              root + "/environments/dev",
              root + "/environments/prod",
              root + "/environments/prod/deployment-branch-policies/main",
              root + "/environments/prod/variables/AZURE_CLIENT_ID",
              root + "/actions/variables/RETRAIN",
              root + "/branches/main/protection");
      assertThat(state.get(root + "/environments/prod"))
          .contains("{\"type\":\"User\",\"id\":7}", "{\"type\":\"Team\",\"id\":9}");
      assertThat(state.get(root + "/environments/dev")).isEqualTo("{}");
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
          .hasSize(3)
          .allMatch(
              line ->
                  line.matches(
                      "service connection azure-[a-z]+: it is not there; make it with the commands"
                          + " for the Azure side"));
      Map<String, String> state = host.state();
      String home = "/contoso/ML Platform/_apis";
      assertThat(state.get(home + "/git/repositories/fares"))
          .contains("\"defaultBranch\":\"refs/heads/main\"");
      assertThat(state.get("git fares"))
          .isEqualTo(CommittedProject.read(temp.resolve("fares")).commit());
      assertThat(state.keySet())
          .contains(
              home + "/pipelines/ci",
              home + "/pipelines/infrastructure",
              home + "/pipelines/train",
              home + "/pipelines/deploy-online",
              home + "/pipelines/deploy-batch",
              home + "/build/folders/\\fares",
              home + "/distributedtask/environments/azure-plan",
              home + "/distributedtask/environments/azure-dev",
              home + "/distributedtask/environments/azure-prod")
          .doesNotContain(home + "/pipelines/with-azure");
      assertThat(state.get(home + "/pipelines/train"))
          .contains("\"path\":\"/pipelines/train.yml\"", "\"folder\":\"\\\\fares\"");

      host.forget();
      here.publish(everything(false));
      assertThat(changes(host)).isEmpty();
      assertThat(host.state()).isEqualTo(state);
    }
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
          .containsKey(home + "/pipelines/calls-templates");
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
              "pipeline templates mlops-templates: it is not there; type: az repos import create"
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
            .hasMessageContaining("it takes addresses with https and without a login")
            .hasMessageNotContaining("pl4nted");
      }
    }
  }

  private static PublishSettings importing(Optional<String> from) {
    return new PublishSettings(
        "private",
        Optional.empty(),
        List.of(),
        false,
        List.of(),
        Map.of(),
        Optional.empty(),
        false,
        false,
        false,
        false,
        true,
        from,
        Optional.empty());
  }

  @Test
  void theAzureSideNamesWhatThisProjectHas() {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("srv"), TOKEN)) {
      String commands = String.join("\n", onGitHub(host).publish(PublishSettings.none()).azure());
      assertThat(commands)
          .contains(
              "\\\"issuer\\\": \\\"" + host.url() + "/_services/token\\\"",
              "repository=repo:contoso/fares\n",
              "\\\"subject\\\": \\\"${repository}:environment:plan\\\"",
              "\\\"subject\\\": \\\"${repository}:environment:prod\\\"",
              "az role assignment create --assignee-object-id \"$principal\" \\\n"
                  + "  --assignee-principal-type ServicePrincipal"
                  + " --scope \"/subscriptions/$subscription\" \\\n"
                  + "  --role Reader\n",
              "gh variable set AZURE_CLIENT_ID --repo "
                  + there(host)
                  + "/contoso/fares --env dev --body \"$app\"")
          .doesNotContain("ref:refs/heads/main", "gh secret");
      assertThat(commands.lines()).allMatch(line -> line.length() <= 200);
    }
  }

  private static String there(FakeHost host) {
    return host.url().replace("http://", "");
  }

  /** The shell takes the commands as they are meant, quotes and all. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theAzureSideIsGoodShell() throws IOException, InterruptedException {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      assertThat(typed(onAzure(host).publish(PublishSettings.none()).azure()))
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
            "gh [api] [repos/contoso/fares/actions/oidc/customization/sub] [--jq]"
                + " [.sub_claim_prefix // \"repo:contoso/fares\"]",
            "\"issuer\": \"https://token.actions.githubusercontent.com\",",
            "\"subject\": \"ID:environment:prod\"",
            "gh [variable] [set] [AZURE_CLIENT_ID] [--repo] [contoso/fares] [--env] [prod]"
                + " [--body] [ID]");
  }

  /** What a shell makes of commands: each with its words, where every tool answers "ID". */
  private String typed(List<String> commands) throws IOException, InterruptedException {
    Path tools = Files.createDirectories(temp.resolve("bin"));
    for (String tool : List.of("az", "gh")) {
      Path fake = tools.resolve(tool);
      Files.writeString(
          fake,
          "#!/bin/sh\nprintf '%s' \"$0\" | sed 's#.*/##' >&2\n"
              + "for a in \"$@\"; do printf ' [%s]' \"$a\" >&2; done\necho >&2\necho ID\n");
      fake.toFile().setExecutable(true);
    }
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-euc", String.join("\n", commands))
            .directory(temp.toFile())
            .redirectErrorStream(true);
    shell.environment().merge("PATH", tools.toString(), (old, own) -> own + ":" + old);
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
