package io.github.mlopsmaven.generate;

import java.util.List;
import java.util.Optional;

/** Asks the person in front of the terminal, where there is one. */
@FunctionalInterface
public interface Questions {

  /** Never asks: batch mode and CI. */
  Questions NONE = (what, values, suggestion) -> Optional.empty();

  /**
   * Asks one question.
   *
   * @param what what to ask for, as in {@code Project type: the kind of machine learning problem}
   * @param values the only valid answers; empty if any text will do
   * @param suggestion the answer that a bare return key gives
   * @return the answer; empty if nobody can be asked
   */
  Optional<String> ask(String what, List<String> values, Optional<String> suggestion);
}
