package io.github.mlopsmaven.badrooms.git;

import io.github.mlopsmaven.badrooms.generate.Publishing;
import io.github.mlopsmaven.badrooms.generate.Story;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** An adapter that shows its library, and knows more of a use case than its port. */
public final class LeakySource implements Publishing {

  private final Repository repository;

  public LeakySource(Repository repository) {
    this.repository = repository;
  }

  public List<Ref> heads() {
    return List.of();
  }

  HiddenSource hidden() {
    return new HiddenSource(repository);
  }

  Optional<Story> story() {
    return Optional.empty();
  }

  @Override
  public void publish() {}
}
