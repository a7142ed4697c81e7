package io.github.mlopsmaven.rules.values;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a workflow, a template or a pipeline declares of one of its parameters.
 *
 * @param name its name
 * @param type its type, as it is written; {@code string} where none is
 * @param allowed the values that it lists; none where any is allowed
 */
public record TypedValue(String name, String type, Set<String> allowed) {

  /** Copies the values. */
  public TypedValue {
    allowed = Set.copyOf(allowed);
  }

  /** The values, sorted. */
  Set<String> sorted() {
    return new TreeSet<>(allowed);
  }
}
