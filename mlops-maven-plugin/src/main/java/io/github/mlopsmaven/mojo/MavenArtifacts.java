package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.EnvironmentException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Templates from Maven repositories, through Maven's own resolution: mirrors, proxies, offline. */
final class MavenArtifacts {

  private final MavenSession session;
  private final RepositorySystem repositorySystem;

  MavenArtifacts(MavenSession session, RepositorySystem repositorySystem) {
    this.session = session;
    this.repositorySystem = repositorySystem;
  }

  /**
   * The file of an artifact.
   *
   * @throws EnvironmentException if no repository has it, or it cannot be had offline
   */
  Path resolve(TemplateLocation.Coordinates at) {
    ArtifactRequest request =
        new ArtifactRequest(
            new DefaultArtifact(
                at.groupId(), at.artifactId(), at.classifier(), at.extension(), at.version()),
            repositories(),
            "mlops");
    try {
      return repositorySystem
          .resolveArtifact(session.getRepositorySession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw new EnvironmentException(
          "the template " + request.getArtifact() + " was not found",
          session.isOffline()
              ? "run once without -o"
              : "check the coordinates and the repositories in settings.xml: " + e.getMessage(),
          e);
    }
  }

  private List<RemoteRepository> repositories() {
    MavenProject project = session.getCurrentProject();
    return project == null
        ? RepositoryUtils.toRepos(session.getRequest().getRemoteRepositories())
        : project.getRemoteProjectRepositories();
  }
}
