package io.github.mlopsmaven.expressions;

import java.util.Optional;

/**
 * What came of reading an expression: the expression, or why it is none.
 *
 * @param expression the expression, if it is one
 * @param mistake why not, if it is not
 */
public record Parsed(Optional<Expression> expression, Optional<Mistake> mistake) {

  /**
   * Why a text is no expression.
   *
   * @param index where in the text
   * @param problem what is wrong, without a full stop
   * @param remedy what to do, without a full stop
   */
  public record Mistake(int index, String problem, String remedy) {}
}
