package io.github.mlopsmaven.publish;

import java.util.Optional;
import java.util.Set;

/**
 * What is asked for at a host, beside the repository itself.
 *
 * @param features what is asked for by a switch
 * @param repository what a new repository looks like
 * @param deployments what the pipelines find when they deploy
 * @param templatesUrl the git URL of the pipeline-templates repository, with {@code {repository}}
 *     for its name; empty for the one on GitHub
 * @param folder the folder of the pipelines; empty for one with the project's name
 */
public record PublishSettings(
    Set<PublishFeature> features,
    NewRepository repository,
    DeploymentSettings deployments,
    Optional<String> templatesUrl,
    Optional<String> folder) {

  /** Copies the set. */
  public PublishSettings {
    features = Set.copyOf(features);
  }

  /**
   * A private repository, and nothing but some features.
   *
   * @param features the features
   */
  public static PublishSettings of(PublishFeature... features) {
    return new PublishSettings(
        Set.of(features),
        NewRepository.PRIVATE,
        DeploymentSettings.NONE,
        Optional.empty(),
        Optional.empty());
  }

  /** Nothing but a private repository. */
  public static PublishSettings none() {
    return of();
  }

  /**
   * Whether something is asked for.
   *
   * @param feature what
   */
  public boolean has(PublishFeature feature) {
    return features.contains(feature);
  }
}
