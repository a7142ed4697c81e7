package io.github.mlopsmaven.gitconfig;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What conditional includes ask about: the repository that the configuration is for.
 *
 * @param gitDirectory its {@code .git}, which may not exist yet; empty for none
 * @param branch the branch that is checked out
 * @param remotes the URLs of its remotes
 */
public record ConfigPlace(
    Optional<Path> gitDirectory, Optional<String> branch, List<String> remotes) {

  /** Copies the list. */
  public ConfigPlace {
    remotes = List.copyOf(remotes);
  }

  /** No repository, as {@code git clone} and {@code git ls-remote} have it. */
  public static ConfigPlace nowhere() {
    return new ConfigPlace(Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * A new repository on {@code main}.
   *
   * @param folder its work tree
   * @param remote where it will be pushed to
   */
  public static ConfigPlace newRepository(Path folder, Optional<String> remote) {
    return new ConfigPlace(
        Optional.of(folder.toAbsolutePath().normalize().resolve(".git")),
        Optional.of("main"),
        remote.stream().toList());
  }
}
