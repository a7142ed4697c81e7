package io.github.mlopsmaven.template;

import java.util.Map;
import java.util.Optional;

/**
 * A named choice that a template offers. Its values are found in the template's tree, never listed.
 *
 * @param name as in {@code project_type}: lower case letters, digits and underscores
 * @param title what it is, for people, as in {@code Project type}
 * @param description one sentence that helps to choose
 * @param labels what a value is called by people, for values that need it
 * @param fallback the value that is taken when nobody chooses; none means that it must be chosen
 */
public record Option(
    String name,
    String title,
    String description,
    Map<String, String> labels,
    Optional<String> fallback) {

  /** Copies the labels. */
  public Option {
    labels = Map.copyOf(labels);
  }
}
