package io.github.mlopsmaven.rules.docker;

import java.util.List;

/**
 * An instruction of a Dockerfile.
 *
 * @param name its name, in capital letters
 * @param index where it stands
 * @param flags its flags, with their values
 * @param words what follows them; the words of a JSON list without quotes
 * @param isList whether it is written as a JSON list
 * @param hasHereDocument whether it takes a here document
 */
record Instruction(
    String name,
    int index,
    List<Word> flags,
    List<Word> words,
    boolean isList,
    boolean hasHereDocument) {

  Instruction {
    flags = List.copyOf(flags);
    words = List.copyOf(words);
  }

  /**
   * A word.
   *
   * @param text the word
   * @param index where it stands
   */
  record Word(String text, int index) {}
}
