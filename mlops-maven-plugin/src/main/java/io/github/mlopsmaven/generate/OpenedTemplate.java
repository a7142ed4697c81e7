package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;

/**
 * A state of a template with what is read of it once, for somebody who asks it for several
 * projects.
 *
 * @param snapshot its files
 * @param descriptor what it says of itself
 */
public record OpenedTemplate(TemplateSnapshot snapshot, Descriptor descriptor)
    implements AutoCloseable {

  /**
   * Opens it.
   *
   * @param source where it is
   * @throws io.github.mlopsmaven.problem.UsageException if it cannot be had or read
   */
  public static OpenedTemplate of(TemplateSource source) {
    TemplateSnapshot snapshot = source.open();
    try {
      return of(snapshot);
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  /**
   * The same of a template that somebody else opened, and closes.
   *
   * @param snapshot its files
   * @throws io.github.mlopsmaven.problem.UsageException if its descriptor cannot be read
   */
  public static OpenedTemplate of(TemplateSnapshot snapshot) {
    return new OpenedTemplate(snapshot, Descriptors.of(snapshot));
  }

  /**
   * Whether a template may have files that are given once only, or that a project has to keep;
   * where not, its descriptor need not be read to say what it would do to a project that has its
   * state.
   *
   * @param snapshot its files
   */
  public static boolean maySetFilesApart(TemplateSnapshot snapshot) {
    return Descriptors.maySetFilesApart(snapshot);
  }

  /**
   * Every option, value and name of a project that exists. Nothing is planned or fetched for it.
   *
   * @param selection what was chosen for it
   * @param request what has to be asked for to get it again
   */
  public Placeholders names(Selection selection, GenerateRequest request) {
    return Blueprint.names(descriptor, selection, request);
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
