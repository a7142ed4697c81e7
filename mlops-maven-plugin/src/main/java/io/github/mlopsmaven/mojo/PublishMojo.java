package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.publish.LockedProject;
import io.github.mlopsmaven.publish.PublishPlanText;
import io.github.mlopsmaven.remote.Hosts;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a generated project to GitHub or Azure DevOps: creates its repository, pushes {@code
 * main}, registers its pipelines, and creates what they need there, as far as requested. Existing
 * resources are kept, so the goal can be run again at any time. Remaining manual steps are listed,
 * with the commands for Azure, which the goal never runs.
 *
 * @since 0.1.0
 */
@Mojo(name = "publish", requiresProject = false, threadSafe = true, aggregator = true)
public final class PublishMojo extends AbstractPublishingMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.publish.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The project's folder, which has {@code .mlops/project.yml}; the default is the current one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectDirectory")
  private @Nullable File projectDirectory;

  /** Made by Maven. */
  public PublishMojo() {}

  @Override
  boolean skipped() {
    return said("publish.skip", skip);
  }

  @Override
  void run() {
    Path project =
        said("projectDirectory", projectDirectory)
            .orElseGet(this::currentDirectory)
            .toAbsolutePath()
            .normalize();
    Optional<ProjectLock> lock = mistakes().reading(() -> LockedProject.read(project));
    Optional<String> owner = organization().or(() -> lock.flatMap(ProjectLock::organization));
    Optional<String> named = remote();
    Optional<Publishing> prepared = Optional.empty();
    if (named.isPresent() || lock.isPresent()) {
      String to = named.or(() -> lock.map(PublishMojo::usual)).orElse(Hosts.GITHUB);
      prepared = mistakes().reading(() -> publishing(to, project, owner));
    }
    requireNoMistake();
    Publishing publishing = prepared.orElseThrow();
    lock.ifPresent(recorded -> require(project, recorded));
    if (dryRun()) {
      PublishPlanText text = new PublishPlanText(publishing.publisher().plan(publishing.request()));
      report(text::json, text::lines);
      return;
    }
    whenStopped(publishing.request()::whenStopped);
    publish(publishing);
  }

  private void require(Path project, ProjectLock lock) {
    Wiring wiring = wiring(Optional.empty(), Long.MAX_VALUE);
    policing(wiring, "off", project, Optional.of(lock))
        .require(lock, () -> PolicedFolder.signedState(lock, templates(wiring, Optional.empty())));
  }

  /** The host that runs the project's pipelines. */
  private static String usual(ProjectLock lock) {
    return Hosts.AZURE_DEVOPS.equals(lock.selection().values().get("orchestration"))
        ? Hosts.AZURE_DEVOPS
        : Hosts.GITHUB;
  }
}
