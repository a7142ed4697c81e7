package io.github.mlopsmaven.publish;

import java.util.List;
import java.util.Optional;

/**
 * What a repository looks like to others.
 *
 * @param visibility {@code private}, {@code internal} or {@code public}; of a new repository
 * @param description of a new repository; empty for one that names the project's choices
 * @param topics of a repository that has none; empty for the usual ones
 */
public record NewRepository(String visibility, Optional<String> description, List<String> topics) {

  /** A private repository. */
  public static final NewRepository PRIVATE =
      new NewRepository("private", Optional.empty(), List.of());

  /** Copies the topics. */
  public NewRepository {
    topics = List.copyOf(topics);
  }
}
