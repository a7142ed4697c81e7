package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.template.Descriptor;
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
      return new OpenedTemplate(snapshot, Descriptors.of(snapshot));
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
