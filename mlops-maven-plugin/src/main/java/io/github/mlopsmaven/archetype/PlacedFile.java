package io.github.mlopsmaven.archetype;

/**
 * One file of an archetype.
 *
 * @param target its path in a project
 * @param resource its path below {@code archetype-resources}; where it is not the target, the
 *     script that runs at the end moves the file
 * @param filtered whether Velocity renders it
 * @param executable whether it can be run
 * @param condition for which selections it is written
 */
record PlacedFile(
    String target,
    String resource,
    boolean filtered,
    boolean executable,
    IncludeCondition condition) {

  boolean isMoved() {
    return !target.equals(resource);
  }
}
