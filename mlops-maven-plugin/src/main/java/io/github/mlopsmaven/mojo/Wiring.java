package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.adopt.Adoption;
import io.github.mlopsmaven.adopt.FolderHistory;
import io.github.mlopsmaven.adopt.ProjectHistory;
import io.github.mlopsmaven.adopt.VersionHistory;
import io.github.mlopsmaven.fleet.FleetDirectory;
import io.github.mlopsmaven.fleet.FleetQuery;
import io.github.mlopsmaven.fleet.Pacer;
import io.github.mlopsmaven.generate.Admission;
import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.CommitSettings;
import io.github.mlopsmaven.git.CredentialHelper;
import io.github.mlopsmaven.git.GitAccess;
import io.github.mlopsmaven.git.GitTemplateAge;
import io.github.mlopsmaven.git.GitTemplateHistory;
import io.github.mlopsmaven.git.GitTemplateLog;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.git.JGitProjectChange;
import io.github.mlopsmaven.git.JGitProjectHistory;
import io.github.mlopsmaven.git.JGitProjectPush;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.git.JGitProjectState;
import io.github.mlopsmaven.git.JGitTextMerge;
import io.github.mlopsmaven.git.JGitUpdateBranch;
import io.github.mlopsmaven.git.TransferProgress;
import io.github.mlopsmaven.git.WorkTreeSource;
import io.github.mlopsmaven.io.ArchiveSource;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.policy.Policy;
import io.github.mlopsmaven.policy.PolicyCheck;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.Proposal;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.Publisher;
import io.github.mlopsmaven.remote.AzureDevOpsFleet;
import io.github.mlopsmaven.remote.GitHubFleet;
import io.github.mlopsmaven.remote.Hosts;
import io.github.mlopsmaven.rules.AllChecks;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.status.StatusCheck;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.SignatureCheck;
import io.github.mlopsmaven.template.Subdirectory;
import io.github.mlopsmaven.template.TemplateHistory;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.trust.TrustedSignatures;
import io.github.mlopsmaven.update.BrokenSyntax;
import io.github.mlopsmaven.update.ProjectChange;
import io.github.mlopsmaven.update.ProjectState;
import io.github.mlopsmaven.update.ProjectUpdate;
import io.github.mlopsmaven.update.TemplateLog;
import io.github.mlopsmaven.update.UpdatePlanner;
import io.github.mlopsmaven.verify.RepositorySource;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.StagedProjectCheck;
import io.github.mlopsmaven.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
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
    this.artifacts = new MavenArtifacts(session, repositorySystem);
    this.environment = new MavenEnvironment(session, decrypter);
    this.progress = progress;
    this.cacheDirectory = cacheDirectory;
    this.maxTransfer = maxTransfer;
    this.timeout = timeout;
    this.version = version;
  }

  /**
   * A template.
   *
   * @param location where it is
   * @param ref the branch, tag or commit id, for a template in git
   * @param serverId the login to use, if not the host's
   */
  TemplateSource template(
      TemplateLocation location, Optional<String> ref, Optional<String> serverId) {
    if (location instanceof TemplateLocation.Git git) {
      return git(git.url(), ref, serverId.orElse(null));
    }
    if (location instanceof TemplateLocation.Folder folder) {
      Path path = folder.path();
      if (isBareRepository(path) || (ref.isPresent() && hasRepository(path))) {
        return GitTemplateSource.ofFolder(path, ref, cacheDirectory, access(serverId.orElse(null)));
      }
      requireNoRef(ref, "a folder that is not a git repository");
      return hasRepository(path) ? new WorkTreeSource(path) : new DirectorySource(path);
    }
    if (location instanceof TemplateLocation.Coordinates coordinates) {
      requireNoRef(ref, "a Maven artifact, whose version is in its coordinates");
      MavenArtifacts.Resolved found = artifacts.resolve(coordinates);
      if (found.isMoving()) {
        progress.info(
            coordinates.withoutVersion()
                + ":"
                + found.version()
                + " is installed on this machine only: elsewhere the same version may be another"
                + " template");
      }
      return new ArchiveSource(found.file(), coordinates.withoutVersion(), found.version());
    }
    requireNoRef(ref, "the built-in template, whose version is the plugin's");
    Path builtin = BuiltinTemplate.location();
    return Files.isDirectory(builtin)
        ? new DirectorySource(
            builtin,
            new TemplateOrigin(
                BuiltinTemplate.NAME, Optional.empty(), Optional.empty(), Optional.of(version)))
        : new ArchiveSource(builtin, BuiltinTemplate.NAME, version);
  }

  /**
   * How a server is reached.
   *
   * @param serverId the login to use, if not the host's
   */
  GitAccess access(Optional<String> serverId) {
    return access(serverId.orElse(null));
  }

  private GitAccess access(@Nullable String serverId) {
    return environment
        .access(serverId, progress, maxTransfer)
        .withTimeouts(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT, timeout);
  }

  /**
   * One of several templates of a source.
   *
   * @param source all of them
   * @param path its directory
   */
  TemplateSource below(TemplateSource source, String path) {
    return new Subdirectory(source, path);
  }

  private TemplateSource git(String url, Optional<String> ref, @Nullable String serverId) {
    return new GitTemplateSource(url, ref, cacheDirectory, access(serverId));
  }

  private static boolean hasRepository(Path folder) {
    return Files.exists(folder.resolve(".git"));
  }

  private static boolean isBareRepository(Path folder) {
    return Files.isRegularFile(folder.resolve("HEAD"))
        && Files.isDirectory(folder.resolve("objects"))
        && Files.isDirectory(folder.resolve("refs"));
  }

  private static void requireNoRef(Optional<String> ref, String what) {
    if (ref.isPresent()) {
      throw new UsageException(
          "templateRef '" + ref.get() + "' is given for " + what,
          "omit -Dmlops.templateRef, or name a git repository with -Dmlops.template");
    }
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

  /**
   * The built-in template at a version.
   *
   * @param wanted the version; another than the plugin's is resolved as a Maven artifact
   */
  TemplateSource builtin(String wanted) {
    if (wanted.equals(version)) {
      return template(new TemplateLocation.Builtin(), Optional.empty(), Optional.empty());
    }
    return () ->
        new ArchiveSource(
                artifacts.resolve(TemplateLocation.Coordinates.builtin(wanted)).file(),
                BuiltinTemplate.NAME,
                wanted)
            .open();
  }

  /**
   * All states of a template.
   *
   * @param location where it is
   * @param ref only those of this branch or tag, or this one commit, for a template in git
   * @param serverId the login to use, if not the host's
   */
  TemplateHistory history(
      TemplateLocation location, Optional<String> ref, Optional<String> serverId) {
    GitTemplateHistory.Function source =
        commit -> template(location, Optional.of(commit), serverId);
    if (location instanceof TemplateLocation.Git git) {
      return GitTemplateHistory.of(
          git.url(), ref, cacheDirectory, access(serverId.orElse(null)), source);
    }
    if (location instanceof TemplateLocation.Folder folder
        && (isBareRepository(folder.path()) || hasRepository(folder.path()))) {
      return GitTemplateHistory.ofFolder(folder.path(), ref, source);
    }
    Map<String, TemplateSource> versions = new LinkedHashMap<>();
    if (location instanceof TemplateLocation.Coordinates at && at.isRange()) {
      requireNoRef(ref, "a Maven artifact, whose version is in its coordinates");
      for (String each : artifacts.versions(at)) {
        TemplateLocation one = at.withVersion(each);
        versions.put(each, () -> template(one, Optional.empty(), Optional.empty()).open());
      }
    } else if (location instanceof TemplateLocation.Builtin) {
      versions.put(version, template(location, ref, serverId));
      for (String each : artifacts.versions(TemplateLocation.Coordinates.builtin("[0,)"))) {
        versions.putIfAbsent(each, builtin(each));
      }
    } else {
      versions.put("as it is", template(location, ref, serverId));
    }
    return new VersionHistory(versions);
  }

  /**
   * How far a template has gone on.
   *
   * @param location where it is
   * @param ref what a project of it is compared with
   * @param serverId the login to use, if not the host's
   */
  TemplateAge age(TemplateLocation location, Optional<String> ref, Optional<String> serverId) {
    if (location instanceof TemplateLocation.Git git) {
      return new GitTemplateAge(git.url(), ref, cacheDirectory, access(serverId.orElse(null)));
    }
    if (location instanceof TemplateLocation.Folder folder
        && (isBareRepository(folder.path()) || hasRepository(folder.path()))) {
      return new GitTemplateAge(
          folder.path().toUri().toString(), ref, cacheDirectory, GitAccess.standard());
    }
    if (location instanceof TemplateLocation.Coordinates at) {
      return new ArtifactAge(artifacts.versions(at.withVersion("(" + at.version() + ",)")));
    }
    return TemplateAge.UNKNOWN;
  }

  /**
   * Whether a state of a template is older than another, and how much.
   *
   * @param from what the project has
   * @param to what it would get
   * @param age counts commits
   * @return a sentence; empty where it is not older, or nobody knows
   */
  Optional<String> older(TemplateOrigin from, TemplateOrigin to, Supplier<TemplateAge> age) {
    if (from.version().isPresent() && to.version().isPresent()) {
      boolean older =
          new DefaultArtifactVersion(to.version().get())
                  .compareTo(new DefaultArtifactVersion(from.version().get()))
              < 0;
      return older
          ? Optional.of(to.version().get() + " comes before " + from.version().get())
          : Optional.empty();
    }
    if (from.commit().isEmpty() || to.commit().isEmpty() || from.commit().equals(to.commit())) {
      return Optional.empty();
    }
    return age.get()
        .behind(to.commit().get(), from.commit().get())
        .filter(back -> !back.diverged() && back.commits() > 0)
        .map(
            back ->
                to.revision()
                    + " is "
                    + back.commits()
                    + (back.commits() == 1 ? " commit" : " commits")
                    + " before "
                    + from.revision());
  }

  /** Versions of an artifact instead of commits. */
  private record ArtifactAge(List<String> newer) implements TemplateAge {

    @Override
    public Optional<Behind> behind(String recorded, String newest) {
      return Optional.empty();
    }

    @Override
    public Optional<String> newerRelease(String recorded) {
      return newer.stream().filter(each -> !each.endsWith("-SNAPSHOT")).findFirst();
    }

    @Override
    public Optional<Instant> asOf() {
      return Optional.empty();
    }
  }

  /** A project's commits; its files on disk where it has none. */
  ProjectHistory projectHistory(Path folder) {
    try {
      return new JGitProjectHistory(folder);
    } catch (UsageException e) {
      return new FolderHistory(project(folder).open());
    }
  }

  /** The use case of {@code mlops:adopt}. */
  Adoption adoption() {
    return new Adoption(
        projectGenerator(
            Questions.NONE, Optional.empty(), ProjectCheck.NONE, UnaryOperator.identity()));
  }

  /** What an update of one project needs. */
  final class Updating implements AutoCloseable {

    private final Path project;
    private final JGitProjectChange change;
    private final ProjectUpdate update;
    private Optional<JGitProjectState> state = Optional.empty();

    private Updating(
        Path project, RecordedRequest requests, Questions questions, Admission admission) {
      this.project = project;
      this.change = new JGitProjectChange(project);
      ProjectRepository repository =
          new JGitProjectRepository(environment.access(null, progress, maxTransfer));
      ProjectCheck check = projectCheck(List.of(), Optional.empty(), false);
      ProjectGenerator generator = new ProjectGenerator(repository, questions, check);
      UpdatePlanner planner =
          new UpdatePlanner(
              generator,
              generator.admitting(admission),
              requests,
              new JGitTextMerge(),
              new BrokenSyntax(syntaxCheck()));
      this.update = new ProjectUpdate(planner, change);
    }

    ProjectUpdate update() {
      return update;
    }

    /** Opens the project as it is committed. */
    ProjectState state() {
      JGitProjectState opened = new JGitProjectState(project);
      state = Optional.of(opened);
      return opened;
    }

    /** Who commits, as git's configuration says. */
    ProjectChange.Author author() {
      ProjectRepository.Author who =
          settings()
              .author()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "git does not know who commits: user.name and user.email are not set",
                          "add -Dmlops.author=\"NAME <EMAIL>\""));
      return new ProjectChange.Author(who.name(), who.email());
    }

    /** How commits are to be made. */
    CommitSettings settings() {
      return CommitSettings.read(project, environment.access(null, progress, maxTransfer));
    }

    @Override
    public void close() {
      state.ifPresent(JGitProjectState::close);
      change.close();
    }
  }

  /**
   * What the commits of a template say.
   *
   * @param url its git URL
   * @param serverId the login to use, if not the host's
   */
  TemplateLog templateLog(String url, Optional<String> serverId) {
    return new GitTemplateLog(url, cacheDirectory, access(serverId.orElse(null)));
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
   * @param admission says which newer states may be taken
   */
  UpdatePlanner updatePlanner(RecordedRequest requests, Admission admission) {
    ProjectGenerator generator =
        projectGenerator(
            Questions.NONE,
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
    return new Updating(project, requests, questions, admission);
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
        git(
            url.map(text -> text.replace("{repository}", name))
                .orElse("https://github.com/" + name),
            ref,
            null);
  }

  /** A project's folder: what git tracks or would track, where it is in a repository. */
  TemplateSource project(Path folder) {
    return WorkTreeSource.around(folder).orElseGet(() -> new DirectorySource(folder));
  }
}
