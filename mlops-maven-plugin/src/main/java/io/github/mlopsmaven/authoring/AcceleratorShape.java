package io.github.mlopsmaven.authoring;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.layout.Matrix;
import java.util.Optional;

/** A repository in the shape of Azure's accelerator: the built-in descriptor fits. */
final class AcceleratorShape implements Shape {

  @Override
  public Optional<Draft> draft(Repository repository) {
    Matrix matrix = Matrix.of(Descriptors.convention(), repository.tree());
    if (matrix.combinations().isEmpty()) {
      return Optional.empty();
    }
    Draft draft = new Draft(Names.template(repository.name()), repository.name());
    draft.extend(
        Descriptors.CONVENTION,
        "its folders give "
            + matrix.combinations().size()
            + " combinations of the accelerator's options");
    draft.leave("state what differs from the accelerator: further folders in layout, defaults");
    return Optional.of(draft);
  }
}
