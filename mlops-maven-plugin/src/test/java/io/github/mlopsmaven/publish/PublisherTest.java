package io.github.mlopsmaven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.ProjectPush.Pushed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is published in which order, what is only planned, and what is said when it ends. */
class PublisherTest {

  private static final Step BEFORE =
      Step.of("repository p", Call.get("/p"))
          .makes(Call.send("POST", "/ps", JsonParser.parseString("{\"name\":\"p\"}")));
  private static final Step AFTER =
      Step.of("topics", Call.get("/t"))
          .onlyWhen("visibility", "public")
          .makes(Call.send("PUT", "/t", new JsonObject()).onlyWhen("kind", "a"));

  @TempDir Path directory;
  private final TestHost host = new TestHost();
  private final List<String> pushes = new ArrayList<>();
  private Pushed pushed = new Pushed(ProjectPush.Kind.PUSHED, "main", "main");

  @BeforeEach
  void writeLock() throws IOException {
    write(
        ".mlops/project.yml",
        """
        format: 1
        generator: {name: "mlops-maven-plugin", version: "0.1.0"}
        template: {location: "builtin", descriptor: "own"}
        project: {name: "p", organization: "of-the-lock"}
        selection: {}
        """);
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private PublishRequest request(PublishSettings settings) {
    return new PublishRequest(
        directory, host, Optional.empty(), settings, false, "mvn mlops:publish -Dx=y");
  }

  private static PublishSettings pullRequest(boolean asked) {
    return asked ? PublishSettings.of(PublishFeature.PULL_REQUEST) : PublishSettings.none();
  }

  private Publisher publisher() {
    return new Publisher(
        (project, url, branch) -> {
          pushes.add(project.getFileName() + " " + url + " " + branch.orElse("-"));
          return pushed;
        },
        millis -> {});
  }

  private static Answer answer(int status) {
    return new Answer(status, new JsonObject(), Map.of());
  }

  @Test
  void theRepositoryIsMadeThenPushedToThenSetUp() {
    Step after = Step.of("topics", Call.get("/t"));
    host.has(List.of(BEFORE), List.of(after)).leaves(List.of("set X"), List.of("az x"));
    host.answers(answer(404), answer(201), answer(200));

    PublishedProject published = publisher().publish(request(PublishSettings.none()));

    assertThat(host.calls()).containsExactly("GET /p", "POST /ps {\"name\":\"p\"}", "GET /t");
    assertThat(pushes)
        .containsExactly(
            directory.getFileName() + " https://ada:s3cret@host.example/of-the-lock/p -");
    assertThat(published.page()).isEqualTo("https://host.example/p");
    assertThat(published.pushed()).isEqualTo(pushed);
    assertThat(published.lines())
        .containsExactly(
            "Published https://host.example/p",
            "  repository p: made",
            "  main: pushed",
            "  topics: there already",
            "Manual steps remaining:",
            "  [ ] set X",
            "Azure setup (run these commands yourself after az login):",
            "  az x");
  }

  @Test
  void whatWasThereAlreadyIsSaid() {
    pushed = new Pushed(ProjectPush.Kind.THERE, "main", "main");

    assertThat(publisher().publish(request(PublishSettings.none())).lines())
        .containsExactly("Published https://host.example/p", "  main: there already");
  }

  @Test
  void otherContentGetsABranchAndAPullRequestWhereOneIsAskedFor() {
    pushed = new Pushed(ProjectPush.Kind.PUSHED, "mlops/p-1", "trunk");
    host.has(List.of(), List.of(AFTER)).answers(answer(200));

    PublishedProject published = publisher().publish(request(pullRequest(true)));

    assertThat(pushes).singleElement().asString().endsWith("/p mlops/p");
    assertThat(host.calls()).containsExactly("GET /pulls/mlops/p-1/trunk");
    assertThat(published.lines()).contains("  mlops/p-1: pushed", "  pull request: there already");
  }

  @Test
  void whatEndsTheRunSaysHowToGoOn() {
    host.has(List.of(BEFORE), List.of()).answers(answer(401), answer(503));

    assertThatThrownBy(() -> publisher().publish(request(PublishSettings.none())))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("rejects the credentials")
        .hasMessageContaining(
            "set TESTHUB_TOKEN; completed steps are kept; to continue, type: mvn mlops:publish -Dx=y");
    assertThatThrownBy(() -> publisher().publish(request(PublishSettings.none())))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("answers 503")
        .hasMessageContaining(
            "completed steps are kept; to continue, type: mvn mlops:publish -Dx=y");
    assertThat(pushes).isEmpty();
  }

  @Test
  void offlineNothingIsPublished() {
    PublishRequest request = request(PublishSettings.none());
    PublishRequest offline =
        new PublishRequest(
            directory, host, Optional.empty(), request.settings(), true, request.again());

    assertThatThrownBy(() -> publisher().publish(offline))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Maven is offline, so nothing can be published to Testhub")
        .hasMessageContaining("run without -o");
    assertThat(pushes).isEmpty();
  }

  @Test
  void theOwnerOfTheCommandGoesBeforeTheLocks() {
    PublishRequest request = request(PublishSettings.none());
    PublishRequest other =
        new PublishRequest(
            directory, host, Optional.of("contoso"), request.settings(), false, request.again());

    publisher().publish(other);

    assertThat(pushes).singleElement().asString().contains("/contoso/p");
  }

  @Test
  void whatTheHostDoesNotTakeIsRefusedBeforeAnythingIsSent() {
    host.refuses().has(List.of(BEFORE), List.of());

    assertThatThrownBy(() -> publisher().plan(request(PublishSettings.none())))
        .hasMessageContaining("Testhub takes no p");
    assertThatThrownBy(() -> publisher().publish(request(PublishSettings.none())))
        .hasMessageContaining("Testhub takes no p")
        .hasMessageNotContaining("to continue, type");
    assertThat(host.calls()).isEmpty();
  }

  @Test
  void aPlanTellsEveryCallAndSendsNone() {
    host.has(List.of(BEFORE), List.of(AFTER)).leaves(List.of("set X"), List.of("az x"));

    PublishPlan plan = publisher().plan(request(pullRequest(true)));

    assertThat(new PublishPlanText(plan).lines())
        .containsExactly(
            "Would publish p to Testhub",
            "  repository p",
            "    GET https://host.example/api/p",
            "      if needed: POST https://host.example/api/ps {\"name\":\"p\"}",
            "  push main",
            "    git push https://host.example/of-the-lock/p main",
            "  pull request",
            "    GET https://host.example/api/pulls/mlops/p-{commit}/{base}",
            "  topics (where visibility is public)",
            "    GET https://host.example/api/t",
            "      if needed: PUT https://host.example/api/t {} (where kind is a)",
            "3 steps at https://host.example/api; nothing was sent",
            "Manual steps that would remain:",
            "  [ ] set X",
            "Azure setup (run these commands yourself after az login):",
            "  az x");
    assertThat(new PublishPlanText(plan).json())
        .isEqualTo(
            """
            {
              "name": "p",
              "owner": "of-the-lock",
              "host": "Testhub",
              "address": "https://host.example/api",
              "push": "https://host.example/of-the-lock/p",
              "steps": [
                {
                  "title": "repository p",
                  "look": {
                    "method": "GET",
                    "path": "/p"
                  },
                  "make": [
                    {
                      "method": "POST",
                      "path": "/ps",
                      "body": {
                        "name": "p"
                      }
                    }
                  ]
                },
                {
                  "title": "pull request",
                  "look": {
                    "method": "GET",
                    "path": "/pulls/mlops/p-{commit}/{base}"
                  },
                  "make": []
                },
                {
                  "title": "topics",
                  "when": {
                    "fact": "visibility",
                    "value": "public"
                  },
                  "look": {
                    "method": "GET",
                    "path": "/t"
                  },
                  "make": [
                    {
                      "method": "PUT",
                      "path": "/t",
                      "body": {},
                      "when": {
                        "fact": "kind",
                        "value": "a"
                      }
                    }
                  ]
                }
              ],
              "checklist": [
                "set X"
              ],
              "azure": [
                "az x"
              ]
            }""");
    assertThat(host.calls()).isEmpty();
    assertThat(pushes).isEmpty();
  }

  @Test
  void aPlanWithoutAPullRequestHasNone() {
    assertThat(new PublishPlanText(publisher().plan(request(pullRequest(false)))).lines())
        .containsExactly(
            "Would publish p to Testhub",
            "  push main",
            "    git push https://host.example/of-the-lock/p main",
            "0 steps at https://host.example/api; nothing was sent");
  }

  @Test
  void aProjectIsAskedWhetherItGivesRolesAndHasAScript() throws IOException {
    assertThat(published(UnaryOperator.identity()).azure().rights()).isEmpty();
    assertThat(published(UnaryOperator.identity()).identitiesScript()).isEmpty();

    write("infrastructure/notes.txt", "azurerm_role_assignment");
    write("infrastructure/main.tf", "resource \"x\" \"y\" {}");
    assertThat(published(UnaryOperator.identity()).azure().rights()).isEmpty();
    write("infrastructure/modules/roles.tf", "resource \"azurerm_role_assignment\" \"y\" {}");
    write(".mlops/azure.sh", "");
    Publication project = published(UnaryOperator.identity());
    assertThat(project.azure().rights()).containsExactly(AzureRight.ASSIGNS_ROLES);
    assertThat(project.identitiesScript()).contains(".mlops/azure.sh");
    assertThat(project.sharedTemplates()).isEmpty();

    Files.delete(directory.resolve("infrastructure/modules/roles.tf"));
    write("infrastructure/main.bicep", "resource r 'Microsoft.Authorization/roleAssignments@1'");
    write("scripts/make-identities.sh", "");
    project = published(lock -> lock.replace("\"own\"", "\"azure-mlops-v2\""));
    assertThat(project.azure().rights())
        .containsExactlyInAnyOrder(AzureRight.ASSIGNS_ROLES, AzureRight.ASKS_WHAT_IF);
    assertThat(project.identitiesScript()).contains("scripts/make-identities.sh");
    assertThat(project.sharedTemplates()).contains("Azure/mlops-templates");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a.tf | true | resource \"azurerm_resource_group\" \"rg\" {}",
        "a.tf | false | data \"azurerm_resource_group\" \"rg\" {}",
        "modules/rg/a.bicep | true | resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = {",
        "a.bicep | false | resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' existing = {",
        "a.bicep | true | targetScope = 'subscription'",
        "a.bicep | false | targetScope = 'resourceGroup'",
      })
  void aProjectIsAskedWhetherItMakesItsGroups(String file, boolean makes, String text)
      throws IOException {
    write("infrastructure/" + file, text);

    assertThat(
            published(UnaryOperator.identity()).azure().rights().contains(AzureRight.MAKES_GROUPS))
        .isEqualTo(makes);
  }

