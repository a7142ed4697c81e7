package io.github.mlopsmaven.template;

import java.util.Optional;

/**
 * The repository with pipeline templates that a project's pipelines call.
 *
 * @param repository {@code OWNER/REPO}
 * @param alias the name of the resource in {@code resources.repositories} of Azure Pipelines
 */
public record SharedRepository(String repository, String alias) {

  /**
   * The repository that a descriptor names.
   *
   * @param templates what the descriptor says
   * @param own the user's own repository, if given
   * @return empty where the projects have copies and call none
   */
  public static Optional<SharedRepository> of(
      PipelineTemplates templates, Optional<PipelineTemplatesTarget> own) {
    return own.map(PipelineTemplatesTarget::repository)
        .or(templates::repository)
        .map(repository -> new SharedRepository(repository, templates.alias()));
  }
}
