package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.SharedRepository;
import java.util.Map;
import java.util.Optional;

/**
 * A project that is verified, wherever it is: in a folder, in staging, or as one selection of a
 * template that nobody wrote to disk.
 *
 * @param files its files
 * @param selection what was chosen, where that is known: from the lock, or from the selection that
 *     is verified
 * @param texts the settings and names of the project, as far as they are known
 * @param pipelineTemplates the second repository of its template, if there is one
 * @param repositories finds the repositories that its pipelines call
 */
public record VerifiedProject(
    FileSet files,
    Optional<Selection> selection,
    Map<String, String> texts,
    Optional<SharedRepository> pipelineTemplates,
    Repositories repositories) {

  /** Copies the map. */
  public VerifiedProject {
    texts = Map.copyOf(texts);
  }

  /**
   * The file at a path.
   *
   * @param path from the root
   */
  public Optional<SourceFile> file(String path) {
    return files.file(path);
  }
}