  @Test
  void theRolesThatAreAssignedAreReadAndNeverThoseThatGiveEveryRight() throws IOException {
    write("infrastructure/main.tf", "role_definition_name = \"AcrPush\"\n# of nobody");
    assertThat(published(UnaryOperator.identity()).azure().roles())
        .as("nothing is assigned")
        .isEmpty();
    write(
        "infrastructure/modules/roles.tf",
        """
        resource "azurerm_role_assignment" "a" {
          role_definition_name = "AcrPull"
        }
        resource "azurerm_role_assignment" "b" {
          role_definition_name = each.value.role
        }
        resource "azurerm_role_assignment" "c" {
          role_definition_id = "/providers/x/roleDefinitions/BA92F5B4-2d11-453d-a403-e96b0029c9fe"
        }
        resource "azurerm_role_assignment" "d" {
          role_definition_name = "Owner"
        }
        locals {
          all = { x = { role = "Key Vault Secrets User" }, y = { role: "${var.z}" } }
        }
        """);
    write("infrastructure/main.bicep", "param roleId = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'");
    assertThat(published(UnaryOperator.identity()).azure().roles())
        .containsExactly(
            "AcrPull", "AcrPush", "Key Vault Secrets User", "ba92f5b4-2d11-453d-a403-e96b0029c9fe");
  }

