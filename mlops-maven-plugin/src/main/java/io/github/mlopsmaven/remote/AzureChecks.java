package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.get;
import static io.github.mlopsmaven.publish.Call.part;
import static io.github.mlopsmaven.publish.Call.send;
import static io.github.mlopsmaven.remote.AzureDevOpsHost.VERSION;
import static io.github.mlopsmaven.remote.Json.array;
import static io.github.mlopsmaven.remote.Json.object;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The approvals and checks of Azure DevOps. Approval and branch control are on the service
 * connections, since those hold the credentials: a check of an environment ends where somebody
 * writes {@code job} for {@code deployment}. The exclusive lock is on the environments: on a
 * connection it would be held for as long as a training takes.
 *
 * <p>Types and settings: <a
 * href="https://learn.microsoft.com/rest/api/azure/devops/approvalsandchecks/check-configurations">check
 * configurations</a>; the definition of branch control is the one that Microsoft's Terraform
 * provider sends (resource_check_branch_control.go of microsoft/terraform-provider-azuredevops).
 */
final class AzureChecks {

  private static final String APPROVAL = "8c6f20a7-a545-4486-9777-f762fafe0d4d";
  private static final String TASK = "fe1de3ee-a436-41b4-bb20-f6eb4cb879a7";
  private static final String LOCK = "2ef31ad6-baa0-403a-8b45-2cbc9b4e5563";
  private static final String BRANCH_CONTROL = "86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b";
  private static final String MAIN = "refs/heads/main";
  private static final String SET = "set";

  /** A day to look at the branch, thirty to approve or to wait for another run; in minutes. */
  private static final int DAY = 1440;

  private static final int MONTH = 43200;

  private final String root;
  private final Publication project;

  /**
   * Takes a project.
   *
   * @param root the path of the Azure DevOps project's API
   * @param project what is published
   */
  AzureChecks(String root, Publication project) {
    this.root = root;
    this.project = project;
  }

  /** The fact that a connection has the checks without which no pipeline is let at it. */
  static String guard(String connection) {
    return "guard of connection " + connection;
  }

  /** The value of {@link #guard} where they are there. */
  static String guarded() {
    return SET;
  }

  /** Who approves: the teams among the reviewers, else the project's own team. */
  List<Step> approvers() {
    return teams().stream()
        .filter(
            team -> project.pipelines().connections().stream().anyMatch(StageName::isProduction))
        .map(
            team ->
                Step.of(
                        "team " + team,
                        get("/_apis/projects/{project id}/teams/" + part(team) + "?" + VERSION))
                    .learns((answer, facts) -> facts.put("team " + team, answer.text("id")))
                    .permittedBy("the scope Project and Team (read)")
                    .orByHand("check -Dmlops.reviewers, and add the approval by hand"))
        .toList();
  }

  private List<String> teams() {
    return project.settings().deployments().reviewers().stream()
        .filter(reviewer -> reviewer.startsWith("team:"))
        .map(reviewer -> reviewer.substring(reviewer.indexOf(':') + 1))
        .toList();
  }

  /** The checks of every service connection that is there. */
  List<Step> ofConnections() {
    List<Step> steps = new ArrayList<>();
    for (String name : project.pipelines().connections()) {
      if (StageName.isProduction(name)) {
        steps.add(approval(name));
      }
      if (StageName.onlyMain(name)) {
        steps.add(branchControl(name));
      }
    }
    return steps;
  }

  /** One run after the other, where something is deployed. */
  List<Step> ofEnvironments() {
    return project.pipelines().environments().stream()
        .filter(StageName::deploys)
        .map(
            name ->
                check(
                        "exclusive lock of environment " + name,
                        "environment",
                        "{environment " + name + "}",
                        type(LOCK),
                        new JsonObject(),
                        MONTH)
                    .thereIf(answer -> ofType(answer, LOCK).isPresent())
                    .orByHand(
                        "add it under Pipelines, Environments, " + name + ", Approvals and checks"))
        .toList();
  }

  private Step approval(String name) {
    List<JsonElement> approvers = new ArrayList<>();
    teams().forEach(team -> approvers.add(object("id", "{team " + team + "}")));
    if (approvers.isEmpty()) {
      approvers.add(object("id", "{default team}"));
    }
    JsonObject type = type(APPROVAL);
    type.addProperty("name", "Approval");
    return ofConnection(
            "approval",
            name,
            type,
            object(
                "approvers",
                array(approvers),
                "executionOrder",
                "anyOrder",
                "minRequiredApprovers",
                1,
                "requesterCannotBeApprover",
                false,
                "instructions",
                "Review the plan of this run, then let it deploy."),
            MONTH)
        .thereIf(answer -> ofType(answer, APPROVAL).isPresent())
        .learns((answer, facts) -> facts.put("approval of connection " + name, SET));
  }

  private Step branchControl(String name) {
    return ofConnection(
            "branch control",
            name,
            type(TASK),
            object(
                "definitionRef",
                object(
                    "id", BRANCH_CONTROL, "name", "evaluatebranchProtection", "version", "0.0.1"),
                "displayName",
                "Only main",
                "inputs",
                object("allowedBranches", MAIN, "ensureProtectionOfBranch", "false")),
            DAY)
        .thereIf(answer -> branches(answer).isPresent())
        .learns(
            (answer, facts) -> {
              if (!StageName.isProduction(name)
                  || facts.find("approval of connection " + name).isPresent()) {
                facts.put(guard(name), SET);
              }
            })
        .remarks(
            answer ->
                branches(answer)
                    .filter(allowed -> !allowed.equals(MAIN))
                    .map(allowed -> "it allows " + allowed + "; left as it is"));
  }

  /** The branches that a branch control allows. */
  private static Optional<String> branches(Answer answer) {
    return answer
        .items("value")
        .filter(
            check ->
                BRANCH_CONTROL.equalsIgnoreCase(
                    Answer.text(check, "settings", "definitionRef", "id")))
        .map(check -> Answer.text(check, "settings", "inputs", "allowedBranches"))
        .findFirst();
  }

  private static Optional<JsonElement> ofType(Answer answer, String type) {
    return answer
        .items("value")
        .filter(check -> type.equalsIgnoreCase(Answer.text(check, "type", "id")))
        .findFirst();
  }

  private static JsonObject type(String id) {
    return object("id", id);
  }

  private Step ofConnection(
      String what, String name, JsonObject type, JsonElement settings, int minutes) {
    String fact = "connection " + name;
    return check(
            what + " of service connection " + name,
            "endpoint",
            "{" + fact + "}",
            type,
            settings,
            minutes)
        .afterKnowing(fact)
        .orByHand(
            "add it under Project settings, Service connections, "
                + name
                + ", Approvals and checks");
  }

  private Step check(
      String title, String kind, String id, JsonObject type, JsonElement settings, int minutes) {
    String all = root + "/pipelines/checks/configurations";
    String version = VERSION + "-preview.1";
    return Step.of(
            title,
            get(
                all
                    + "?resourceType="
                    + kind
                    + "&resourceId="
                    + id
                    + "&$expand=settings&"
                    + version))
        .makes(
            send(
                "POST",
                all + "?" + version,
                object(
                    "type",
                    type,
                    "settings",
                    settings,
                    "resource",
                    object("type", kind, "id", id),
                    "timeout",
                    minutes)))
        .permittedBy("Administrator of it, and the scope Pipeline Resources (use and manage)");
  }
}
