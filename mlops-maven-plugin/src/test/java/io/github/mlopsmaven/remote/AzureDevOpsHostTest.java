package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonNull;
import io.github.mlopsmaven.needs.PipelineNeeds;
import io.github.mlopsmaven.needs.PipelineNeeds.Pipeline;
import io.github.mlopsmaven.needs.PipelineNeeds.Repository;
import io.github.mlopsmaven.needs.WorkflowNeeds;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.DeploymentSettings;
import io.github.mlopsmaven.publish.NewRepository;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.PublishSettings;
import io.github.mlopsmaven.publish.Step;
import io.github.mlopsmaven.publish.StepsAtWork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Azure DevOps is asked and told, for whatever it answers. */
class AzureDevOpsHostTest {

  private static final String API = "/ML%20Platform/_apis";
  private static final String REPOS = API + "/git/repositories";
  private static final String V = "api-version=7.1";
  private static final String CHECKS = API + "/pipelines/checks/configurations";

  private final MemoryApi api = new MemoryApi();
  private final AzureDevOpsHost host = at(AzureDevOpsSite.PUBLIC);
  private final StepsAtWork work = new StepsAtWork(host, api::sent);

  private AzureDevOpsHost at(String url) {
    return new AzureDevOpsHost(
        new AzureDevOpsSite(Place.parse("azureDevOpsUrl", url), "contoso"), "ML Platform", api);
  }

  private static Publication project(PublishSettings settings) {
    return Projects.project(Projects.WORKFLOWS, Projects.PIPELINES, settings);
  }

  private static Publication everything() {
    return project(StepsTest.settings(true));
  }

  private static PublishSettings imports(String url) {
    return new PublishSettings(
        Set.of(PublishFeature.PIPELINE_TEMPLATES_IMPORT),
        NewRepository.PRIVATE,
        DeploymentSettings.NONE,
        Optional.of(url),
        Optional.empty());
  }

  private List<Step> all(Publication project) {
    List<Step> steps = new ArrayList<>(host.repository(project));
    steps.add(host.pullRequest(project, "mlops/fares-1", "trunk"));
    steps.addAll(host.settings(project, true));
    return steps;
  }

  private void hasProject() {
    api.answers(
        "GET /_apis/projects/ML%20Platform?" + V,
        200,
        "{'id':'p-id','defaultTeam':{'id':'t-id','name':'x'}}");
  }

  private static String connection(String name) {
    return "GET "
        + API
        + "/serviceendpoint/endpoints?endpointNames="
        + name
        + "&"
        + V
        + "-preview.4";
  }

  private void hasConnections() {
    api.answers(
            connection("arm%20prod"),
            200,
            "{'value':[{'name':'other','id':'c0'},{'name':'ARM prod','id':'c1'}]}")
        .answers(connection("arm-dev"), 200, "{'value':[{'name':'arm-dev','id':'c2'}]}")
        .answers(connection("arm-dev-plan"), 200, "{'value':[{'name':'arm-dev-plan','id':'c3'}]}");
  }

  @Test
  void everythingIsMadeWhereNothingIs() throws IOException {
    hasProject();
    hasConnections();
    api.answers("POST " + REPOS + "?" + V, 201, "{'id':'r-id','project':{'id':'p-id'}}")
        .answers(
            "POST " + REPOS + "/r-id/pullrequests?" + V,
            201,
            "{'pullRequestId':7,'status':'active'}")
        .answers("GET /_apis/projects/p-id/teams/core?" + V, 200, "{'id':'team-id'}")
        .answers(
            "POST " + API + "/distributedtask/environments?" + V + "-preview.1", 200, "{'id':31}")
        .answers("POST " + API + "/pipelines?" + V, 200, "{'id':41}");

    Transcript.check("azure-devops-nothing-there", work.run(all(everything())));
  }

