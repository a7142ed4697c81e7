package io.github.mlopsmaven.rules.shell;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that a script reads and sets, collected while it is read. */
final class ShellVariables {

  private static final Pattern ASKED = Pattern.compile("\"?\\$\\{?([A-Za-z_]\\w*)}?\"?");

  private final Map<String, Integer> read = new LinkedHashMap<>();
  private final Set<String> set = new LinkedHashSet<>();
  private final Set<String> sourced = new LinkedHashSet<>();
  private boolean isOpen;

  /**
   * A variable is read, without a default.
   *
   * @param name its name
   * @param index where
   */
  void reads(String name, int index) {
    read.putIfAbsent(name, index);
  }

  /** A variable is set. */
  void sets(String name) {
    set.add(name);
  }

  /** A script that asks whether a variable has a value expects that others set it. */
  void expects(String word) {
    Matcher name = ASKED.matcher(word);
    if (name.matches()) {
      set.add(name.group(1));
    }
  }

  /** A file is read into the script; the word as it is written. */
  void sources(String word) {
    sourced.add(word);
  }

  /** Something is done that may set any variable. */
  void opens() {
    isOpen = true;
  }

  /** The variables that are read, each with its first place. */
  Map<String, Integer> read() {
    return Map.copyOf(read);
  }

  /** The variables that are set. */
  Set<String> set() {
    return Set.copyOf(set);
  }

  /** The files that are read into it. */
  Set<String> sourced() {
    return Set.copyOf(sourced);
  }

  /** Whether it may set any variable. */
  boolean isOpen() {
    return isOpen;
  }
}
