package io.github.mlopsmaven.archetype;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes data as literals of Groovy. */
final class Groovy {

  private Groovy() {}

  /** A literal of a text, a number, a list or a map of such, on one line. */
  static String literal(Object data) {
    if (data instanceof Map<?, ?> map) {
      return map.isEmpty()
          ? "[:]"
          : map.entrySet().stream()
              .map(entry -> literal(entry.getKey()) + ": " + literal(entry.getValue()))
              .collect(Collectors.joining(", ", "[", "]"));
    }
    if (data instanceof Collection<?> items) {
      return items.stream().map(Groovy::literal).collect(Collectors.joining(", ", "[", "]"));
    }
    if (data instanceof Integer number) {
      return number.toString();
    }
    // Single quotes: nothing in it is replaced.
    return data.toString()
        .chars()
        .mapToObj(Groovy::escaped)
        .collect(Collectors.joining("", "'", "'"));
  }

  private static String escaped(int c) {
    if (c == '\'' || c == '\\') {
      return "\\" + (char) c;
    }
    return c < 0x20 ? String.format("\\u%04x", c) : Character.toString(c);
  }

  /** A list, one item a line. */
  static String lines(Collection<?> items) {
    return items.stream()
        .map(item -> "    " + literal(item))
        .collect(Collectors.joining(",\n", "[\n", "\n]"));
  }
}
