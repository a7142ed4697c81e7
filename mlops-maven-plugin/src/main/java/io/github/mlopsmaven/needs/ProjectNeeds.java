package io.github.mlopsmaven.needs;

import java.nio.file.Path;

/**
 * What the pipelines of a project need of the service that runs them.
 *
 * @param workflows of GitHub Actions
 * @param pipelines of Azure DevOps
 */
public record ProjectNeeds(WorkflowNeeds workflows, PipelineNeeds pipelines) {

  /**
   * Reads a project's files.
   *
   * @param project its folder
   * @throws io.github.mlopsmaven.problem.EnvironmentException if they cannot be read
   */
  public static ProjectNeeds read(Path project) {
    ProjectFiles files = ProjectFiles.of(project);
    return new ProjectNeeds(WorkflowFiles.read(files), PipelineFiles.read(files));
  }
}
