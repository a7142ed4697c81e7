package io.github.mlopsmaven.lock;

/**
 * How a project was generated, as far as it is not the usual way.
 *
 * @param repairs whether the descriptor's repairs were applied
 * @param partial whether a selection was taken that the template has only in part
 */
public record Generation(boolean repairs, boolean partial) {

  /** With repairs, and complete. */
  public static final Generation USUAL = new Generation(true, false);
}
