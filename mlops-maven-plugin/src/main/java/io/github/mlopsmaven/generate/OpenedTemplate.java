package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;

/**
 * A state of a template with what is read of it once, for somebody who asks it for several
 * projects.
 *
 * @param snapshot its files
 * @param descriptor what it says of itself
 * @param matrix its selections
 */
public record OpenedTemplate(TemplateSnapshot snapshot, Descriptor descriptor, Matrix matrix)
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
      Descriptor descriptor = Descriptors.of(snapshot);
      return new OpenedTemplate(snapshot, descriptor, Matrix.of(descriptor, snapshot.tree()));
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
