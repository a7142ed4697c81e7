package io.github.mlopsmaven.archetype;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A question of an archetype.
 *
 * @param name the property's name, which is its name in rendered files too
 * @param fallback what is taken if nobody answers; may refer to other properties
 * @param pattern what an answer has to match; maven-archetype checks it when it asks, and not in
 *     batch mode
 * @param mayBeEmpty whether {@link #NOTHING} stands for the default: no text at all, or one that is
 *     made from other answers
 */
record Property(
    String name, Optional<String> fallback, Optional<String> pattern, boolean mayBeEmpty) {

  /** For maven-archetype an empty answer is a missing one, so no text has to be some text. */
  static final String NOTHING = "-";

  /** A question with an answer that has to be one of some words. */
  static Property choice(String name, Iterable<String> words, Optional<String> fallback) {
    StringBuilder pattern = new StringBuilder();
    for (String word : words) {
      pattern.append(pattern.isEmpty() ? "(?:" : "|").append(escaped(word));
    }
    return new Property(name, fallback, Optional.of(pattern.append(')').toString()), false);
  }

  /** {@link Pattern#quote} without its {@code \Q}, for people to read. */
  static String escaped(String word) {
    return word.replaceAll("[^A-Za-z0-9_-]", "\\\\$0");
  }
}
