package io.github.mlopsmaven.verify;

import java.util.Arrays;

/** Where the lines of a text begin, for one in which many places are looked for. */
public final class LineIndex {

  private final int[] starts;

  /**
   * Reads a text once.
   *
   * @param text the text
   */
  public LineIndex(String text) {
    int[] found = new int[16];
    int lines = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      if (lines == found.length) {
        found = Arrays.copyOf(found, lines * 2);
      }
      found[lines++] = i + 1;
    }
    starts = Arrays.copyOf(found, lines);
  }

  /**
   * The place of a character, as {@link Position#of} gives it.
   *
   * @param index the character's index
   */
  public Position position(int index) {
    int found = Arrays.binarySearch(starts, index);
    int line = found >= 0 ? found : -found - 2;
    return new Position(line + 1, index - starts[line] + 1);
  }
}
