package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.git.JGitProjectPush;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.publish.DeploymentSettings;
import io.github.mlopsmaven.publish.PublishPlanText;
import io.github.mlopsmaven.publish.PublishRequest;
import io.github.mlopsmaven.publish.PublishSettings;
import io.github.mlopsmaven.publish.Publisher;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.HttpProxy;
import io.github.mlopsmaven.testkit.FakeAzureDevOps;
import io.github.mlopsmaven.testkit.FakeGitHub;
import io.github.mlopsmaven.testkit.FakeHost;
import io.github.mlopsmaven.testkit.ForwardProxy;
import io.github.mlopsmaven.testkit.Planted;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets are planted where users have them. Whatever happens at a host, none is in what a person
 * is told, in an exception with all its causes, or in a file.
 */
class PlantedSecretsTest {

  private static final String TOKEN = "pl4nted/t0ken=";
  private static final String PROXY = "pl4nted-pr0xy";
  private static final String IN_URL = "pl4nted-1n-url";
  private static final String VALUE = "pl4nted-v4lue";

  private static final Planted PLANTED =
      Planted.of(List.of(TOKEN, PROXY, IN_URL, VALUE, "pl4nted"), List.of("paul", "anna"));

  @TempDir Path temp;

  private Path project;
  private final List<String> said = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  @BeforeEach
  void generate() throws IOException {
    project = PublishedHere.generate(temp.resolve("p"), "fares", "github-actions", "contoso");
    PublishedHere.readSecrets(project);
  }

  private void publish(String remote, String url, GitAccess access, PublishSettings settings) {
    Hosts.LoginSources sources =
        new Hosts.LoginSources(
            host -> Optional.empty(),
            host -> Optional.empty(),
            Map.of("GH_ENTERPRISE_TOKEN", TOKEN, "AZURE_DEVOPS_EXT_PAT", TOKEN),
            host -> Optional.empty());
    String owner = remote.equals("azure-devops") ? "contoso/ML Platform" : "contoso";
    try {
      Hosts.Reached<?> reached =
          new Hosts(access, sources, millis -> {})
              .find(remote, Optional.of(url), Optional.of(owner));
      PublishRequest request =
          new PublishRequest(
              project, reached.destination(), Optional.of(owner), settings, false, "mvn AGAIN");
      Publisher publisher = new Publisher(new JGitProjectPush(reached.push()), millis -> {});
      PublishPlanText plan = new PublishPlanText(publisher.plan(request));
      said.addAll(plan.lines());
      said.add(plan.json());
      said.add(request + " " + reached + " " + sources + " " + settings);
      said.addAll(publisher.publish(request).lines());
    } catch (MlopsException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      failures.add(e.problem());
      said.add(trace.toString());
    }
  }

  private void publish(FakeHost host, String remote) {
    publish(remote, host.url(), GitAccess.standard(), settings());
  }

  private static PublishSettings settings() {
    PublishSettings all = PublishedHere.everything(true);
    return new PublishSettings(
        all.features(),
        all.repository(),
        new DeploymentSettings(
            all.deployments().reviewers(),
            all.deployments().variables(),
            Optional.of(name -> Optional.of(VALUE))),
        Optional.empty(),
        Optional.empty());
  }

  private void assertNothingFound() throws IOException {
    assertThat(said).isNotEmpty();
    assertThat(PLANTED.in(String.join("\n", said))).isEmpty();
    assertThat(PLANTED.below(project)).isEmpty();
  }

  @Test
  void success() throws IOException {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("hub"), TOKEN)) {
      publish(host, "github");
      publish(host, "github");
      assertThat(PLANTED.in(host.state().toString())).as("the search finds").contains(VALUE);
    }
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("azure"), TOKEN)) {
      project = PublishedHere.generate(temp.resolve("a"), "fares", "azure-devops", "contoso");
      publish(host, "azure-devops");
    }
    assertThat(failures).isEmpty();
    assertNothingFound();
  }

  @Test
  void aLoginInTheGitUrl() throws IOException {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("hub"), IN_URL)) {
      host.make("contoso", "fares");
      String url = host.url() + "/contoso/fares.git";
      for (String login : List.of("anna:" + IN_URL, IN_URL, "anna:wr0ng-pl4nted")) {
        publish(
            url.replace("://", "://" + login + "@"),
            "",
            GitAccess.standard(),
            PublishSettings.none());
      }
      publish("http://anna:" + IN_URL + "@127.0.0.1:1/x.git", "", GitAccess.standard(), settings());
    }
    assertThat(failures).as("a user name alone is not a login").hasSize(3);
    assertNothingFound();
  }

  /** Each answer repeats the login that it was sent. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 409, 422, 429, 500, 503, FakeHost.HANG_UP})
  void everyAnswer(int status) throws IOException {
    try (FakeGitHub hub = FakeGitHub.start(temp.resolve("hub"), TOKEN);
        FakeAzureDevOps azure = FakeAzureDevOps.start(temp.resolve("azure"), TOKEN)) {
      for (String method : List.of("GET", "POST", "PUT")) {
        hub.intercept(
            request ->
                request.method().equals(method) ? OptionalInt.of(status) : OptionalInt.empty());
        azure.intercept(
            request ->
                request.method().equals(method) ? OptionalInt.of(status) : OptionalInt.empty());
        publish(hub, "github");
        publish(azure, "azure-devops");
      }
    }
    assertThat(failures).isNotEmpty();
    assertNothingFound();
  }

  @Test
  void aPushThatAHookRefuses() throws IOException {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("hub"), TOKEN)) {
      Path hook = host.make("contoso", "fares").directory().resolve("hooks/pre-receive");
      Files.createDirectories(hook.getParent());
      Files.writeString(hook, "#!/bin/sh\nenv\nexit 1\n");
      hook.toFile().setExecutable(true);
      publish(host, "github");
    }
    assertThat(failures).hasSize(1);
    assertNothingFound();
  }

  @Test
  void hostsAndProxiesThatAreNotThere() throws IOException {
    String nowhere;
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("hub"), TOKEN);
        ForwardProxy proxy = ForwardProxy.start("paul:another")) {
      nowhere = host.url();
      Optional<Credentials> login = Optional.of(new Credentials("paul", PROXY));
      GitAccess behind =
          GitAccess.standard()
              .withProxies(List.of(new HttpProxy("http", "127.0.0.1", proxy.port(), login, "")));
      publish("github", nowhere, behind, settings());
    }
    GitAccess hasty =
        GitAccess.standard().withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(300));
    publish("github", nowhere, hasty, settings());
    publish("github", nowhere.replace("://", "://anna:" + IN_URL + "@"), hasty, settings());
    publish("github", "http://git.example.com/?token=" + IN_URL, hasty, settings());
    assertThat(failures).hasSize(4);
    assertNothingFound();
  }
}
