package io.github.mlopsmaven.verify;

import java.util.Comparator;

/**
 * A place in a text file.
 *
 * @param line from 1
 * @param column from 1, in characters as an editor counts them
 */
public record Position(int line, int column) implements Comparable<Position> {

  /** The first character of a file; stands for the whole file, too. */
  public static final Position START = new Position(1, 1);

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

  /**
   * The place of a character.
   *
   * @param text the file's text
   * @param index the character's index
   */
  public static Position of(String text, int index) {
    int line = 1;
    int start = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < index; i = text.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    return new Position(line, index - start + 1);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
