package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.needs.PipelineNeeds;
import io.github.mlopsmaven.needs.WorkflowNeeds;
import java.util.Optional;

/**
 * A project on its way to a host.
 *
 * @param owner the GitHub organization or user, or the Azure DevOps {@code organization/project}
 * @param name the repository's name
 * @param lock where the project came from
 * @param workflows what its workflows need
 * @param pipelines what its pipelines need
 * @param azure what its infrastructure needs in Azure beside rights on its resources
 * @param identitiesScript the project's own script that makes the identities in Azure, if it has
 *     one
 * @param sharedTemplates {@code OWNER/REPO} on GitHub of the repository that the template's own
 *     pipelines call, if it is known
 * @param settings what is asked for
 */
public record Publication(
    String owner,
    String name,
    ProjectLock lock,
    WorkflowNeeds workflows,
    PipelineNeeds pipelines,
    AzureNeeds azure,
    Optional<String> identitiesScript,
    Optional<String> sharedTemplates,
    PublishSettings settings) {

  /**
   * A repository that is there, and of which nothing but its name matters.
   *
   * @param owner the GitHub organization or user, or the Azure DevOps {@code organization/project}
   * @param name the repository's name
   * @param lock where the project came from
   */
  public static Publication existing(String owner, String name, ProjectLock lock) {
    return new Publication(
        owner,
        name,
        lock,
        WorkflowNeeds.NONE,
        PipelineNeeds.NONE,
        AzureNeeds.NONE,
        Optional.empty(),
        Optional.empty(),
        PublishSettings.none());
  }
}
