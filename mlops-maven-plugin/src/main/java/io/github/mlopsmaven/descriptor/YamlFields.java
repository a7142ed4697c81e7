package io.github.mlopsmaven.descriptor;

import io.github.mlopsmaven.template.Glob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Reads the entries of a mapping in the forms that a descriptor has. */
public final class YamlFields {

  private YamlFields() {}

  /** {@code variables.namespace}, as a list of keys; a key with a dot is written as a list. */
  static List<String> keys(YamlValue value) {
    List<String> elements = value.elements(YamlValue::text);
    List<String> keys = elements.size() == 1 ? List.of(elements.get(0).split("\\.", -1)) : elements;
    if (keys.isEmpty() || keys.contains("")) {
      throw value.refuse(
          "has an empty key", "write the keys with dots between them, as in variables.location");
    }
    return keys;
  }

  /** The patterns of a key. */
  public static List<Glob> globs(Map<String, YamlValue> fields, String key) {
    return list(fields, key, glob -> glob.as(Glob::of));
  }

  /** The elements of a key, each made into something, without those that are wrong. */
  public static <T> List<T> list(
      Map<String, YamlValue> fields, String key, Function<YamlValue, T> read) {
    return optional(fields, key)
        .flatMap(value -> value.mistakes().reading(() -> value.elements(read)))
        .orElse(List.of());
  }

  /** Reads each entry of the mapping of a key; what is refused is told at the end. */
  public static void each(
      Map<String, YamlValue> fields, String key, BiConsumer<String, YamlValue> read) {
    optional(fields, key)
        .ifPresent(
            value ->
                value
                    .entries()
                    .forEach(
                        (name, entry) ->
                            value
                                .mistakes()
                                .reading(
                                    () -> {
                                      read.accept(name, entry);
                                      return name;
                                    })));
  }

  /** The value of a key that may be missing. */
  public static Optional<YamlValue> optional(Map<String, YamlValue> fields, String key) {
    return Optional.ofNullable(fields.get(key));
  }

  /** The value of a key that may not be missing. */
  public static YamlValue required(YamlValue parent, Map<String, YamlValue> fields, String key) {
    return optional(fields, key)
        .orElseThrow(() -> parent.refuse("lacks the key '" + key + "'", "add '" + key + ": …'"));
  }
}
