package io.github.mlopsmaven.verify;

import java.util.Arrays;
import java.util.List;

/**
 * Which line of a template's file a line of the project's file was made from, so that a finding in
 * an edited or rendered file is shown where people mend it.
 */
final class LineOrigins {

  /** Larger differences are not worth the time: their lines are taken in order. */
  private static final long MOST_COMPARISONS = 4_000_000;

  private static final int NONE = -1;

  private final List<String> source;
  private final List<String> made;

  /** For each line that was made, the index of its line in the source. */
  private final int[] origins;

  private LineOrigins(List<String> source, List<String> made) {
    this.source = source;
    this.made = made;
    this.origins = new int[made.size()];
    Arrays.fill(origins, NONE);
  }

  /**
   * Compares two states of a file.
   *
   * @param source its lines in the template
   * @param made its lines in the project
   */
  static LineOrigins of(List<String> source, List<String> made) {
    LineOrigins result = new LineOrigins(source, made);
    int start = 0;
    int most = Math.min(source.size(), made.size());
    while (start < most && source.get(start).equals(made.get(start))) {
      result.origins[start] = start;
      start++;
    }
    int end = 0;
    while (end < most - start && result.isSame(source.size() - 1 - end, made.size() - 1 - end)) {
      result.origins[made.size() - 1 - end] = source.size() - 1 - end;
      end++;
    }
    result.matchBetween(start, source.size() - end, made.size() - end);
    result.fillGaps();
    return result;
  }

  private boolean isSame(int ofSource, int ofMade) {
    return source.get(ofSource).equals(made.get(ofMade));
  }

  /** The longest common subsequence of what lies between the same beginning and the same end. */
  private void matchBetween(int start, int sourceEnd, int madeEnd) {
    int rows = sourceEnd - start;
    int columns = madeEnd - start;
    if ((long) rows * columns > MOST_COMPARISONS) {
      return;
    }
    int[][] longest = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        longest[i][j] =
            isSame(start + i, start + j)
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < rows && j < columns) {
      if (isSame(start + i, start + j)) {
        origins[start + j++] = start + i++;
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  /** A line without an equal one was made from the line that stands in its place, or before it. */
  private void fillGaps() {
    int before = NONE;
    for (int j = 0; j < origins.length; j++) {
      if (origins[j] == NONE) {
        int next = nextMatch(j);
        origins[j] = Math.max(0, Math.min(before + 1, next - 1));
      }
      before = origins[j];
    }
  }

  private int nextMatch(int from) {
    for (int j = from; j < origins.length; j++) {
      if (origins[j] != NONE) {
        return origins[j];
      }
    }
    return source.size();
  }

  /**
   * The place in the template.
   *
   * @param position a place in the project's file
   */
  Position of(Position position) {
    if (position.line() > origins.length || source.isEmpty()) {
      return position;
    }
    int line = origins[position.line() - 1];
    return isSame(line, position.line() - 1)
        ? new Position(line + 1, position.column())
        : new Position(line + 1, Math.min(position.column(), source.get(line).length() + 1));
  }
}
