package io.github.mlopsmaven.needs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML file, read without asking first what it is: what is not there is an empty one.
 *
 * @param value a map, a list, a scalar or null
 */
record YamlNode(@Nullable Object value) {

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
