package io.github.mlopsmaven.expressions;

/**
 * A language of expressions.
 *
 * @see <a
 *     href="https://docs.github.com/actions/reference/workflows-and-actions/expressions">GitHub</a>
 * @see <a href="https://learn.microsoft.com/azure/devops/pipelines/process/expressions">Azure</a>
 */
public enum Dialect {
  /** GitHub Actions: operators and functions. */
  GITHUB,
  /** Azure Pipelines: functions only. */
  AZURE
}