  @Test
  void nothingIsMadeOrChangedThatIsThere() throws IOException {
    hasProject();
    hasConnections();
    api.answers(
            "GET " + REPOS + "/fares?" + V, 200, "{'id':'r-id','defaultBranch':'refs/heads/main'}")
        .answers(
            "GET " + REPOS + "/r-id?" + V, 200, "{'id':'r-id','defaultBranch':'refs/heads/main'}")
        .answers(
            "GET "
                + REPOS
                + "/r-id/pullrequests?"
                + V
                + "&searchCriteria.status=all&searchCriteria.sourceRefName=refs/heads/mlops/fares-1",
            200,
            "{'value':[{'pullRequestId':3}]}")
        .answers(
            "GET " + REPOS + "/mlops-templates?" + V,
            200,
            "{'id':'mt','project':{'id':'p-id'},'defaultBranch':'refs/heads/main'}")
        .answers(
            "GET /other/_apis/git/repositories/shared?" + V,
            200,
            "{'id':'os','project':{'id':'o-id'},'defaultBranch':'refs/heads/main'}")
        .answers("GET /_apis/projects/p-id/teams/core?" + V, 200, "{'id':'team-id'}")
        .answers(
            "GET " + API + "/build/folders/%5Cml%5Call?" + V + "-preview.2",
            200,
            "{'value':[{'path':'\\\\other'},{'path':'\\\\ML\\\\all'}]}")
        .answers(
            "GET "
                + API
                + "/distributedtask/variablegroups?groupName=group%20one&"
                + V
                + "-preview.2",
            200,
            "{'value':[{'name':'x'},{'name':'Group One'}]}");
    for (String name : List.of("azure-dev", "prod", "prod-plan")) {
      api.answers(
          "GET " + API + "/distributedtask/environments?name=" + name + "&" + V + "-preview.1",
          200,
          "{'value':[{'name':'" + name + "-2','id':1},{'name':'" + name + "','id':32}]}");
    }
    String decoy = "{'type':{'id':'other'},'settings':{'definitionRef':{'id':'other'}}}";
    String approval = "{'type':{'id':'8C6F20A7-a545-4486-9777-f762fafe0d4d'}}";
    String branch =
        "{'type':{'id':'fe1de3ee-a436-41b4-bb20-f6eb4cb879a7'},'settings':{'definitionRef':"
            + "{'id':'86B05A0C-73e6-4f7d-b3cf-e38f3b39a75b'},"
            + "'inputs':{'allowedBranches':'refs/heads/%s'}}}";
    checks("endpoint", "c1", decoy, approval, branch.formatted("release"));
    checks("endpoint", "c2", decoy, branch.formatted("main"));
    checks("environment", "32", decoy, "{'type':{'id':'2ef31ad6-baa0-403a-8b45-2cbc9b4e5563'}}");
    api.answers(
        "GET "
            + API
            + "/build/definitions?repositoryId=r-id&repositoryType=TfsGit"
            + "&includeAllProperties=true&"
            + V,
        200,
        "{'value':[{'name':'x','id':1,'path':'\\\\ml\\\\all'},"
            + "{'name':'fares-train','id':42,'path':'\\\\elsewhere'},"
            + "{'name':'Fares-train','id':43,'path':'\\\\ml\\\\all'},"
            + "{'name':'mine','id':44,'path':'\\\\','process':{'yamlFilename':'/a/Deploy.yml'}},"
            + "{'name':'b','id':45,'path':'\\\\','process':{'yamlFilename':'b/deploy.yml'}}]}");
    for (String resource :
        List.of(
            "repository/p-id.mt",
            "repository/o-id.os",
            "environment/32",
            "endpoint/c2",
            "endpoint/c3")) {
      api.answers(
          permission(resource),
          200,
          "{'pipelines':[{'id':43,'authorized':true},{'id':44,'authorized':true},"
              + "{'id':45,'authorized':true}]}");
    }
    api.answers(permission("endpoint/c1"), 200, "{'allPipelines':{'authorized':true}}");

    Transcript.check("azure-devops-everything-there", work.run(all(everything())));

    assertThat(api.sent()).allMatch(line -> line.startsWith("GET "));
  }

