package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.adopt.Adoption;
import io.github.mlopsmaven.fleet.FleetDirectory;
import io.github.mlopsmaven.fleet.FleetQuery;
import io.github.mlopsmaven.fleet.Pacer;
import io.github.mlopsmaven.generate.Admission;
import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.CommitSettings;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.git.JGitProjectPush;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.git.JGitTextMerge;
import io.github.mlopsmaven.git.JGitUpdateBranch;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.policy.Policy;
import io.github.mlopsmaven.policy.PolicyCheck;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.Proposal;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.Publisher;
import io.github.mlopsmaven.remote.AzureDevOpsFleet;
import io.github.mlopsmaven.remote.GitHubFleet;
import io.github.mlopsmaven.remote.Hosts;
import io.github.mlopsmaven.rules.AllChecks;
import io.github.mlopsmaven.servers.CredentialHelper;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.TransferProgress;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.status.StatusCheck;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.SignatureCheck;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.trust.TrustedSignatures;
import io.github.mlopsmaven.update.BrokenSyntax;
import io.github.mlopsmaven.update.UpdatePlanner;
import io.github.mlopsmaven.verify.RepositorySource;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.StagedProjectCheck;
import io.github.mlopsmaven.verify.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** Puts the rooms together: the only place that makes adapters. */
final class Wiring {

  /** A connection that takes longer does not come about. */
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private final MavenArtifacts artifacts;
  private final MavenEnvironment environment;
  private final TransferProgress progress;
  private final Path cacheDirectory;
  private final long maxTransfer;
  private final Duration timeout;
  private final String version;

  Wiring(
      MavenSession session,
      SettingsDecrypter decrypter,
      RepositorySystem repositorySystem,
      TransferProgress progress,
      Path cacheDirectory,
      long maxTransfer,
      Duration timeout,
      String version) {
    this.artifacts = new MavenArtifacts(session, repositorySystem, timeout, maxTransfer);
    this.environment = new MavenEnvironment(session, decrypter);
    this.progress = progress;
    this.cacheDirectory = cacheDirectory;
    this.maxTransfer = maxTransfer;
    this.timeout = timeout;
    this.version = version;
  }

  /**
   * How a server is reached.
   *
   * @param serverId the login to use, if not the host's
   */
  GitAccess access(Optional<String> serverId) {
    return access(serverId.orElse(null));
  }

  /** Templates and projects, where they are. */
  TemplatePlaces templates() {
    return new TemplatePlaces(artifacts, this::access, progress, cacheDirectory, version);
  }

  private GitAccess access(@Nullable String serverId) {
    return environment
        .access(serverId, progress, maxTransfer)
        .withTimeouts(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT, timeout);
  }

  /**
   * The generator.
   *
   * @param questions asked for what is missing
   * @param remoteServerId the login to push with, if not the host's
   * @param check looks at the finished project
   * @param around what is put around the project's repository
   */
  ProjectGenerator projectGenerator(
      Questions questions,
      Optional<String> remoteServerId,
      ProjectCheck check,
      UnaryOperator<ProjectRepository> around) {
    ProjectRepository repository = new JGitProjectRepository(access(remoteServerId.orElse(null)));
    return new ProjectGenerator(around.apply(repository), questions, check);
  }

  /**
   * The use case of {@code mlops:status}.
   *
   * @param requests says what to ask the template for
   */
  StatusCheck statusCheck(RecordedRequest requests) {
    ProjectGenerator generator =
        projectGenerator(
            Questions.NONE, Optional.empty(), ProjectCheck.NONE, UnaryOperator.identity());
    return new StatusCheck(generator, requests);
  }

  /** The use case of {@code mlops:adopt}. */
  Adoption adoption() {
    return new Adoption(
        projectGenerator(
            Questions.NONE, Optional.empty(), ProjectCheck.NONE, UnaryOperator.identity()));
  }

  /**
   * The branch of an update, until it is closed.
   *
   * @param get the branch
   */
  record Branch(JGitUpdateBranch get) implements AutoCloseable {

    @Override
    public void close() {
      get.close();
    }
  }

  /**
   * The branch of an update.
   *
   * @param project the project's folder
   * @param access how its remote is reached
   */
  Branch updateBranch(Path project, GitAccess access) {
    return new Branch(new JGitUpdateBranch(project, access));
  }

  /**
   * The branch of an update of a repository that is not checked out.
   *
   * @param url its git URL, as {@link #repository} was given it
   * @param commit what the update was planned on
   * @param branch the branch that names it
   * @param access how it is reached
   */
  Branch updateBranch(String url, String commit, String branch, GitAccess access) {
    return new Branch(JGitUpdateBranch.ofRemote(url, commit, branch, fleetCache(), access));
  }

  /**
   * The newest commit of a repository that is not checked out. Projects have a cache of their own:
   * it holds what is nobody's template.
   *
   * @param url its git URL
   * @param access how it is reached
   */
  TemplateSource repository(String url, GitAccess access) {
    return new GitTemplateSource(url, Optional.empty(), fleetCache(), access);
  }

  private Path fleetCache() {
    return cacheDirectory.resolve("projects");
  }

