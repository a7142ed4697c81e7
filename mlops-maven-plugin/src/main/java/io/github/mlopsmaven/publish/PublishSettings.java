package io.github.mlopsmaven.publish;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is asked for at a host, beside the repository itself.
 *
 * @param visibility {@code private}, {@code internal} or {@code public}; of a new repository
 * @param description of a new repository, if given
 * @param topics of the repository
 * @param environments whether to make the environments that the pipelines name
 * @param reviewers who approves what is deployed to production, as {@code NAME} or {@code
 *     team:NAME}
 * @param variables {@code NAME} or {@code ENVIRONMENT.NAME} to value; those that the workflows read
 *     are set
 * @param secrets finds the value of a secret by {@code NAME} or {@code ENVIRONMENT.NAME}; empty if
 *     secrets are not to be set
 * @param protectBranch whether {@code main} takes pull requests only
 * @param actionsPermissions whether only the actions that the workflows use may run
 * @param pullRequest whether a repository that has content gets a branch and a pull request
 * @param ssh whether to push over SSH
 * @param importPipelineTemplates whether to import the pipeline-templates repository if it is
 *     missing
 * @param templatesUrl the git URL of the pipeline-templates repository, with {@code {repository}}
 *     for its name, if given
 * @param folder the folder of the pipelines, if given
 */
public record PublishSettings(
    String visibility,
    Optional<String> description,
    List<String> topics,
    boolean environments,
    List<String> reviewers,
    Map<String, String> variables,
    Optional<Function<String, Optional<String>>> secrets,
    boolean protectBranch,
    boolean actionsPermissions,
    boolean pullRequest,
    boolean ssh,
    boolean importPipelineTemplates,
    Optional<String> templatesUrl,
    Optional<String> folder) {

  /** Copies the collections. */
  public PublishSettings {
    topics = List.copyOf(topics);
    reviewers = List.copyOf(reviewers);
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
  }

  /** Nothing but a private repository. */
  public static PublishSettings none() {
    return new PublishSettings(
        "private",
        Optional.empty(),
        List.of(),
        false,
        List.of(),
        Map.of(),
        Optional.empty(),
        false,
        false,
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** Shows no value, since a secret may be put where a variable was meant. */
  @Override
  public String toString() {
    return "PublishSettings[visibility=" + visibility + ", variables=" + variables.keySet() + "]";
  }
}
