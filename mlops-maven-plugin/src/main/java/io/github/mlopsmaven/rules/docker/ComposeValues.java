package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Values that Compose's schema leaves open: the table {@code compose-values.txt}. */
final class ComposeValues {

  /** As Go's durations, with days and weeks. */
  private static final String DURATION =
      "0|(?:\\d{1,18}(?:\\.\\d{1,9})?(?:ns|us|\u00b5s|ms|s|m|h|d|w))+";

  private static final String SIZE = "\\d{1,18}(?:\\.\\d{1,9})? ?(?:(?i)[kmgtp](?:i?b)?|b)?";

  private static final List<Line> TABLE = read();

  private ComposeValues() {}

  /**
   * A line of the table.
   *
   * @param path the keys that lead to a value
   * @param pattern the values that are accepted
   * @param instead what to write
   */
  record Line(List<String> path, Pattern pattern, String instead) {

    Line {
      path = List.copyOf(path);
    }

    /** The last key. */
    String key() {
      return path.get(path.size() - 1);
    }
  }

  /**
   * Goes through the values that are not accepted.
   *
   * @param root the root of a Compose file
   * @param wrong takes the line of the table and the value
   */
  static void check(YamlNode root, BiConsumer<Line, YamlNode> wrong) {
    for (Line line : TABLE) {
      check(root, line, 0, wrong);
    }
  }

  private static void check(YamlNode node, Line line, int at, BiConsumer<Line, YamlNode> wrong) {
    if (at == line.path().size()) {
      String text = node.text().orElse("");
      // What is filled in is not known here.
      boolean isKnown = node.isScalar() && !text.isEmpty() && text.indexOf('$') < 0;
      if (isKnown && !line.pattern().matcher(text).matches()) {
        wrong.accept(line, node);
      }
      return;
    }
    String key = line.path().get(at);
    if (key.equals("*")) {
      node.entries().stream()
          .filter(entry -> !entry.name().startsWith("x-"))
          .forEach(entry -> check(entry.value(), line, at + 1, wrong));
      node.items().forEach(item -> check(item, line, at + 1, wrong));
    } else {
      node.get(key).ifPresent(value -> check(value, line, at + 1, wrong));
    }
  }

  private static List<Line> read() {
    List<Line> lines = new ArrayList<>();
    for (String line : DataFile.lines(ComposeValues.class, "compose-values.txt")) {
      String[] parts = line.split(" \\| ", 3);
      lines.add(
          new Line(
              Arrays.asList(parts[0].split("\\.", -1)),
              Pattern.compile(parts[1].replace("DURATION", DURATION).replace("SIZE", SIZE)),
              parts[2]));
    }
    return lines;
  }
}
