package io.github.mlopsmaven.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A named choice that a template offers. Its values are found in the template's tree, unless the
 * descriptor lists them.
 *
 * @param name as in {@code project_type}: lower case letters, digits and underscores
 * @param title what it is, for people, as in {@code Project type}
 * @param description one sentence that helps to choose
 * @param labels what a value is called by people, for values that need it
 * @param listed the values, where they are listed; none means that they are found in the tree
 * @param excluded names in the tree that are no values, where values are found there
 * @param fallback the value that is taken when nobody chooses; none means that it must be chosen
 * @param when the values of earlier options for which there is this choice at all; for others a
 *     selection has no value for it
 */
public record Option(
    String name,
    String title,
    String description,
    Map<String, String> labels,
    List<String> listed,
    List<Glob> excluded,
    Optional<String> fallback,
    Condition when) {

  private static final Set<String> WITH_A_PARAMETER =
      Set.of("infrastructure_version", "project_type", "mlops_version", "orchestration");

  /** Copies, keeping the order. */
  public Option {
    listed = List.copyOf(listed);
    excluded = List.copyOf(excluded);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /**
   * What to type on Maven's command line to choose a value.
   *
   * @param value the value
   * @return {@code -Dmlops.projectType=cv}, or {@code -Dmlops.options.NAME=VALUE} for an option
   *     that the goals have no parameter of their own for
   */
  public String argument(String value) {
    return "-Dmlops." + parameter(name) + "=" + value;
  }

  /**
   * The user property that an option is given by.
   *
   * @param name its name in a descriptor
   * @return {@code projectType}, or {@code options.NAME} for an option that the goals have no
   *     parameter of their own for
   */
  public static String parameter(String name) {
    if (!WITH_A_PARAMETER.contains(name)) {
      return "options." + name;
    }
    StringBuilder property = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        i++;
        property.append(Character.toUpperCase(name.charAt(i)));
      } else {
        property.append(c);
      }
    }
    return property.toString();
  }
}
