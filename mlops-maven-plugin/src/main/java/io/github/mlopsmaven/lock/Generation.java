package io.github.mlopsmaven.lock;

/**
 * How a project was generated, as far as it is not the usual way.
 *
 * @param fixes whether the descriptor's fixes were applied
 * @param partial whether a selection was taken that the template has only in part
 */
public record Generation(boolean fixes, boolean partial) {

  /** With fixes, and complete. */
  public static final Generation USUAL = new Generation(true, false);
}
