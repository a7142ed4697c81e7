package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.publish.DeploymentSettings;
import io.github.mlopsmaven.publish.NewRepository;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.PublishRequest;
import io.github.mlopsmaven.publish.PublishSettings;
import io.github.mlopsmaven.publish.Publisher;
import io.github.mlopsmaven.remote.Hosts;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that bring a project to a host have in common. */
abstract class AbstractPublishingMojo extends AbstractRemoteMojo {

  private static final List<String> VISIBILITIES = List.of("private", "internal", "public");

  /**
   * How the report is written: {@code text} or {@code json}. For scripts, write the JSON to a file
   * with {@code mlops.outputFile}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.format", defaultValue = "text")
  private String format = "text";

  /**
   * The file that the report is written to; the default is the console.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.outputFile")
  private @Nullable File outputFile;

  /**
   * Where to push the project: {@code github} or {@code azure-devops}, which creates its repository
   * there, or the git URL of an existing, empty repository. By default {@code generate} does not
   * push, and {@code publish} uses the hosting service that runs the project's pipelines.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.remote")
  private @Nullable String remote;

  /**
   * The owner on the hosting service: a GitHub organization or user, or an Azure DevOps {@code
   * organization/project}. The project's files and lock file record it, and {@code publish} uses it
   * by default.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.organization")
  private @Nullable String organization;

  /**
   * The id of the {@code <server>} in {@code settings.xml} to push with, and to use the host's API
   * with; the default is the one whose id is the host.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.remoteServerId")
  private @Nullable String remoteServerId;

  /**
   * The address of a GitHub Enterprise Server, as {@code https://HOST}; the default is {@code
   * https://github.com}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.githubUrl")
  private @Nullable String githubUrl;

  /**
   * The address of an Azure DevOps Server, without the collection, as {@code https://HOST/tfs}; the
   * default is {@code https://dev.azure.com}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.azureDevOpsUrl")
  private @Nullable String azureDevOpsUrl;

  /**
   * The visibility of a new repository on GitHub: {@code private} (the default), {@code internal}
   * or {@code public}. An existing repository keeps its own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.visibility", defaultValue = "private")
  private String visibility = "private";

  /**
   * The description of a new repository on GitHub; the default names the project's choices.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.description")
  private @Nullable String description;

  /**
   * The topics of the repository on GitHub, separated by commas, where it has none; the default is
   * {@code azure-machine-learning}, {@code mlops} and the project's choices.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.topics")
  private @Nullable String topics;

  /**
   * Whether to create the environments that the project's pipelines deploy to. Those whose name
   * ends in {@code prod} or {@code production} take deployments from {@code main} only, on GitHub.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.environments", defaultValue = "false")
  private boolean environments;

  /**
   * Who approves deployments to production on GitHub, separated by commas: names of users, and
   * {@code team:NAME} for teams of the organization. They are part of the environments that {@code
   * environments} creates.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.reviewers")
  private @Nullable String reviewers;

  /**
   * The variables that the workflows read, by {@code NAME}, or {@code ENVIRONMENT.NAME} for one of
   * an environment; on the command line {@code -Dmlops.variables.NAME=VALUE}. Existing variables
   * are kept. Do not put secrets here.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable Map<String, String> variables;

  /**
   * Whether to set the secrets that the workflows read, as far as their values are found: as the
   * password of a {@code <server>} in {@code settings.xml} whose id is {@code mlops.secret.NAME},
   * or in the environment variable {@code MLOPS_SECRET_NAME}. For a secret of an environment, NAME
   * is {@code ENVIRONMENT.NAME} (in a variable, {@code ENVIRONMENT_NAME} in capitals).
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.secrets", defaultValue = "false")
  private boolean secrets;

  /**
   * Whether {@code main} requires an approved pull request, on GitHub.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.protectBranch", defaultValue = "false")
  private boolean protectBranch;

  /**
   * Whether to allow only the actions that the workflows use and GitHub's own, with a read-only
   * token.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.actionsPermissions", defaultValue = "false")
  private boolean actionsPermissions;

  /**
   * Whether a repository that has content gets a branch with the project and a pull request. By
   * default, such a repository is refused.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.pullRequest", defaultValue = "false")
  private boolean pullRequest;

  /**
   * Whether to push to the host over SSH, with the user's keys and agent. The default is HTTPS,
   * with the credentials for the host's API.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.pushOverSsh", defaultValue = "false")
  private boolean pushOverSsh;

  /**
   * Whether to import the repository with the pipeline templates into the Azure DevOps project
   * where it is missing, from {@code pipelineTemplatesUrl}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.importPipelineTemplates", defaultValue = "false")
  private boolean importPipelineTemplates;

  /**
   * The git URL of the pipeline-templates repository, in place of {@code
   * https://github.com/OWNER/REPO}: of a mirror, or of a repository that is not on GitHub. {@code
   * {repository}} in it stands for {@code OWNER/REPO}. {@code generate} verifies the project
   * against it, and Azure DevOps imports from it, for which it must be {@code https}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.pipelineTemplatesUrl")
  private @Nullable String pipelineTemplatesUrl;

  /**
   * The folder of the pipelines in Azure DevOps; the default is the project's name. {@code /} is
   * the root folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.pipelineFolder")
  private @Nullable String pipelineFolder;

  /**
   * Whether to only print what would be done: the files of a project, and every call to a hosting
   * service, without sending any. {@code mlops.format=json} gives JSON.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.dryRun", defaultValue = "false")
  private boolean dryRun;

  /**
   * Policies that the project must meet, separated by commas: files, or Maven artifacts as {@code
   * groupId:artifactId:version}. Policies that parent POMs, active profiles of {@code settings.xml}
   * and the project's lock file name apply as well; none of them can be omitted or weakened.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.policy")
  private @Nullable String policy;

  /** A publisher, and what it is asked for. */
  record Publishing(Publisher publisher, PublishRequest request) {}

