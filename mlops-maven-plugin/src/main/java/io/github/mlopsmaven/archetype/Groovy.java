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
    StringBuilder out = new StringBuilder("'");
    for (char c : data.toString().toCharArray()) {
      if (c == '\'' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('\'').toString();
  }

  /** A list, one item a line. */
  static String lines(Collection<?> items) {
    return items.stream()
        .map(item -> "    " + literal(item))
        .collect(Collectors.joining(",\n", "[\n", "\n]"));
  }
}