  private Publication published(UnaryOperator<String> change) throws IOException {
    Path lock = directory.resolve(".mlops/project.yml");
    Files.writeString(lock, change.apply(Files.readString(lock)));
    return publisher().plan(request(PublishSettings.none())).project();
  }

  @Test
  void aFolderWithoutALockIsNoProject() throws IOException {
    Files.delete(directory.resolve(".mlops/project.yml"));
    assertThatThrownBy(() -> publisher().plan(request(PublishSettings.none())))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "has no .mlops/project.yml, so it was not generated by mlops:generate")
        .hasMessageContaining("go to the project's folder, or add -Dmlops.projectDirectory=FOLDER");

    Files.createDirectory(directory.resolve(".mlops/project.yml"));
    assertThatThrownBy(() -> publisher().plan(request(PublishSettings.none())))
        .hasMessageContaining("has no .mlops/project.yml");
  }

  @Test
  void aStopSaysHowToGoOnAndAMovedProjectIsTheSameRequest() {
    PublishRequest request = request(PublishSettings.none());

    assertThat(request.whenStopped())
        .isEqualTo(
            "Stopped before everything was published.\n"
                + "  Completed steps are kept; to continue, type: mvn mlops:publish -Dx=y");
    assertThat(request.at(Path.of("other")))
        .isEqualTo(
            new PublishRequest(
                Path.of("other"),
                host,
                Optional.empty(),
                request.settings(),
                false,
                "mvn mlops:publish -Dx=y"));
  }

  @Test
  void settingsShowNoValue() {
    PublishSettings settings =
        new PublishSettings(
            Set.of(PublishFeature.PULL_REQUEST),
            NewRepository.PRIVATE,
            new DeploymentSettings(
                List.of(), Map.of("B", "hidden", "A", "hidden"), Optional.empty()),
            Optional.empty(),
            Optional.empty());

    assertThat(settings.toString()).contains("variables=[A, B]").doesNotContain("hidden");
  }

  @Test
  void whatIsLeftIsToldAfterWhatIsDone() {
    PublishedProject published =
        new PublishedProject(
            "page",
            pushed,
            List.of(
                new StepResult("a", StepResult.Kind.OPEN, "do it"),
                new StepResult("b", StepResult.Kind.MADE, "see c")),
            List.of(),
            List.of());

    assertThat(published.lines())
        .containsExactly(
            "Published page", "  b: made; see c", "Manual steps remaining:", "  [ ] a: do it");
  }
}