  /**
   * Holds the goal to the policies that count.
   *
   * @param atLeast what the command demands of signatures
   * @param folder the project's folder, or where it will be
   * @param lock the project's lock, if there is a project
   */
  final Policing policing(Wiring wiring, String atLeast, Path folder, Optional<ProjectLock> lock) {
    return policing(wiring, policy, atLeast, folder, lock);
  }

  /** A hosting service or a git URL; what is neither is a mistake. */
  final Optional<String> remote() {
    Optional<String> named = text("remote", remote, "remote");
    named.ifPresent(text -> mistakes().checking(() -> Hosts.requireRemote(text)));
    return named;
  }

  final Optional<String> organization() {
    return text("organization", organization, "github_org_name");
  }

  final Optional<String> remoteServerId() {
    return said("remoteServerId", remoteServerId);
  }

  final Optional<String> pipelineTemplatesUrl() {
    return said("pipelineTemplatesUrl", pipelineTemplatesUrl);
  }

  final boolean dryRun() {
    return said("dryRun", dryRun);
  }

  /**
   * Prepares to publish.
   *
   * @param to the host, or a git URL
   * @param directory the project
   * @param owner the owner at the host, if it is known
   */
  final Publishing publishing(String to, Path directory, Optional<String> owner) {
    Wiring wiring = wiring(Optional.empty(), Long.MAX_VALUE);
    Optional<String> url =
        to.equals(Hosts.GITHUB)
            ? said("githubUrl", githubUrl)
            : said("azureDevOpsUrl", azureDevOpsUrl);
    Hosts.Reached<?> reached = wiring.hosts(remoteServerId(), interactive()).find(to, url, owner);
    PublishSettings settings = settings(wiring.secrets());
    return new Publishing(
        wiring.publisher(reached.push()),
        new PublishRequest(
            directory,
            reached.destination(),
            owner,
            settings,
            // A git URL may be a place on this machine: the push itself knows.
            offline() && Hosts.isHost(to),
            GoOnCommand.of(to, directory, settings)
                .with("organization", owner)
                .with(to.equals(Hosts.GITHUB) ? "githubUrl" : "azureDevOpsUrl", url)
                .with("remoteServerId", remoteServerId())
                .with("pipelineTemplatesUrl", pipelineTemplatesUrl())
                .text()));
  }

  /** Publishes, and tells how it went. */
  final void publish(Publishing publishing) {
    publishing.publisher().publish(publishing.request()).lines().forEach(getLog()::info);
  }

  private PublishSettings settings(Function<String, Optional<String>> finder) {
    Set<PublishFeature> features = EnumSet.noneOf(PublishFeature.class);
    add(features, PublishFeature.ENVIRONMENTS, said("environments", environments));
    add(features, PublishFeature.PROTECTED_BRANCH, said("protectBranch", protectBranch));
    add(
        features,
        PublishFeature.ACTIONS_PERMISSIONS,
        said("actionsPermissions", actionsPermissions));
    add(features, PublishFeature.PULL_REQUEST, said("pullRequest", pullRequest));
    add(features, PublishFeature.PUSH_OVER_SSH, said("pushOverSsh", pushOverSsh));
    add(
        features,
        PublishFeature.PIPELINE_TEMPLATES_IMPORT,
        said("importPipelineTemplates", importPipelineTemplates));
    return new PublishSettings(
        features,
        new NewRepository(
            said("visibility", visibility).orElse("private"),
            said("description", description),
            list(said("topics", topics))),
        new DeploymentSettings(
            list(said("reviewers", reviewers)),
            family("variables", variables),
            said("secrets", secrets) ? Optional.of(finder) : Optional.empty()),
        pipelineTemplatesUrl(),
        said("pipelineFolder", pipelineFolder));
  }

  private static void add(Set<PublishFeature> features, PublishFeature feature, boolean asked) {
    if (asked) {
      features.add(feature);
    }
  }

  private static List<String> list(Optional<String> text) {
    return text.stream()
        .flatMap(all -> Arrays.stream(all.split(",", -1)))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  @Override
  final void checkParameters() {
    said("format", format, ReportOutput.FORMATS);
    said("visibility", visibility, VISIBILITIES);
  }

  /** Whether a report is for a person. */
  final boolean isText() {
    return said("format", format).orElse(format).equals("text");
  }

  /** Writes a report as {@code format} and {@code outputFile} say. */
  final void report(Supplier<String> json, Supplier<List<String>> text) {
    output(format, outputFile).write(json, text);
  }
}
