package io.github.mlopsmaven.template;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One value for every option of a template that applies: an option may depend on an earlier one.
 *
 * @param values option name to value, in the descriptor's order
 */
public record Selection(Map<String, String> values) {

  /** Keeps the order and copies. */
  public Selection {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The value of an option.
   *
   * @param option the option's name
   * @return its value
   * @throws IllegalArgumentException if the selection has no such option
   */
  public String value(String option) {
    String value = values.get(option);
    if (value == null) {
      throw new IllegalArgumentException("no value for option " + option + " in " + values);
    }
    return value;
  }

  /**
   * Whether all of these options have a value.
   *
   * @param options their names
   */
  public boolean has(Collection<String> options) {
    return values.keySet().containsAll(options);
  }

  /**
   * The values with a word before them, for a sentence that goes on without them where there are
   * none: a template without options.
   *
   * @param before as in {@code " for "}
   * @return {@code " for classical, terraform"}, or an empty text
   */
  public String after(String before) {
    return values.isEmpty() ? "" : before + String.join(", ", values.values());
  }

  /** {@code infrastructure_version=terraform, project_type=classical, …}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
