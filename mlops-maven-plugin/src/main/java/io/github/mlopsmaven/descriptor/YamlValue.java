package io.github.mlopsmaven.descriptor;

import io.github.mlopsmaven.bounds.BoundedYaml;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in a YAML file that knows where it stands, so that every refusal names file and line. */
final class YamlValue {

  private final String file;
  private final String path;
  private final Node node;

  private YamlValue(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /**
   * Parses a file.
   *
   * @param file its name, for messages
   * @param text its content
   * @throws UsageException if it is not YAML, is empty or gives a key twice
   */
  static YamlValue parse(String file, String text) {
    try {
      Node root =
          BoundedYaml.one(file, text)
              .orElseThrow(
                  () ->
                      new UsageException(
                          file + " is empty", "state at least format, name, options and layout"));
      return new YamlValue(file, "", root);
    } catch (MarkedYamlEngineException e) {
      throw new UsageException(
          position(file, e.getProblemMark().or(e::getContextMark))
              + ": not valid YAML: "
              + e.getProblem(),
          "correct the file at that line");
    } catch (YamlEngineException e) {
      throw new UsageException(
          file
              + ": not valid YAML: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "correct the file");
    }
  }

  private static String position(String file, Optional<Mark> mark) {
    return mark.map(at -> file + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
        .orElse(file);
  }

  /** A refusal of this value. */
  UsageException refuse(String problem, String remedy) {
    return new UsageException(
        position(file, node.getStartMark()) + ": " + (path.isEmpty() ? "" : path + " ") + problem,
        remedy);
  }

  /**
   * The entries of a mapping.
   *
   * @param known the keys that it may have
   * @throws UsageException if it is no mapping or has another key
   */
  Map<String, YamlValue> fields(Collection<String> known) {
    Map<String, YamlValue> fields = entries();
    fields.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            throw value.refuse("is not a key of this format", Suggestion.useOneOf(key, known));
          }
        });
    return fields;
  }

  /** The entries of a mapping with free keys, in order. */
  Map<String, YamlValue> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw refuse("has to be a mapping of keys to values", "write 'key: value' lines below it");
    }
    Map<String, YamlValue> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new YamlValue(file, path, tuple.getKeyNode())
            .refuse("has a key that is not text", "write the key as a plain word");
      }
      String below = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
      if (entries.put(key.getValue(), new YamlValue(file, below, tuple.getValueNode())) != null) {
        throw new YamlValue(file, below, key).refuse("is given twice", "remove one of them");
      }
    }
    return entries;
  }

  /** The elements of a sequence; a single scalar counts as a sequence of one. */
  List<YamlValue> elements() {
    if (node instanceof ScalarNode) {
      return List.of(this);
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw refuse("has to be a list", "write '- element' lines below it");
    }
    List<YamlValue> elements = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      elements.add(new YamlValue(file, path + "[" + elements.size() + "]", element));
    }
    return elements;
  }

  /** The elements of a sequence, each made into something. */
  <T> List<T> elements(Function<YamlValue, T> read) {
    return elements().stream().map(read).toList();
  }

  /** A text; numbers and booleans are taken as they are written. */
  String text() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().getValue().endsWith(":null")) {
      return scalar.getValue();
    }
    throw refuse("has to be a text", "write it as one value on the line, in quotes if need be");
  }

  /** {@code true} or {@code false}. */
  boolean bool() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refuse("has to be true or false", "write true or false");
    };
  }

  /** A whole number from 1. */
  int positive() {
    try {
      int number = Integer.parseInt(text());
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number that is too small.
    }
    throw refuse("has to be a whole number from 1", "write it in digits");
  }

  /** The same value read by a constructor that refuses with {@link IllegalArgumentException}. */
  <T> T as(Function<String, T> parse) {
    String text = text();
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw refuse("is wrong: " + firstLine(e), "correct it");
    }
  }

  private static String firstLine(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
