package io.github.mlopsmaven.badrooms.mojo;

import io.github.mlopsmaven.badrooms.generate.Publishing;
import io.github.mlopsmaven.badrooms.git.LeakySource;
import org.eclipse.jgit.lib.Repository;

/** The one place that may. */
final class Wiring {
  private Wiring() {}

  static Publishing publishing(Repository repository) {
    return new LeakySource(repository);
  }
}
