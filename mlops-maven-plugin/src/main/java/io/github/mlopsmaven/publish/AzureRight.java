package io.github.mlopsmaven.publish;

/** A right that a project's infrastructure takes beside those on its resources. */
public enum AzureRight {
  /** It assigns roles to others. */
  ASSIGNS_ROLES,
  /**
   * It makes its resource groups itself, or is deployed to the whole subscription: so nobody can
   * end its rights at a group.
   */
  MAKES_GROUPS,
  /** It is Bicep, whose plan asks Azure what a deployment would change: Reader may not ask that. */
  ASKS_WHAT_IF
}
