package io.github.mlopsmaven.publish;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the pipelines find when they deploy.
 *
 * @param reviewers who approves what is deployed to production, as {@code NAME} or {@code
 *     team:NAME}
 * @param variables {@code NAME} or {@code ENVIRONMENT.NAME} to value; those that the workflows read
 *     are set
 * @param secrets finds the value of a secret by {@code NAME} or {@code ENVIRONMENT.NAME}; empty if
 *     secrets are not to be set
 */
public record DeploymentSettings(
    List<String> reviewers,
    Map<String, String> variables,
    Optional<Function<String, Optional<String>>> secrets) {

  /** Nobody approves, and nothing is set. */
  public static final DeploymentSettings NONE =
      new DeploymentSettings(List.of(), Map.of(), Optional.empty());

  /** Copies the collections. */
  public DeploymentSettings {
    reviewers = List.copyOf(reviewers);
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
  }

  /** Shows no value, since a secret may be put where a variable was meant. */
  @Override
  public String toString() {
    return "DeploymentSettings[variables=" + variables.keySet() + "]";
  }
}
