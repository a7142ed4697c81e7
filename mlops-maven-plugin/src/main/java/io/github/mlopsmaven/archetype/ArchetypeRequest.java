package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.TemplateSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which archetype to make.
 *
 * @param template where the template is
 * @param split the option that splits the template into archetypes, as in {@code project_type}
 * @param value the value of that option; none where the template has just one
 * @param directory where the archetype is written
 * @param project the archetype's own coordinates, if a whole Maven project is to be written; none
 *     writes what belongs into the jar and nothing else
 * @param generatorVersion the version of this program, for the lock
 */
public record ArchetypeRequest(
    TemplateSource template,
    String split,
    Optional<String> value,
    Path directory,
    Optional<Coordinates> project,
    String generatorVersion) {

  /** The same for one of several archetypes, whose artifactId is made from its name. */
  ArchetypeRequest of(String oneValue, Path oneDirectory) {
    return new ArchetypeRequest(
        template,
        split,
        Optional.of(oneValue),
        oneDirectory,
        project.map(all -> new Coordinates(all.groupId(), Optional.empty(), all.version())),
        generatorVersion);
  }

  /**
   * The coordinates of an archetype.
   *
   * @param groupId as in {@code com.example.mlops}
   * @param artifactId as in {@code acme-cv-archetype}; none means a name made from the descriptor's
   *     and the value that splits
   * @param version as in {@code 1.0.0}
   */
  public record Coordinates(String groupId, Optional<String> artifactId, String version) {}
}
