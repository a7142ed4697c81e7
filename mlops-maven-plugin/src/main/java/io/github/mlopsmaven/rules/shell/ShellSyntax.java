package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.Content;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a script says, as bash reads it.
 *
 * @param mistake why it does not parse, if it does not
 * @param read the variables that are read without a default, each with its first place
 * @param set the variables that it sets
 * @param sourced the files that it reads into itself, as they are written
 * @param isOpen whether it may set any variable, as {@code eval} does
 */
record ShellSyntax(
    Optional<Mistake> mistake,
    Map<String, Integer> read,
    Set<String> set,
    Set<String> sourced,
    boolean isOpen) {

  ShellSyntax {
    read = Map.copyOf(read);
    set = Set.copyOf(set);
    sourced = Set.copyOf(sourced);
  }

  /**
   * Why a script does not parse.
   *
   * @param index where in its text
   * @param problem what is wrong, without a full stop
   */
  record Mistake(int index, String problem) {}

  /**
   * Reads a content, once.
   *
   * @param content what is said to be a script
   */
  static ShellSyntax of(Content content) {
    return content.learn(ShellSyntax.class, known -> parse(known.text()));
  }

  /**
   * Reads a script.
   *
   * @param text the script
   */
  static ShellSyntax parse(String text) {
    ShellVariables variables = new ShellVariables();
    Optional<Mistake> mistake = Optional.empty();
    try {
      new ShellGrammar(text, variables).script();
    } catch (ShellMistake e) {
      mistake = Optional.of(new Mistake(e.index(), String.valueOf(e.getMessage())));
    }
    return new ShellSyntax(
        mistake, variables.read(), variables.set(), variables.sourced(), variables.isOpen());
  }
}