  private static String permission(String resource) {
    return "GET " + API + "/pipelines/pipelinepermissions/" + resource + "?" + V + "-preview.1";
  }

  private void checks(String kind, String id, String... checks) {
    api.answers(
        "GET "
            + CHECKS
            + "?resourceType="
            + kind
            + "&resourceId="
            + id
            + "&$expand=settings&"
            + V
            + "-preview.1",
        200,
        "{'value':[" + String.join(",", checks) + "]}");
  }

  @Test
  void whatIsMissingOrOtherwiseIsAddedAndNothingIsLetThroughUnguarded() throws IOException {
    hasProject();
    api.answers(connection("arm%20prod"), 200, "{'value':[{'name':'ARM prod','id':'c1'}]}")
        .answers(connection("arm-dev"), 200, "{'value':[{'name':'other','id':'c2'}]}")
        .answers(connection("arm-dev-plan"), 403, "{'message':'TF400813: no'}")
        .answers(
            "GET " + REPOS + "/fares?" + V, 200, "{'id':'r-id','defaultBranch':'refs/heads/trunk'}")
        .answers(
            "GET " + REPOS + "/r-id?" + V, 200, "{'id':'r-id','defaultBranch':'refs/heads/trunk'}")
        .answers(
            "GET " + REPOS + "/mlops-templates?" + V, 200, "{'id':'mt','project':{'id':'p-id'}}")
        .answers(
            "GET " + REPOS + "/mt/importRequests?" + V,
            200,
            "{'value':[{'status':'failed'},{'status':'abandoned'}]}")
        .answers("GET /_apis/projects/p-id/teams/core?" + V, 404, "{}")
        .answers(
            "GET "
                + REPOS
                + "/r-id/pullrequests?"
                + V
                + "&searchCriteria.status=all&searchCriteria.sourceRefName=refs/heads/mlops/fares-1",
            200,
            "{'value':[]}")
        .answers(
            "GET "
                + API
                + "/distributedtask/variablegroups?groupName=group%20one&"
                + V
                + "-preview.2",
            200,
            "{'value':[{'name':'group two'}]}")
        .answers(
            "GET " + API + "/build/folders/%5Cml%5Call?" + V + "-preview.2",
            200,
            "{'value':[{'path':'\\\\other'}]}")
        .answers(
            "GET " + API + "/distributedtask/environments?name=prod&" + V + "-preview.1",
            200,
            "{'value':[{'name':'prod','id':32}]}")
        .answers(
            "GET " + API + "/distributedtask/environments?name=azure-dev&" + V + "-preview.1",
            200,
            "{'value':[{'name':'azure','id':33}]}")
        .answers(
            "POST " + API + "/distributedtask/environments?" + V + "-preview.1",
            403,
            "{'message':'no'}")
        .answers(
            "GET "
                + API
                + "/build/definitions?repositoryId=r-id&repositoryType=TfsGit"
                + "&includeAllProperties=true&"
                + V,
            200,
            "{'value':[{'name':'x','id':1,'path':'\\\\ml'}]}")
        .answers("POST " + API + "/pipelines?" + V, 200, "{'id':41}")
        .answers(
            permission("environment/32"),
            200,
            "{'pipelines':[{'id':41,'authorized':false},{'id':9,'authorized':true}]}");

    String decoy = "{'type':{'id':'other'},'settings':{'definitionRef':{'id':'other'}}}";
    checks("endpoint", "c1", decoy);
    checks("environment", "32", decoy);

    Transcript.check("azure-devops-other-than-asked", work.run(all(everything())));
  }

  @Test
  void withoutAReviewerTheProjectsOwnTeamApproves() {
    hasProject();
    hasConnections();
    Publication project = project(PublishSettings.of(PublishFeature.ENVIRONMENTS));

    work.run(host.repository(project));
    work.run(host.settings(project, false));

    assertThat(api.sent())
        .anyMatch(
            line ->
                line.startsWith("POST " + CHECKS)
                    && line.contains("\"approvers\":[{\"id\":\"t-id\"}]"));
  }

