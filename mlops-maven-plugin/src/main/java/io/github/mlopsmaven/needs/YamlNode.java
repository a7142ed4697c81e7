package io.github.mlopsmaven.needs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a YAML file, read without asking first what it is: what is not there is an empty one.
 *
 * @param value a map, a list, a text or null
 */
record YamlNode(@Nullable Object value) {

  /**
   * Takes what the parser read. Texts stay as they are written: {@code 3.10} is not read as the
   * number 3.1.
   *
   * @param node the parser's node, in which no alias stands for something that it is a part of
   */
  static YamlNode of(Node node) {
    return new YamlNode(read(node, new IdentityHashMap<>()));
  }

  private static @Nullable Object read(Node node, Map<Node, Object> known) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getTag().equals(Tag.NULL) ? null : scalar.getValue();
    }
    Object same = known.get(node);
    if (same != null) {
      return same;
    }
    if (node instanceof MappingNode mapping) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      known.put(node, map);
      for (NodeTuple tuple : mapping.getValue()) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        map.put(key, read(tuple.getValueNode(), known));
      }
      return map;
    }
    List<@Nullable Object> list = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      known.put(node, list);
      sequence.getValue().forEach(item -> list.add(read(item, known)));
    }
    return list;
  }

  /** The value of a key; empty where this is no mapping or has no such key. */
  YamlNode get(String key) {
    return new YamlNode(value instanceof Map<?, ?> map ? map.get(key) : null);
  }

  /** Whether it has a key. */
  boolean has(String key) {
    return value instanceof Map<?, ?> map && map.containsKey(key);
  }

  /** Whether it is a list. */
  boolean isList() {
    return value instanceof Collection<?>;
  }

  /** The entries of a mapping; of anything else, none. */
  Map<String, YamlNode> entries() {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> entries.put(String.valueOf(key), new YamlNode(item)));
    }
    return entries;
  }

  /** The items of a list; of a single value, itself; of nothing, none. */
  List<YamlNode> items() {
    if (value instanceof Collection<?> list) {
      List<YamlNode> items = new ArrayList<>();
      list.forEach(item -> items.add(new YamlNode(item)));
      return items;
    }
    return value == null ? List.of() : List.of(this);
  }

  /** A scalar's text; of anything else, the empty one. */
  String text() {
    return value == null || value instanceof Map<?, ?> || value instanceof Collection<?>
        ? ""
        : String.valueOf(value);
  }

  /**
   * Looks at every scalar below, and at every key.
   *
   * @param visitor is given the key that a scalar stands below, the empty text in a list, and the
   *     scalar's text
   */
  void scalars(BiConsumer<String, String> visitor) {
    walk("", visitor);
  }

  private void walk(String key, BiConsumer<String, String> visitor) {
    if (value instanceof Map<?, ?>) {
      entries()
          .forEach(
              (name, item) -> {
                visitor.accept("", name);
                item.walk(name, visitor);
              });
    } else if (isList()) {
      items().forEach(item -> item.walk(key, visitor));
    } else {
      visitor.accept(key, text());
    }
  }
}
