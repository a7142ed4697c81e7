package io.github.mlopsmaven.problem;

/**
 * Where in a text file something is, in the form that editors and terminals link: {@code
 * FILE:LINE:COLUMN}.
 *
 * @param file the file's name, as people know it
 * @param line from 1
 * @param column from 1, in characters as an editor counts them
 */
public record Place(String file, int line, int column) {

  /** Refuses what is before the beginning of a file. */
  public Place {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(line + ":" + column);
    }
  }

  /**
   * The first character of a line that is not blank.
   *
   * @param file the file's name
   * @param line from 1
   * @param text the line
   */
  public static Place inLine(String file, int line, String text) {
    int blanks = 0;
    while (blanks < text.length() && Character.isWhitespace(text.charAt(blanks))) {
      blanks++;
    }
    return new Place(file, line, blanks < text.length() ? blanks + 1 : 1);
  }

  /**
   * A character of a text.
   *
   * @param file the file's name
   * @param text its content
   * @param index the character's index
   */
  public static Place of(String file, String text, int index) {
    int line = 1;
    int start = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < index; i = text.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    return new Place(file, line, index - start + 1);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