  @Test
  void whatGoesOnIsNotImportedAgain() {
    hasProject();
    api.answers("GET " + REPOS + "/mlops-templates?" + V, 200, "{'id':'mt'}")
        .answers(
            "GET " + REPOS + "/mt/importRequests?" + V,
            200,
            "{'value':[{'status':'failed'},{'status':'inProgress'}]}");

    List<String> lines = work.run(host.settings(everything(), false));

    assertThat(lines)
        .contains(
            "  there already: import of mlops-templates from"
                + " https://github.com/Azure/mlops-templates")
        .noneMatch(line -> line.startsWith("POST " + REPOS + "/mt/importRequests"));
  }

  @Test
  void anAddressOfItsOwnIsImportedWithTheNameOfTheRepository() {
    List<String> lines =
        work.run(
            new TemplateRepositories(
                    new AzureDevOpsSite(
                        Place.parse("azureDevOpsUrl", AzureDevOpsSite.PUBLIC), "contoso"),
                    "ML Platform",
                    Projects.project(
                        WorkflowNeeds.NONE,
                        Projects.PIPELINES,
                        Optional.empty(),
                        imports("https://git.example/{repository}.git")))
                .steps());

    assertThat(lines)
        .anyMatch(
            line ->
                line.contains(
                    "import of mlops-templates from https://git.example/mlops-templates.git"))
        .anyMatch(
            line ->
                line.contains("to be done manually: pipeline templates other/shared")
                    && line.contains(
                        "az repos import create --git-source-url"
                            + " https://git.example/shared.git --repository shared --organization"
                            + " https://dev.azure.com/contoso --project other"));
  }

