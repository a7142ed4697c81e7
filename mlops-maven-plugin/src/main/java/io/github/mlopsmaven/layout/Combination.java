package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Selection;
import java.util.List;

/**
 * A selection that a template has.
 *
 * @param selection a value for every option
 * @param missing the parts that the template lacks for it; empty if it is complete
 */
public record Combination(Selection selection, List<Part> missing) {

  /** Copies the list. */
  public Combination {
    missing = List.copyOf(missing);
  }

  /** Whether the template has every part of it. */
  public boolean isComplete() {
    return missing.isEmpty();
  }
}
