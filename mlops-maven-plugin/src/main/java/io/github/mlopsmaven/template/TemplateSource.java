package io.github.mlopsmaven.template;

/** A place that a template can be read from. */
public interface TemplateSource {

  /**
   * Finds the template's commit or version and makes its tree available. No file's content is
   * fetched yet, as far as the source can avoid it.
   *
   * @return the snapshot, to be closed by the caller
   * @throws io.github.mlopsmaven.problem.UsageException if the ref or the location does not exist
   * @throws io.github.mlopsmaven.problem.EnvironmentException if it cannot be reached
   */
  TemplateSnapshot open();
}
