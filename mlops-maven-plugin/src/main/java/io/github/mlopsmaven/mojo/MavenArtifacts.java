package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.resolution.VersionRequest;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.version.Version;

/**
 * Templates and policies from Maven repositories, through Maven's own resolution: mirrors, proxies,
 * offline.
 */
final class MavenArtifacts {

  private static final String SNAPSHOT = "-SNAPSHOT";

  private final MavenSession session;
  private final RepositorySystem repositorySystem;
  private final WatchedResolution resolution;

  /**
   * Asks Maven.
   *
   * @param silence how long a repository may send next to nothing
   * @param most how many bytes an artifact may have
   */
  MavenArtifacts(
      MavenSession session, RepositorySystem repositorySystem, Duration silence, long most) {
    this.session = session;
    this.repositorySystem = repositorySystem;
    this.resolution = new WatchedResolution(silence, most);
  }

  /**
   * An artifact that was found.
   *
   * @param file where Maven keeps it
   * @param version the one version that it is: never a range, {@code LATEST} or {@code RELEASE};
   *     that of a snapshot has its time, unless it was only installed on this machine
   */
  record Resolved(Path file, String version) {

    /** Whether another machine may find another file under that version. */
    boolean isMoving() {
      return version.endsWith(SNAPSHOT);
    }
  }

  /**
   * The file of an artifact.
   *
   * @throws EnvironmentException if no repository has it, or it cannot be had offline
   * @throws UsageException if the version is a range in which there is none
   */
  Resolved resolve(TemplateLocation.Coordinates at) {
    return resolve(at, "template", session.getRepositorySession());
  }

  /**
   * The file of a policy. Modules of the build do not count: whoever is held to a policy could
   * bring another one of the same name along.
   */
  Resolved policy(TemplateLocation.Coordinates at) {
    DefaultRepositorySystemSession repositories =
        new DefaultRepositorySystemSession(session.getRepositorySession());
    repositories.setWorkspaceReader(null);
    return resolve(at, "policy", repositories);
  }

  private Resolved resolve(
      TemplateLocation.Coordinates at, String what, RepositorySystemSession reader) {
    Artifact asked =
        new DefaultArtifact(
            at.groupId(), at.artifactId(), at.classifier(), at.extension(), at.version());
    try {
      Artifact one = asked.setVersion(version(asked, at, reader));
      Artifact found =
          resolution
              .ask(
                  reader,
                  watched ->
                      repositorySystem.resolveArtifact(
                          watched, new ArtifactRequest(one, repositories(), "mlops")))
              .getArtifact();
      return new Resolved(found.getFile().toPath(), found.getVersion());
    } catch (RepositoryException e) {
      throw refused(what + " " + asked, e);
    }
  }

  private EnvironmentException refused(String what, RepositoryException cause) {
    if (session.isOffline()) {
      return new EnvironmentException(
          "the " + what + " was not found", "run once without -o", cause);
    }
    if (isTransfer(cause)) {
      return new EnvironmentException(
          "the " + what + " could not be fetched",
          "check the repositories in settings.xml: " + cause.getMessage(),
          cause);
    }
    return new EnvironmentException(
        "the " + what + " was not found",
        "check the coordinates and the repositories in settings.xml: " + cause.getMessage(),
        cause);
  }

  /** Whether a repository was asked and did not say that it lacks what it was asked for. */
  private static boolean isTransfer(RepositoryException failure) {
    return failure instanceof ArtifactResolutionException resolution
        && resolution.getResults().stream()
            .flatMap(result -> result.getExceptions().stream())
            .anyMatch(
                cause ->
                    cause instanceof ArtifactTransferException
                        && !(cause instanceof ArtifactNotFoundException));
  }

  /**
   * The versions of an artifact that repositories know, the newest first; none where they cannot be
   * asked.
   *
   * @param at its version is a range
   */
  List<String> versions(TemplateLocation.Coordinates at) {
    Artifact asked =
        new DefaultArtifact(
            at.groupId(), at.artifactId(), at.classifier(), at.extension(), at.version());
    try {
      List<String> versions =
          new ArrayList<>(
              resolution
                  .ask(
                      session.getRepositorySession(),
                      watched ->
                          repositorySystem.resolveVersionRange(
                              watched, new VersionRangeRequest(asked, repositories(), "mlops")))
                  .getVersions()
                  .stream()
                  .map(Version::toString)
                  .toList());
      Collections.reverse(versions);
      return versions;
    } catch (RepositoryException e) {
      return List.of();
    }
  }

  private String version(
      Artifact asked, TemplateLocation.Coordinates at, RepositorySystemSession reader)
      throws RepositoryException {
    if (at.isRange()) {
      return newestIn(asked, reader);
    }
    if (!at.isKeyword()) {
      return asked.getVersion();
    }
    String version =
        resolution
            .ask(
                reader,
                watched ->
                    repositorySystem.resolveVersion(
                        watched, new VersionRequest(asked, repositories(), "mlops")))
            .getVersion();
    if (version == null || version.isEmpty() || version.equals(asked.getVersion())) {
      throw new EnvironmentException(
          "no repository says which version of "
              + asked.getGroupId()
              + ":"
              + asked.getArtifactId()
              + " is "
              + asked.getVersion(),
          session.isOffline()
              ? "run once without -o, or name a version in place of " + asked.getVersion()
              : "name a version in place of " + asked.getVersion(),
          null);
    }
    return version;
  }

  /** The newest release in a range; a snapshot only where there is no release. */
  private String newestIn(Artifact asked, RepositorySystemSession reader)
      throws RepositoryException {
    VersionRangeResult result =
        resolution.ask(
            reader,
            watched ->
                repositorySystem.resolveVersionRange(
                    watched, new VersionRangeRequest(asked, repositories(), "mlops")));
    List<Version> versions = result.getVersions();
    if (versions.isEmpty()) {
      throw new UsageException(
          "no version of "
              + asked.getGroupId()
              + ":"
              + asked.getArtifactId()
              + " is in "
              + asked.getVersion()
              + known(asked),
          session.isOffline() ? "run once without -o" : "name a version, or a wider range");
    }
    return versions.stream()
        .filter(version -> !version.toString().endsWith(SNAPSHOT))
        .reduce((older, newer) -> newer)
        .orElseGet(() -> versions.get(versions.size() - 1))
        .toString();
  }

  private String known(Artifact asked) throws RepositoryException {
    List<Version> all =
        resolution
            .ask(
                session.getRepositorySession(),
                watched ->
                    repositorySystem.resolveVersionRange(
                        watched,
                        new VersionRangeRequest(asked.setVersion("[0,)"), repositories(), "mlops")))
            .getVersions();
    return all.isEmpty()
        ? ""
        : "; there "
            + (all.size() == 1 ? "is " : "are ")
            + all.stream().map(Version::toString).collect(Collectors.joining(", "));
  }

  /** With the mirrors, proxies and logins of {@code settings.xml}. */
  private List<RemoteRepository> repositories() {
    MavenProject project = session.getCurrentProject();
    return project == null
        ? repositorySystem.newResolutionRepositories(
            session.getRepositorySession(),
            RepositoryUtils.toRepos(session.getRequest().getRemoteRepositories()))
        : project.getRemoteProjectRepositories();
  }
}
