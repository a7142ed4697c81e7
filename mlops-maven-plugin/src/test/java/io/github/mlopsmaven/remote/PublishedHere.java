package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.JGitProjectPush;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.publish.DeploymentSettings;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.HostConnection;
import io.github.mlopsmaven.publish.NewRepository;
import io.github.mlopsmaven.publish.ProjectPush;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.PublishRequest;
import io.github.mlopsmaven.publish.PublishSettings;
import io.github.mlopsmaven.publish.PublishedProject;
import io.github.mlopsmaven.publish.Publisher;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.testkit.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A project of the built-in template, and what brings it to a host on this machine. */
public final class PublishedHere {

  /** The login of the tests. */
  public static final String TOKEN = "t0ken-of-the-test";

  private final Path directory;
  private final Hosts.Reached<?> reached;
  private final List<Long> pauses = new ArrayList<>();

  PublishedHere(Path directory, String remote, String url, String owner) {
    this.directory = directory;
    this.reached = hosts(pauses::add).find(remote, Optional.of(url), Optional.of(owner));
  }

  /** The same for a GitHub App in place of a token. */
  PublishedHere(Path directory, String url, String owner, GitHubApp app) {
    this.directory = directory;
    Hosts.LoginSources sources =
        new Hosts.LoginSources(
            host -> Optional.empty(),
            host -> Optional.of(app),
            Map.of("GITHUB_TOKEN", "of-nobody", "GH_ENTERPRISE_TOKEN", "of-nobody"),
            host -> Optional.empty());
    this.reached =
        new Hosts(GitAccess.standard(), sources, pauses::add)
            .find("github", Optional.of(url), Optional.of(owner));
  }

  /** The hosts, with the login of the tests. */
  public static Hosts hosts(HostConnection.Pause pause) {
    Hosts.LoginSources sources =
        new Hosts.LoginSources(
            host -> Optional.of(new Credentials("", TOKEN)),
            host -> Optional.empty(),
            Map.of(),
            host -> Optional.empty());
    return new Hosts(GitAccess.standard(), sources, pause);
  }

  /** Generates a project in a folder, as a user gets it. */
  public static Path generate(Path parent, String name, String orchestration, String owner) {
    GenerateRequest request =
        new GenerateRequest(
            new DirectorySource(Path.of("../mlops-archetype-catalog/template/src")),
            Map.of(
                "orchestration", orchestration,
                "project_type", "classical",
                "mlops_version", "aml-cli-v2",
                "infrastructure_version", "terraform"),
            false,
            parent,
            ProjectName.parse(name),
            Optional.of(owner),
            Map.of(),
            Optional.empty(),
            Optional.of(new Author("Anna", "anna@example.com")),
            Optional.empty(),
            true,
            Limits.DEFAULT,
            "0");
    return new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE)
        .generate(request)
        .directory();
  }

  /** Adds a pipeline in the accelerator's way, whose steps are in another repository. */
  static void callTemplates(Path project) throws IOException {
    Files.writeString(
        project.resolve("pipelines/calls-templates.yml"),
        """
        trigger: none
        variables:
          - group: aml-secrets
        resources:
          repositories:
            - {repository: mlops-templates, name: mlops-templates, type: git, ref: main}
        steps:
          - template: templates/run.yml@mlops-templates
        """);
  }

  /** Says that the project was made from the accelerator's template, whose templates are known. */
  static void fromTheAccelerator(Path project) throws IOException {
    Path lock = project.resolve(".mlops/project.yml");
    String text = Files.readString(lock);
    Files.writeString(
        lock, text.replaceFirst("(?m)^  descriptor: .*$", "  descriptor: \"azure-mlops-v2\""));
  }

  /** Adds a workflow that reads secrets: of the repository, and of an environment. */
  static void readSecrets(Path project) throws IOException {
    Files.writeString(project.resolve(".github/workflows/reads-secrets.yml"), Planted.WORKFLOW);
  }

  /** Everything that can be asked for. */
  static PublishSettings everything(boolean pullRequest) {
    Set<PublishFeature> features =
        EnumSet.complementOf(EnumSet.of(PublishFeature.PUSH_OVER_SSH, PublishFeature.PULL_REQUEST));
    if (pullRequest) {
      features.add(PublishFeature.PULL_REQUEST);
    }
    return new PublishSettings(
        features,
        new NewRepository("internal", Optional.of("Fares"), List.of("fares", "mlops")),
        new DeploymentSettings(
            List.of("alice", "team:platform"),
            Map.of("RETRAIN", "true", "prod.AZURE_CLIENT_ID", "id-of-prod"),
            Optional.of(name -> Optional.of("s3cret-of-" + name))),
        Optional.empty(),
        Optional.empty());
  }

  List<Long> pauses() {
    return pauses;
  }

  Host host() {
    return reached.destination().host().orElseThrow();
  }

  PublishRequest request(PublishSettings settings) {
    return new PublishRequest(
        directory,
        reached.destination(),
        Optional.empty(),
        settings,
        false,
        "mvn mlops:publish AGAIN");
  }

  Publisher publisher() {
    return new Publisher(new JGitProjectPush(reached.push()), pauses::add);
  }

  PublishedProject publish(PublishSettings settings) {
    return publisher().publish(request(settings));
  }

  /** Publishes with a connection and a push that may be something else around the real ones. */
  PublishedProject publish(
      PublishSettings settings, UnaryOperator<Host> host, UnaryOperator<ProjectPush> push) {
    PublishRequest real = request(settings);
    PublishRequest other =
        new PublishRequest(
            real.directory(),
            host.apply(host()),
            real.owner(),
            real.settings(),
            real.offline(),
            real.again());
    return new Publisher(push.apply(new JGitProjectPush(reached.push())), pauses::add)
        .publish(other);
  }
}
