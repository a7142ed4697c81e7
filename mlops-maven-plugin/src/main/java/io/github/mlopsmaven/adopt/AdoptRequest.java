package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.Spelling;
import io.github.mlopsmaven.template.TemplateHistory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a user asks for.
 *
 * @param templates where the project may have come from
 * @param projectName what the project is called
 * @param organization the owner at the host, if it is known
 * @param options what is known of the selection
 * @param values settings that are known
 * @param limits how large a project may be
 * @param generatorVersion the version of this program
 * @param spelling how options and settings were given
 */
public record AdoptRequest(
    List<Template> templates,
    ProjectName projectName,
    Optional<String> organization,
    Map<String, String> options,
    Map<String, String> values,
    Limits limits,
    String generatorVersion,
    Spelling spelling) {

  /** Copies, keeping the order. */
  public AdoptRequest {
    templates = List.copyOf(templates);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * A template that may be the one.
   *
   * @param name what it is called, for people
   * @param history opens its states
   */
  public record Template(String name, Supplier<TemplateHistory> history) {}
}
