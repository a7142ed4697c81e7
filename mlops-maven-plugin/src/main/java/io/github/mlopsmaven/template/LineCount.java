package io.github.mlopsmaven.template;

import io.github.mlopsmaven.problem.Place;

/**
 * The lines of a text, counted from 1. It goes on from the place that was asked for before, so that
 * a text of millions of places is gone through once.
 */
public final class LineCount {

  private final String text;
  private int at;
  private int start;
  private int line = 1;

  /**
   * Takes a text.
   *
   * @param text with line feeds at the ends of its lines
   */
  public LineCount(String text) {
    this.text = text;
  }

  /**
   * The line of a place.
   *
   * @param offset from 0; best not before the one that was asked for last
   */
  public int at(int offset) {
    if (offset < at) {
      at = 0;
      start = 0;
      line = 1;
    }
    for (; at < offset; at++) {
      if (text.charAt(at) == '\n') {
        line++;
        start = at + 1;
      }
    }
    return line;
  }

  /**
   * The place of a place of the text.
   *
   * @param file the file's name
   * @param offset as for {@link #at}
   */
  public Place place(String file, int offset) {
    return new Place(file, at(offset), offset - start + 1);
  }
}
