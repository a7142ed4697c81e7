package io.github.mlopsmaven.archetype;

import java.util.Optional;

/**
 * One file of an archetype.
 *
 * @param number its place among the archetype's files, from 1
 * @param target its path in a project; with placeholders, if it is open
 * @param open whether its path depends on answers
 * @param resource its path below {@code archetype-resources}; where it is not the target, the
 *     script that runs at the end moves the file
 * @param source its path in the template; empty for the lock
 * @param filtered whether Velocity renders it
 * @param executable whether it can be run
 * @param condition for which selections it is written
 */
record PlacedFile(
    int number,
    String target,
    boolean open,
    String resource,
    Optional<String> source,
    boolean filtered,
    boolean executable,
    IncludeCondition condition) {

  boolean isMoved() {
    return !target.equals(resource);
  }
}
