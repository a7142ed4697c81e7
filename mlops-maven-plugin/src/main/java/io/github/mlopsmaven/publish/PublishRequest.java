package io.github.mlopsmaven.publish;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user asks for.
 *
 * @param directory the project, made by {@code mlops:generate}
 * @param destination where to
 * @param owner the organization, if it is not the lock's
 * @param settings what is asked for there
 * @param offline whether no request may be made
 * @param again the command that goes on where this one stopped
 */
public record PublishRequest(
    Path directory,
    Destination destination,
    Optional<String> owner,
    PublishSettings settings,
    boolean offline,
    String again) {

  /** What a person is told who stops the run: how to go on. */
  public String whenStopped() {
    return "Stopped before everything was published.\n  Completed steps are kept; to continue, type: "
        + again;
  }

  /**
   * The same, for a project that is still somewhere else.
   *
   * @param place where it is
   */
  public PublishRequest at(Path place) {
    return new PublishRequest(place, destination, owner, settings, offline, again);
  }
}
