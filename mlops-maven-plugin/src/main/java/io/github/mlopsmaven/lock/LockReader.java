package io.github.mlopsmaven.lock;

import io.github.mlopsmaven.bounds.BoundedYaml;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.problem.Visible;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One mapping of a lock file, with errors that name their place. */
final class LockReader {

  private static final String REMEDY =
      "restore the file from version control; it is written by the plugin and not edited by hand";

  /** What the largest descriptor and the longest values come to, each character escaped. */
  private static final int MAX_LENGTH = 32 * 1024 * 1024;

  private final String file;
  private final String place;
  private final Node node;
  private final Map<String, Node> entries;

  private LockReader(String file, String place, Node node) {
    this.file = file;
    this.place = place;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(node, (place.isEmpty() ? "the lock file" : place) + " is not a mapping");
    }
    this.entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode(), "a key");
      if (entries.put(key, tuple.getValueNode()) != null) {
        throw wrong(tuple.getKeyNode(), "'" + key + "' is set twice");
      }
    }
  }

  static LockReader root(String file, byte[] content) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(file + " is not UTF-8", REMEDY);
    }
    ConflictMarkers.refuse(file, text);
    try {
      Node node =
          BoundedYaml.one(file, text, MAX_LENGTH)
              .orElseThrow(() -> new UsageException(file + " is empty", REMEDY));
      return new LockReader(file, "", node);
    } catch (MarkedYamlEngineException e) {
      throw new UsageException(
          BoundedYaml.place(file, e.getProblemMark()) + ": not valid YAML: " + e.getProblem(),
          REMEDY);
    } catch (YamlEngineException e) {
      throw new UsageException(file + ": not valid YAML: " + e.getMessage(), REMEDY);
    }
  }

  LockReader only(String... known) {
    List<String> names = List.of(known);
    entries.forEach(
        (key, value) -> {
          if (!names.contains(key)) {
            throw new UsageException(
                BoundedYaml.place(file, value.getStartMark())
                    + ": '"
                    + qualified(key)
                    + "' is not known",
                Suggestion.useOneOf(key, names));
          }
        });
    return this;
  }

  String text(String key) {
    return optionalText(key).orElseThrow(() -> wrong(node, "'" + qualified(key) + "' is missing"));
  }

  Optional<String> optionalText(String key) {
    return Optional.ofNullable(entries.get(key)).map(node -> scalar(node, qualified(key)));
  }

  LockReader child(String key) {
    return optionalChild(key).orElseThrow(() -> wrong(node, "'" + qualified(key) + "' is missing"));
  }

  Optional<LockReader> optionalChild(String key) {
    return Optional.ofNullable(entries.get(key))
        .map(node -> new LockReader(file, qualified(key), node));
  }

  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    entries.forEach((key, node) -> texts.put(key, scalar(node, qualified(key))));
    return texts;
  }

  List<String> list(String key) {
    Node value = entries.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof SequenceNode sequence)) {
      throw wrong(value, "'" + qualified(key) + "' is not a list");
    }
    List<String> texts = new ArrayList<>();
    sequence.getValue().forEach(item -> texts.add(scalar(item, qualified(key))));
    return texts;
  }

  UsageException unknownFormat(String format) {
    return new UsageException(
        Visible.line(
            file + " has format '" + format + "', which this version of the plugin does not know"),
        "use the version of the plugin that made the project, or a later one");
  }

  private String qualified(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }

  private String scalar(Node value, String what) {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(value, "'" + what + "' is not a single value");
  }

  UsageException wrong(String key, String what) {
    return wrong(
        Optional.ofNullable(entries.get(key)).orElse(node), "'" + qualified(key) + "' " + what);
  }

  private UsageException wrong(Node at, String what) {
    return new UsageException(
        Visible.line(BoundedYaml.place(file, at.getStartMark()) + ": " + what), REMEDY);
  }
}
