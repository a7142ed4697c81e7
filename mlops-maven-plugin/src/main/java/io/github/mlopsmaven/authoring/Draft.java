package io.github.mlopsmaven.authoring;

import io.github.mlopsmaven.template.YamlString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A descriptor in the making: what was guessed, why, and what is left to its author. */
final class Draft {

  /** What no reader of YAML takes for anything but text. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!(?i:yes|no|on|off|y|n|true|false|null)$)[A-Za-z_./][A-Za-z0-9_./+-]*");

  private static final int WIDTH = 110;

  private final String name;
  private final String title;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<String> layout = new ArrayList<>();
  private final List<String> delimiters = new ArrayList<>();
  private final List<String> rewrites = new ArrayList<>();
  private final Set<String> excluded = new LinkedHashSet<>();
  private final Map<String, String> valuesOf = new LinkedHashMap<>();
  private final List<String> evidence = new ArrayList<>();
  private final Set<String> open = new LinkedHashSet<>();
  private String extended = "";
  private boolean velocity = true;

  Draft(String name, String title) {
    this.name = name;
    this.title = title;
  }

  /** One key with what it is, in the order to write it. */
  static Map<String, Object> mapping(Object... pairs) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      mapping.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return mapping;
  }

  /** Builds on a descriptor of the plugin. */
  void extend(String descriptor, String why) {
    extended = descriptor;
    because(descriptor, why);
  }

  /** Files named {@code *.vm} are files as any other. */
  void withoutVelocity(String why) {
    velocity = false;
    because("render: none", why);
  }

  void value(String value, Map<String, Object> keys, String why) {
    values.put(value, flow(keys));
    valuesOf.merge(why, value, (known, more) -> known + ", " + more);
  }

  boolean hasValue(String value) {
    return values.containsKey(value);
  }

  void option(String option, Map<String, Object> keys, String why) {
    options.put(option, flow(keys));
    because("option " + option, why);
  }

  boolean hasOption(String option) {
    return options.containsKey(option);
  }

  void layout(Map<String, Object> rule) {
    layout.add(flow(rule));
  }

  void delimiters(Map<String, Object> keys, String why) {
    delimiters.add(flow(keys));
    because("delimiters", why);
  }

  void rewrite(Map<String, Object> keys, String why) {
    rewrites.add(flow(keys));
    because("rewrite", why);
  }

  void exclude(String pattern) {
    excluded.add(pattern);
  }

  private void because(String what, String why) {
    evidence.add(what + ": " + why);
  }

  /** Something that only its author can decide. */
  void leave(String sentence) {
    open.add(sentence);
  }

  /** What was guessed, each with its reason. */
  List<String> evidence() {
    List<String> all = new ArrayList<>(evidence);
    valuesOf.forEach(
        (why, names) -> all.add((names.contains(",") ? "values " : "value ") + names + ": " + why));
    return all;
  }

  /** What is left to the author. */
  List<String> open() {
    return List.copyOf(open);
  }

  /** The descriptor. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append("# A first descriptor, guessed by mlops:new-template. Each guess and its reason:\n");
    evidence().forEach(line -> out.append("# - ").append(oneLine(line)).append('\n'));
    if (!open.isEmpty()) {
      out.append("# Manual steps remaining:\n");
      open.forEach(line -> out.append("# - ").append(oneLine(line)).append('\n'));
    }
    out.append("format: 1\nname: ").append(scalar(name)).append('\n');
    if (!extended.isEmpty()) {
      out.append("extends: ").append(extended).append('\n');
    }
    out.append("title: ").append(scalar(title)).append('\n');
    mappings(out, "options", options);
    list(out, "layout", layout);
    if (!excluded.isEmpty()) {
      list(out, "exclude", excluded.stream().map(Draft::scalar).toList());
    }
    if (!velocity) {
      out.append("\nrender: none\n");
    }
    list(out, "delimiters", delimiters);
    list(out, "rewrites", rewrites);
    mappings(out, "values", values);
    return out.toString();
  }

  private static void mappings(StringBuilder out, String key, Map<String, String> entries) {
    if (!entries.isEmpty()) {
      out.append('\n').append(key).append(":\n");
      entries.forEach(
          (name, keys) -> out.append("  ").append(name).append(": ").append(keys).append('\n'));
    }
  }

  private static void list(StringBuilder out, String key, List<String> elements) {
    if (!elements.isEmpty()) {
      out.append('\n').append(key).append(":\n");
      elements.forEach(element -> out.append("  - ").append(element).append('\n'));
    }
  }

  private static String flow(Object value) {
    if (value instanceof Map<?, ?> mapping) {
      return mapping.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      List<String> elements = list.stream().map(Draft::flow).toList();
      String line = String.join(", ", elements);
      return line.length() < WIDTH
          ? "[" + line + "]"
          : "[\n      " + String.join(",\n      ", elements) + "]";
    }
    return scalar(String.valueOf(value));
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() ? text : YamlString.quoted(text);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
