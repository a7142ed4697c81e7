package io.github.mlopsmaven.rules.commands;

import java.util.List;

/**
 * A simple command of a shell script.
 *
 * @param words its words, from its name on
 * @param written the files that it sends its output to
 * @param depth how deep it stands in subshells; what a subshell does to the current directory ends
 *     with it
 */
record ShellCommand(List<ShellWord> words, List<ShellWord> written, int depth) {

  ShellCommand {
    words = List.copyOf(words);
    written = List.copyOf(written);
  }

  /** Its name, where that is plain text; otherwise the empty string. */
  String name() {
    return words.isEmpty() ? "" : words.get(0).literal();
  }
}
