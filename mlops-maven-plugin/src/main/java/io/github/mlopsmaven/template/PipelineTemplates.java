package io.github.mlopsmaven.template;

/**
 * The second repository that a template's pipelines call.
 *
 * @param repository {@code OWNER/REPO} as GitHub workflows name it in {@code uses:}
 * @param alias the name of the resource in {@code resources.repositories} of Azure Pipelines
 */
public record PipelineTemplates(String repository, String alias) {}
