package io.github.mlopsmaven.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The selections that a rule applies to: for each option named, one of the values listed.
 *
 * @param allowed option name to the values for which the rule applies; no entry means every value
 */
public record Condition(Map<String, List<String>> allowed) {

  /** Holds for every selection. */
  public static final Condition ALWAYS = new Condition(Map.of());

  /** Copies, keeping the order. */
  public Condition {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    allowed.forEach((option, values) -> copy.put(option, List.copyOf(values)));
    allowed = Collections.unmodifiableMap(copy);
  }

  /**
   * Whether the rule applies.
   *
   * @param selection a value for each option; an option that it lacks does not match
   */
  public boolean holds(Selection selection) {
    return allowed.entrySet().stream()
        .allMatch(
            entry -> {
              String value = selection.values().get(entry.getKey());
              return value != null && entry.getValue().contains(value);
            });
  }
}
