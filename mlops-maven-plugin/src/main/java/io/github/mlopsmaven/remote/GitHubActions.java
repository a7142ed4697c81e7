package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.get;
import static io.github.mlopsmaven.publish.Call.part;
import static io.github.mlopsmaven.publish.Call.send;
import static io.github.mlopsmaven.remote.Json.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.needs.Setting;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishSettings;
import io.github.mlopsmaven.publish.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the workflows of a project need of GitHub Actions, as steps. */
final class GitHubActions {

  /** What a person replaces in a command. */
  static final String ANY_VALUE = " --body VALUE";

  private final GitHubSite site;
  private final String root;
  private final Publication project;
  private final PublishSettings settings;

  /**
   * Takes a project.
   *
   * @param site where it is published
   */
  GitHubActions(GitHubSite site, Publication project) {
    this.site = site;
    this.root = GitHubHost.root(project);
    this.project = project;
    this.settings = project.settings();
  }

  /** The topics that were asked for, else what the project is about. */
  static List<String> topics(Publication project) {
    if (!project.settings().repository().topics().isEmpty()) {
      return project.settings().repository().topics();
    }
    Set<String> topics = new TreeSet<>(List.of("azure-machine-learning", "mlops"));
    project.lock().selection().values().values().stream()
        .map(text -> text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
        .filter(text -> text.matches("[a-z0-9][a-z0-9-]{0,49}"))
        .forEach(topics::add);
    return List.copyOf(topics);
  }

  /**
   * Environments: those of production with reviewers, and all but those that show pull requests
   * what they would change for main only.
   */
  List<Step> environments() {
    List<Step> steps = new ArrayList<>();
    if (project.workflows().environments().stream().anyMatch(StageName::isProduction)) {
      settings.deployments().reviewers().forEach(reviewer -> steps.add(reviewer(reviewer)));
    }
    for (String name : project.workflows().environments()) {
      steps.add(environment(name));
      if (StageName.onlyMain(name)) {
        steps.add(mainOnly(name));
      }
    }
    return steps;
  }

  private Step reviewer(String name) {
    boolean team = name.startsWith("team:");
    String plain = name.substring(name.indexOf(':') + 1);
    String path =
        team ? "/orgs/" + part(project.owner()) + "/teams/" + part(plain) : "/users/" + part(plain);
    return Step.of("reviewer " + name, get(path))
        .learns((answer, facts) -> facts.put("reviewer " + name, answer.text("id")))
        .permittedBy(team ? "the permission Members (read), or the scope read:org" : "")
        .orByHand("check -Dmlops.reviewers, and add reviewers under Settings, Environments");
  }

  private Step environment(String name) {
    JsonObject body = new JsonObject();
    if (StageName.isProduction(name)) {
      JsonArray reviewers = new JsonArray();
      for (String reviewer : settings.deployments().reviewers()) {
        String type = reviewer.startsWith("team:") ? "Team" : "User";
        reviewers.add(object("type", type, "id", "{#reviewer " + reviewer + "}"));
      }
      if (!reviewers.isEmpty()) {
        body.add("reviewers", reviewers);
      }
    }
    if (StageName.onlyMain(name)) {
      body.add(
          "deployment_branch_policy",
          object("protected_branches", false, "custom_branch_policies", true));
    }
    return Step.of("environment " + name, get(place(name)))
        .makes(send("PUT", place(name), body))
        .learns((answer, facts) -> facts.put("branches of " + name, policy(answer)))
        .permittedBy("the permission Administration (write), or the scope repo")
        .orByHand("create it under Settings, Environments");
  }

  private static String policy(Answer answer) {
    return answer.text("deployment_branch_policy", "custom_branch_policies").equals("true")
        ? "chosen"
        : "not chosen";
  }

  private Step mainOnly(String name) {
    String policies = place(name) + "/deployment-branch-policies";
    return Step.of("only main deploys to " + name, get(policies))
        .thereIf(
            answer ->
                answer
                    .items("branch_policies")
                    .anyMatch(policy -> Answer.text(policy, "name").equals("main")))
        .makes(
            send("POST", policies, object("name", "main"))
                .onlyWhen("branches of " + name, "chosen"))
        .permittedBy("the permission Administration (write), or the scope repo")
        .orByHand("choose main under Settings, Environments, " + name);
  }

  private String place(String environment) {
    return root + "/environments/" + part(environment);
  }

  /** The variables whose values were given. */
  List<Step> variables() {
    return keys(project.workflows().variables())
        .flatMap(
            key ->
                Optional.ofNullable(settings.deployments().variables().get(key.text()))
                    .map(value -> variable(key, value))
                    .stream())
        .toList();
  }

  /**
   * Where a setting is kept.
   *
   * @param environment empty for the repository
   */
  private record Key(String environment, String name) {

    String text() {
      return environment.isEmpty() ? name : environment + "." + name;
    }
  }

  /** One key for each place that a setting is read from. */
  private static Stream<Key> keys(List<Setting> settings) {
    return settings.stream()
        .flatMap(
            setting ->
                setting.environments().isEmpty()
                    ? Stream.of(new Key("", setting.name()))
                    : setting.environments().stream().map(e -> new Key(e, setting.name())));
  }

  private Step variable(Key key, String value) {
    String all =
        key.environment().isEmpty()
            ? root + "/actions/variables"
            : place(key.environment()) + "/variables";
    return Step.of("variable " + key.text(), get(all + "/" + part(key.name())))
        .makes(send("POST", all, object("name", key.name(), "value", value)))
        .remarks(
            answer ->
                answer.text("value").equals(value)
                    ? Optional.empty()
                    : Optional.of("it has another value; left as it is"))
        .permittedBy("the permission Variables (write), or the scope repo")
        .orByHand(command("variable", key) + ANY_VALUE);
  }

  /** The secrets whose values are found. */
  List<Step> secrets() {
    Optional<Function<String, Optional<String>>> values = settings.deployments().secrets();
    return values.isEmpty()
        ? List.of()
        : keys(project.workflows().secrets())
            .flatMap(
                key -> values.get().apply(key.text()).map(value -> secret(key, value)).stream())
            .toList();
  }

  private Step secret(Key key, String value) {
    String all =
        key.environment().isEmpty()
            ? root + "/actions/secrets"
            : place(key.environment()) + "/secrets";
    String place = all + "/" + part(key.name());
    String sealed = "sealed " + key.text();
    String keyId = "key of " + key.text();
    return Step.of("secret " + key.text(), get(place))
        .makes(
            get(all + "/public-key"),
            send(
                "PUT",
                place,
                object("encrypted_value", "{" + sealed + "}", "key_id", "{" + keyId + "}")))
        .learns(
            (answer, facts) -> {
              if (!answer.text("key").isEmpty()) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                SealedBox.seal(answer.text("key"), bytes).ifPresent(box -> facts.put(sealed, box));
                facts.put(keyId, answer.text("key_id"));
              }
            })
        .permittedBy("the permission Secrets (write), or the scope repo")
        .orByHand(command("secret", key));
  }

  private String command(String kind, Key key) {
    return "gh "
        + kind
        + " set "
        + key.name()
        + " --repo "
        + site.slug(project)
        + (key.environment().isEmpty() ? "" : " --env " + AzureCli.quoted(key.environment()));
  }

  /** What was not asked for or not given, each as the command that a person types. */
  List<String> open() {
    List<String> items = new ArrayList<>();
    keys(project.workflows().variables())
        .filter(key -> !settings.deployments().variables().containsKey(key.text()))
        .forEach(key -> items.add(command("variable", key) + ANY_VALUE));
    keys(project.workflows().secrets())
        .filter(
            key ->
                settings
                    .deployments()
                    .secrets()
                    .flatMap(values -> values.apply(key.text()))
                    .isEmpty())
        .forEach(key -> items.add(command("secret", key)));
    return items;
  }
}
