package io.github.mlopsmaven.lock;

import io.github.mlopsmaven.problem.UsageException;

/** What git leaves in a file that both sides of a merge changed. */
final class ConflictMarkers {

  private ConflictMarkers() {}

  /**
   * Refuses a file of ours with markers. Either side will do: what the newer side has and the older
   * one does not is found to be there already by the next update.
   */
  static void refuse(String name, String text) {
    if (text.lines().anyMatch(line -> line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> "))) {
      throw new UsageException(
          name + " has conflict markers of a merge",
          "take one side, best the older one: git checkout --ours .mlops, or --theirs, then git add"
              + " .mlops");
    }
  }
}
