package io.github.mlopsmaven.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * A kind of defect in a list: {@code # NAME | FLOOR}, lines {@code @ SOURCE}, and a line for each
 * defect.
 *
 * @param name what is wrong
 * @param floor how many of a hundred have to be seen
 * @param edits the defects
 * @param <E> what one is
 */
record DefectKind<E>(String name, int floor, List<E> edits) {

  /**
   * Reads a list.
   *
   * @param resource the list, beside this class
   * @param edit makes a defect of a line and its number
   * @param <E> what a defect is
   */
  static <E> List<DefectKind<E>> read(String resource, BiFunction<Integer, String, E> edit) {
    List<DefectKind<E>> kinds = new ArrayList<>();
    int number = 0;
    for (String line : text(resource).split("\n", -1)) {
      number++;
      if (line.startsWith("# ")) {
        int bar = line.lastIndexOf('|');
        kinds.add(
            new DefectKind<>(
                line.substring(2, bar).strip(),
                Integer.parseInt(line.substring(bar + 1).strip()),
                new ArrayList<>()));
      } else if (!line.isBlank() && !line.startsWith("@ ")) {
        kinds.get(kinds.size() - 1).edits().add(edit.apply(number, line));
      }
    }
    return kinds;
  }

  private static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(DefectKind.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