  @Test
  void whereNothingSaysWhereTemplatesComeFromTheOptionForItIsNamed() {
    Publication unknown =
        Projects.project(
            WorkflowNeeds.NONE, Projects.PIPELINES, Optional.empty(), PublishSettings.none());

    assertThat(work.run(host.settings(unknown, false)))
        .anyMatch(
            line ->
                line.startsWith("  to be done manually: pipeline templates mlops-templates")
                    && line.endsWith(
                        "az repos import create --git-source-url URL --repository mlops-templates"
                            + " --organization https://dev.azure.com/contoso --project 'ML"
                            + " Platform', or add -Dmlops.importPipelineTemplates and"
                            + " -Dmlops.pipelineTemplatesUrl=URL"));
    assertThat(work.run(host.settings(project(PublishSettings.none()), false)))
        .anyMatch(
            line ->
                line.startsWith("  to be done manually: pipeline templates mlops-templates")
                    && line.endsWith("or add -Dmlops.importPipelineTemplates"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h/x",
        "ssh://h/x",
        "https://me@h/x",
        "https://me:pl4nted@h/x",
        "https://h"
      })
  void anAddressThatAzureDevOpsCannotImportFromIsRefused(String url) {
    assertThatThrownBy(() -> host.check(project(imports(url))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Azure DevOps cannot import the pipeline templates from")
        .hasMessageNotContaining("pl4nted");
  }

  @Test
  void otherAddressesAreNot() {
    host.check(project(imports("HTTPS://h.example/x y".replace(" ", "%20"))));
    host.check(
        project(
            new PublishSettings(
                Set.of(),
                NewRepository.PRIVATE,
                DeploymentSettings.NONE,
                Optional.of("http://h/x"),
                Optional.empty())));
  }

  @Test
  void aProjectThatIsNotThereIsRefusedWithTheCommandForIt() {
    assertThat(work.run(host.repository(everything())))
        .containsExactly(
            "GET /_apis/projects/ML%20Platform?api-version=7.1 -> 404",
            "  refused: contoso has no project 'ML Platform'; type: az devops project create --name"
                + " 'ML Platform' --organization https://dev.azure.com/contoso");
  }

  @Test
  void aRepositoryThatCannotBeSeenIsRefusedBeforeAPush() {
    assertThat(work.run(host.pushing(everything(), List.of())))
        .last()
        .asString()
        .contains("contoso/ML Platform has no repository fares that the credentials can see");
    api.answers("GET " + REPOS + "/fares?" + V, 200, "{}");
    assertThat(work.run(host.pushing(everything(), List.of())))
        .last()
        .isEqualTo("  there already: repository fares");
  }

  @Test
  void aRepositoryThatMayNotBeMadeNamesTheScope() {
    hasProject();
    api.answers("POST " + REPOS + "?" + V, 403, "{'message':'TF401027: you need it'}");

    assertThat(work.run(host.repository(everything())))
        .last()
        .isEqualTo(
            "  refused: repository fares cannot be created: the credentials do not allow that: it"
                + " takes the right Create repository, or the scope Code (read, write & manage) (it"
                + " says: TF401027: you need it); grant the missing permission, or use other"
                + " credentials");
    assertThat(host.lacking(new Answer(403, JsonNull.INSTANCE, Map.of()))).isEmpty();
  }

  @Test
  void onABranchTheDefaultBranchStays() {
    assertThat(host.settings(everything(), false))
        .extracting(Step::title)
        .doesNotContain("default branch main");
  }

  @Test
  void aFolderIsWhatWasAskedForElseTheProjectsName() {
    for (String[] known :
        new String[][] {{"a/b", "folder \\a\\b"}, {"\\a", "folder \\a"}, {"/a", "folder \\a"}}) {
      assertThat(host.settings(project(inFolder(known[0])), false))
          .extracting(Step::title)
          .contains(known[1]);
    }
    assertThat(host.settings(project(PublishSettings.none()), false))
        .extracting(Step::title)
        .contains("folder \\fares");
    assertThat(host.settings(project(inFolder("/")), false))
        .extracting(Step::title)
        .as("the root is there")
        .noneMatch(title -> title.startsWith("folder"));
  }

  private static PublishSettings inFolder(String name) {
    return new PublishSettings(
        Set.of(),
        NewRepository.PRIVATE,
        DeploymentSettings.NONE,
        Optional.empty(),
        Optional.of(name));
  }

  @Test
  void whatIsLeftToAPersonIsACommandOrASentence() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String url : List.of(AzureDevOpsSite.PUBLIC, "https://tfs.example:8443/tfs")) {
      AzureDevOpsHost there = at(url);
      for (Publication project :
          List.of(everything(), project(PublishSettings.of(PublishFeature.PUSH_OVER_SSH)))) {
        lines.add("## " + url + ", " + project.settings().features().size());
        lines.add(there.pushUrl(project));
        lines.add(there.page(project));
        there.checklist(project).forEach(item -> lines.add("[ ] " + item));
        lines.addAll(there.azureCommands(project));
      }
    }
    lines.removeAll(AzureCli.functions().lines().toList());
    Transcript.check("azure-devops-left-to-people", lines);
  }

  @Test
  void aProjectWithoutConnectionsHasNothingForAzure() {
    Publication bare =
        Projects.project(
            WorkflowNeeds.NONE,
            new PipelineNeeds(
                List.of(
                    new Pipeline(
                        "a.yml",
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        List.of(new Repository("git", "t", ""))))),
            PublishSettings.none());

    assertThat(host.azureCommands(bare)).isEmpty();
    assertThat(host.azureCommands(Projects.withScript(bare))).isEmpty();
    assertThat(host.azureCommands(Projects.withScript(everything())))
        .containsExactly(
            "bash infrastructure/identities.sh https://dev.azure.com/contoso 'ML Platform'");
    assertThat(host.checklist(bare))
        .containsExactly(
            "Protect main: build validation by the pipelines that check, and reviewers");
  }

  @Test
  void aProjectWithoutPipelinesRegistersNone() {
    Publication none =
        Projects.project(WorkflowNeeds.NONE, PipelineNeeds.NONE, StepsTest.settings(true));

    assertThat(host.settings(none, false)).isEmpty();
  }
}
