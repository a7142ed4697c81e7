package io.github.mlopsmaven.template;

import java.util.List;
import java.util.Optional;

/**
 * What a template's pipelines share: a second repository that they call, or copies of its files
 * that every project has.
 *
 * @param repository {@code OWNER/REPO} as GitHub workflows name it in {@code uses:}; empty if the
 *     template's files call only the copies
 * @param alias the name of the resource in {@code resources.repositories} of Azure Pipelines
 * @param vendored the copies, by path in the project; a project that calls a repository does not
 *     have them, and finds them there under the same paths
 */
public record PipelineTemplates(Optional<String> repository, String alias, List<Glob> vendored) {

  /** Copies the list. */
  public PipelineTemplates {
    vendored = List.copyOf(vendored);
  }

  /**
   * Whether a path is that of a copy, or of a folder of copies.
   *
   * @param path in the project, separated by {@code /}
   */
  public boolean isVendored(String path) {
    return vendored.stream().anyMatch(glob -> glob.matches(path));
  }
}
