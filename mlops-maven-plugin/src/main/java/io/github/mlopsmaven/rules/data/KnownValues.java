package io.github.mlopsmaven.rules.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The values that names of an expression language may have: lines of {@code a.*.b | one two}, where
 * {@code *} stands for any word.
 */
public final class KnownValues {

  private record Line(List<String> name, List<String> values) {

    boolean fits(List<String> path) {
      boolean fits = name.size() == path.size();
      for (int i = 0; fits && i < path.size(); i++) {
        fits = name.get(i).equals("*") || name.get(i).equalsIgnoreCase(path.get(i));
      }
      return fits;
    }
  }

  private final List<Line> lines;

  private KnownValues(List<Line> lines) {
    this.lines = lines;
  }

  /**
   * Reads a list.
   *
   * @param owner the class that it lies beside
   * @param file the file
   */
  public static KnownValues of(Class<?> owner, String file) {
    List<Line> lines = new ArrayList<>();
    for (String line : DataFile.lines(owner, file)) {
      String[] halves = line.split(" \\| ", 2);
      lines.add(
          new Line(
              Arrays.asList(halves[0].split("\\.", -1)), Arrays.asList(halves[1].split(" ", -1))));
    }
    return new KnownValues(lines);
  }

  /**
   * The values of a name; the first line that fits counts.
   *
   * @param path its words; their case does not count
   * @return empty if nothing is known of it
   */
  public Optional<List<String>> of(List<String> path) {
    return lines.stream().filter(line -> line.fits(path)).map(Line::values).findFirst();
  }
}
