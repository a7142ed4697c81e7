package io.github.mlopsmaven.publish;

/** What a user can ask of a hosting service beside the repository itself. */
public enum PublishFeature {
  /** The environments that the pipelines name are made. */
  ENVIRONMENTS,
  /** {@code main} takes pull requests only. */
  PROTECTED_BRANCH,
  /** Only the actions that the workflows use may run. */
  ACTIONS_PERMISSIONS,
  /** A repository that has content gets a branch and a pull request. */
  PULL_REQUEST,
  /** The push goes over SSH. */
  PUSH_OVER_SSH,
  /** The pipeline-templates repository is imported if it is missing. */
  PIPELINE_TEMPLATES_IMPORT
}
