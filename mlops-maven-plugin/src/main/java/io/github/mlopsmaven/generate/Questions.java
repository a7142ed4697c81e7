package io.github.mlopsmaven.generate;

import java.util.List;
import java.util.Map;
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

  /**
   * Asks for one of some values, with what people call them.
   *
   * @param what what to ask for
   * @param values the only valid answers
   * @param labels value to what it is called, as far as that says more
   * @param suggestion the answer that a bare return key gives
   * @return the answer; empty if nobody can be asked
   */
  default Optional<String> choose(
      String what, List<String> values, Map<String, String> labels, Optional<String> suggestion) {
    return ask(what, values, suggestion);
  }
}
