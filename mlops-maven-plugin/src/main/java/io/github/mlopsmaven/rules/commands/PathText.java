package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;

/** Texts that may be paths. */
final class PathText {

  private PathText() {}

  /** Whether a value can be a path in the project, and not an address, an option or a text. */
  static boolean isPath(String value) {
    return !value.isEmpty()
        && !value.startsWith("/")
        && !value.startsWith("-")
        && !value.startsWith("~")
        && value.indexOf(':') < 0
        && value.indexOf('<') < 0
        && value.indexOf('$') < 0
        && value.indexOf(' ') < 0;
  }

  /** How people see a path. */
  static String display(String value) {
    return value.startsWith(ShellWord.ROOT) ? value.substring(1).replaceFirst("^/", "") : value;
  }

  /** The first name of a path. */
  static String first(String path) {
    return path.indexOf('/') < 0 ? path : path.substring(0, path.indexOf('/'));
  }
}
