package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where in the project something comes from that a job runs: the text itself, or, for what stands
 * in another repository, the call; and the values that were put into it.
 *
 * @param file the file
 * @param node the text or the call; empty if it is the whole file
 * @param isCall whether the text stands elsewhere
 * @param given the values that may have been put in
 */
record Origin(SourceFile file, Optional<YamlNode> node, boolean isCall, List<Given> given) {

  /** A line with those that continue it is not longer. */
  private static final int FARTHEST = 2000;

  Origin {
    given = List.copyOf(given);
  }

  /**
   * A value that the project gives.
   *
   * @param file the file
   * @param node the value
   */
  record Given(SourceFile file, YamlNode node) {}

  /**
   * A place.
   *
   * @param path the file
   * @param position where in it
   */
  record Place(String path, Position position) {}

  /** A script that is a file. */
  static Origin of(SourceFile file) {
    return new Origin(file, Optional.empty(), false, List.of());
  }

  /** A text of a YAML file. */
  static Origin of(SourceFile file, YamlNode node) {
    return new Origin(file, Optional.of(node), false, List.of());
  }

  /** The same values in a call that stands at a place of the same file. */
  Origin calling(YamlNode call) {
    return isCall ? this : new Origin(file, Optional.of(call), true, given);
  }

  /** The same with more values. */
  Origin giving(List<Given> more) {
    List<Given> all = new ArrayList<>(given);
    all.addAll(more);
    return new Origin(file, node, isCall, all);
  }

  /** The same text, or another one of the same call. */
  Origin at(YamlNode text) {
    return isCall ? this : new Origin(file, Optional.of(text), false, given);
  }

  /**
   * The place where a part of the text is written.
   *
   * @param part the part, after values were put in
   */
  Place place(String part) {
    int index = isCall ? -1 : text().indexOf(part);
    if (index >= 0) {
      Position position =
          node.map(text -> text.positionOf(index)).orElseGet(() -> file.position(index));
      return new Place(file.path(), position);
    }
    Optional<Given> value =
        given.stream()
            .filter(candidate -> isIn(part, candidate.node().text().orElse("")))
            .max(Comparator.comparingInt(candidate -> length(candidate)));
    return value
        .or(
            () ->
                given.stream().filter(one -> isIn(one.node().text().orElse(""), part)).findFirst())
        .map(found -> new Place(found.file().path(), found.node().position()))
        .orElseGet(
            () -> new Place(file.path(), node.map(YamlNode::position).orElse(Position.START)));
  }

  /**
   * The place of a word of a script.
   *
   * @param part the word, after values were put in
   * @param index where it stands in the script; it counts for a script that is a file
   */
  Place place(String part, int index) {
    if (node.isPresent()) {
      return place(part);
    }
    // Values that were put in before it on its line are not as long as their names.
    String text = file.text();
    int line = text.lastIndexOf('\n', Math.min(index, text.length()) - 1) + 1;
    boolean isThere = part.isEmpty() || text.startsWith(part, index);
    int found = isThere ? index : text.indexOf(part, line);
    return new Place(
        file.path(), file.position(found < 0 || found - line > FARTHEST ? index : found));
  }

  /** The text as it is written, of the call if it is one. */
  String text() {
    return node.map(text -> text.text().orElse("")).orElseGet(file::text);
  }

  private static int length(Given given) {
    return given.node().text().orElse("").length();
  }

  private static boolean isIn(String part, String value) {
    return value.length() > 2 && part.contains(value);
  }
}
