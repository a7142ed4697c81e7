package io.github.mlopsmaven.backstage;

import io.github.mlopsmaven.template.YamlString;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Maps, lists and scalars as YAML. Every text is between double quotes, or a block of lines, so no
 * reader takes {@code 0001} for a number or {@code no} for a boolean.
 */
final class YamlText {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_:-]*[A-Za-z0-9]");
  private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  /** The text of a mapping. */
  static String of(Map<String, ?> mapping) {
    YamlText text = new YamlText();
    text.mapping(mapping, 0, false);
    return text.out.toString();
  }

  private void mapping(Map<?, ?> mapping, int depth, boolean begun) {
    boolean first = begun;
    for (Map.Entry<?, ?> entry : mapping.entrySet()) {
      if (!first) {
        out.append("  ".repeat(depth));
      }
      first = false;
      out.append(key(String.valueOf(entry.getKey()))).append(':');
      value(entry.getValue(), depth);
    }
  }

  private void value(Object value, int depth) {
    if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
      out.append('\n');
      mapping(inner, depth + 1, false);
    } else if (value instanceof Collection<?> list && !list.isEmpty()) {
      if (list.stream().noneMatch(item -> item instanceof Map || item instanceof Collection)) {
        out.append(" [");
        String separator = "";
        for (Object item : list) {
          out.append(separator).append(scalar(item));
          separator = ", ";
        }
        out.append("]\n");
        return;
      }
      out.append('\n');
      for (Object item : list) {
        out.append("  ".repeat(depth + 1)).append("- ");
        if (item instanceof Map<?, ?> inner && !inner.isEmpty()) {
          mapping(inner, depth + 2, true);
        } else {
          out.append(scalar(item)).append('\n');
        }
      }
    } else if (value instanceof String text && text.indexOf('\n') >= 0) {
      out.append(" |\n");
      text.lines().forEach(line -> out.append("  ".repeat(depth + 1)).append(line).append('\n'));
    } else {
      out.append(' ').append(scalar(value)).append('\n');
    }
  }

  private static String key(String text) {
    return PLAIN.matcher(text).matches() && !BOOLEAN.matcher(text).matches()
        ? text
        : YamlString.quoted(text);
  }

  private static String scalar(Object value) {
    if (value instanceof Map) {
      return "{}";
    }
    if (value instanceof Collection) {
      return "[]";
    }
    return value instanceof String text ? YamlString.quoted(text) : String.valueOf(value);
  }
}
