package io.github.mlopsmaven.badrooms.git;

import io.github.mlopsmaven.badrooms.generate.Publishing;
import io.github.mlopsmaven.badrooms.template.Source;
import org.eclipse.jgit.lib.Repository;

/** An adapter as it should be: its library stays inside the room. */
final class HiddenSource implements Source, Publishing {

  private final Repository repository;

  HiddenSource(Repository repository) {
    this.repository = repository;
  }

  @Override
  public Repository repository() {
    return repository;
  }

  @Override
  public void publish() {}
}