  /**
   * The repositories of an organization or project.
   *
   * @param host where
   * @param query which
   */
  FleetDirectory fleet(Host host, FleetQuery query) {
    return query.host().equals(Hosts.GITHUB)
        ? new GitHubFleet(host.connection(), query.owner(), query.topic(), query.search())
        : new AzureDevOpsFleet(host.connection(), query.owner());
  }

  /** Keeps a run from asking too much of a server. */
  Pacer pacer() {
    return new Pacer(Wiring::sleep, () -> System.nanoTime() / 1_000_000);
  }

  /**
   * Decides what an update writes.
   *
   * @param requests says what to ask the template for
   * @param questions asked for what the template has newly
   * @param admission says which newer states may be taken
   */
  UpdatePlanner updatePlanner(RecordedRequest requests, Questions questions, Admission admission) {
    ProjectGenerator generator =
        projectGenerator(
            questions,
            Optional.empty(),
            projectCheck(List.of(), Optional.empty(), false),
            UnaryOperator.identity());
    return new UpdatePlanner(
        generator,
        generator.admitting(admission),
        requests,
        new JGitTextMerge(),
        new BrokenSyntax(syntaxCheck()));
  }

  /** Who commits, as git's configuration of the user says. */
  Optional<ProjectRepository.Author> user() {
    return CommitSettings.ofUser(environment.access(null, progress, maxTransfer)).author();
  }

  /**
   * A branch that is proposed to be merged.
   *
   * @param host where
   * @param repository of which repository
   */
  Proposal proposal(Host host, Publication repository) {
    return new Proposal(host, repository, Wiring::sleep);
  }

  /**
   * The use case of {@code mlops:update}.
   *
   * @param project the project's folder
   * @param requests says what to ask the template for
   * @param questions asked for what the template has newly
   * @param admission says which newer states may be taken
   */
  Updating updating(
      Path project, RecordedRequest requests, Questions questions, Admission admission) {
    return new Updating(
        project,
        updatePlanner(requests, questions, admission),
        () -> CommitSettings.read(project, environment.access(null, progress, maxTransfer)));
  }

  /**
   * Judges projects.
   *
   * @param named the policies
   */
  PolicyCheck policyCheck(List<NamedPolicy> named) {
    PolicyFiles files = new PolicyFiles(artifacts);
    Mistakes mistakes = new Mistakes();
    List<Policy> policies =
        named.stream()
            .flatMap(each -> mistakes.reading(() -> files.read(each)).stream())
            .distinct()
            .toList();
    mistakes.refuse("the policy");
    return new PolicyCheck(policies, LocalDate.now(ZoneOffset.UTC), version);
  }

  /** Looks at signatures of templates. */
  SignatureCheck signatures() {
    return new TrustedSignatures();
  }

  /**
   * The hosts.
   *
   * @param serverId the login to use, if not the host's
   * @param interactive whether a person sits there, whom a credential helper may ask
   */
  Hosts hosts(Optional<String> serverId, boolean interactive) {
    GitAccess access = access(serverId.orElse(null));
    Hosts.LoginSources sources =
        new Hosts.LoginSources(
            access.lookups().named(),
            host -> environment.gitHubApp(serverId.orElse(null), host),
            System.getenv(),
            interactive
                ? new CredentialHelper(timeout.multipliedBy(3))::find
                : host -> Optional.empty());
    return new Hosts(access, sources, Wiring::sleep);
  }

  /** Finds the values of secrets. */
  Function<String, Optional<String>> secrets() {
    return environment::secret;
  }

  /**
   * A publisher.
   *
   * @param access how the host's git server is reached
   */
  Publisher publisher(GitAccess access) {
    return new Publisher(new JGitProjectPush(access), Wiring::sleep);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("the run was stopped while it waited", "run it again", e);
    }
  }

  /** The check of merged files: the others are expensive, and nobody hears what they find. */
  private ProjectCheck syntaxCheck() {
    return new StagedProjectCheck(
        AllChecks.list().stream()
            .filter(
                one -> one.rules().stream().map(Rule::id).anyMatch(BrokenSyntax.RULES::contains))
            .toList(),
        List.of(),
        repositories(Optional.empty()),
        DirectorySource::new,
        false);
  }

  /**
   * The check of a project in staging.
   *
   * @param settings what the user says about rules
   * @param url where the pipeline templates are read from, if not from GitHub
   * @param refuses whether a project with errors is refused
   */
  ProjectCheck projectCheck(List<RuleSetting> settings, Optional<String> url, boolean refuses) {
    return new StagedProjectCheck(
        AllChecks.list(), settings, repositories(url), DirectorySource::new, refuses);
  }

  /**
   * The use case of {@code mlops:verify} and {@code mlops:verify-template}.
   *
   * @param settings what the user says about rules
   * @param url where the pipeline templates are read from, if not from GitHub
   */
  Verification verification(List<RuleSetting> settings, Optional<String> url) {
    return new Verification(AllChecks.list(), settings, repositories(url));
  }

  private RepositorySource repositories(Optional<String> url) {
    return (name, ref) ->
        templates()
            .git(
                url.map(text -> text.replace("{repository}", name))
                    .orElse("https://github.com/" + name),
                ref,
                Optional.empty());
  }
}
