package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.PlaceholderText;
import java.util.Set;
import java.util.TreeSet;

/**
 * A path of a project that depends on answers.
 *
 * @param text the path with placeholders
 * @param names the names that have to be known
 */
record OpenPath(String text, Set<String> names) {

  /**
   * Looks at a path.
   *
   * @param path a target path of a plan
   * @param known the names of the descriptor; others are a part of the path
   */
  static OpenPath of(String path, Set<String> known) {
    try {
      Set<String> names = new TreeSet<>(PlaceholderText.parse(path).names());
      names.retainAll(known);
      return new OpenPath(path, names);
    } catch (IllegalArgumentException e) {
      return new OpenPath(path, Set.of());
    }
  }

  /** Whether it depends on an answer. */
  boolean isOpen() {
    return !names.isEmpty();
  }

  /** The path with some word for each name, to see whether the rest of it is safe. */
  String sample() {
    if (!isOpen()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (PlaceholderText.Part part : PlaceholderText.parse(text).parts()) {
      if (part instanceof PlaceholderText.Literal literal) {
        out.append(literal.text());
      } else if (part instanceof PlaceholderText.Name name) {
        out.append(names.contains(name.name()) ? "some-" + name.name() : name.source());
      }
    }
    return out.toString();
  }
}
