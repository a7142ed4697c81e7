package io.github.mlopsmaven.rules.shell;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a script parses, and the names that it has.
 *
 * @param mistake why it does not parse, if it does not
 * @param read the variables that are read without a default, each with its first place
 * @param set the variables that it sets
 * @param sourced the files that it reads into itself, as they are written
 * @param functions the functions that it declares
 * @param isOpen whether it may set any variable, as {@code eval} does
 */
public record ShellSyntax(
    Optional<Mistake> mistake,
    Map<String, Integer> read,
    Set<String> set,
    Set<String> sourced,
    Set<String> functions,
    boolean isOpen) {

  /** Copies the collections. */
  public ShellSyntax {
    read = Map.copyOf(read);
    set = Set.copyOf(set);
    sourced = Set.copyOf(sourced);
    functions = Set.copyOf(functions);
  }

  /**
   * Why a script does not parse.
   *
   * @param index where in its text
   * @param problem what is wrong, without a full stop
   */
  public record Mistake(int index, String problem) {}
}
