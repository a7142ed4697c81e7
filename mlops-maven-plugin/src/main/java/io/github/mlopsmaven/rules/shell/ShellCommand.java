package io.github.mlopsmaven.rules.shell;

import java.util.List;

/**
 * A simple command of a shell script.
 *
 * @param words its words, from its name on
 * @param written the files that it sends its output to
 * @param depth how deep it stands in subshells; what a subshell does to the current directory ends
 *     with it
 */
public record ShellCommand(List<ShellWord> words, List<ShellWord> written, int depth) {

  /** Copies the lists. */
  public ShellCommand {
    words = List.copyOf(words);
    written = List.copyOf(written);
  }

  /** Its name, where that is plain text; otherwise the empty string. */
  public String name() {
    return words.isEmpty() ? "" : words.get(0).literal();
  }
}
