package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.get;
import static io.github.mlopsmaven.publish.Call.send;
import static io.github.mlopsmaven.remote.Json.array;
import static io.github.mlopsmaven.remote.Json.object;

import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.Step;
import java.util.List;

/** Which actions may run in a repository of GitHub, and with which rights, as steps. */
final class ActionsPermissions {

  private final String root;
  private final Publication project;

  /**
   * Takes a project.
   *
   * @param root the path of its repository in the API
   */
  ActionsPermissions(String root, Publication project) {
    this.root = root;
    this.project = project;
  }

  /** Only the actions that the workflows use, and a token that reads. */
  List<Step> steps() {
    String place = root + "/actions/permissions";
    List<String> patterns =
        project.workflows().actions().stream()
            .filter(name -> !name.startsWith("actions/") && !name.startsWith("github/"))
            .map(name -> name + "@*")
            .toList();
    String byHand = "choose the allowed actions under Settings, Actions";
    Step selected =
        Step.of("only chosen actions run", get(place))
            .thereIf(answer -> !answer.text("allowed_actions").equals("all"))
            .makes(send("PUT", place, object("enabled", true, "allowed_actions", "selected")))
            .learns((answer, facts) -> facts.put("actions", allowed(answer)))
            .permittedBy("the permission Administration (write), or the scope repo")
            .orByHand(byHand);
    Step chosen =
        Step.of("actions that the workflows use", get(place + "/selected-actions"))
            .thereIf(answer -> names(answer).containsAll(patterns) && ownActions(answer))
            .makes(
                send(
                    "PUT",
                    place + "/selected-actions",
                    object(
                        "github_owned_allowed", true,
                        "verified_allowed", false,
                        "patterns_allowed", array(patterns))))
            .onlyWhen("actions", "selected")
            .permittedBy("the permission Administration (write), or the scope repo")
            .orByHand(byHand + ": " + String.join(", ", patterns));
    Step token =
        Step.of("a workflow's token reads", get(place + "/workflow"))
            .thereIf(answer -> answer.text("default_workflow_permissions").equals("read"))
            .makes(send("PUT", place + "/workflow", object("default_workflow_permissions", "read")))
            .permittedBy("the permission Administration (write), or the scope repo")
            .orByHand("choose read permissions under Settings, Actions");
    return List.of(selected, chosen, token);
  }

  /** What was put has no answer: it is what was asked for. */
  private static String allowed(Answer answer) {
    String said = answer.text("allowed_actions");
    return said.isEmpty() ? "selected" : said;
  }

  private static List<String> names(Answer answer) {
    return answer.texts("patterns_allowed").toList();
  }

  private static boolean ownActions(Answer answer) {
    return answer.text("github_owned_allowed").equals("true");
  }
}
