package io.github.mlopsmaven.authoring;

import java.util.Optional;

/** A way in which repositories are made, told by some file or folder in it. */
@FunctionalInterface
interface Shape {

  /**
   * A first descriptor.
   *
   * @param repository what to look at
   * @return empty if it has another shape
   */
  Optional<Draft> draft(Repository repository);
}
