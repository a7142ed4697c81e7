package io.github.mlopsmaven.archetype;

import java.util.Optional;

/**
 * One file of an archetype.
 *
 * @param target its path in a project
 * @param resource its path below {@code archetype-resources}; where it is not the target, the
 *     script that runs at the end moves the file
 * @param source its path in the template; empty for the lock
 * @param filtered whether Velocity renders it
 * @param executable whether it can be run
 * @param condition for which selections it is written
 */
record PlacedFile(
    String target,
    String resource,
    Optional<String> source,
    boolean filtered,
    boolean executable,
    IncludeCondition condition) {

  boolean isMoved() {
    return !target.equals(resource);
  }
}
