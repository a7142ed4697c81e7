package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Spelling;
import io.github.mlopsmaven.template.TemplateSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

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
 * @param spelling how the option and its value were given
 */
public record ArchetypeRequest(
    TemplateSource template,
    String split,
    Optional<String> value,
    Path directory,
    Optional<Coordinates> project,
    String generatorVersion,
    Spelling spelling) {

  /** All is given on the command line. */
  public ArchetypeRequest(
      TemplateSource template,
      String split,
      Optional<String> value,
      Path directory,
      Optional<Coordinates> project,
      String generatorVersion) {
    this(template, split, value, directory, project, generatorVersion, Spelling.COMMAND_LINE);
  }

  /** The same for one of several archetypes, whose artifactId is made from its name. */
  ArchetypeRequest of(String oneValue, Path oneDirectory) {
    return new ArchetypeRequest(
        template,
        split,
        Optional.of(oneValue),
        oneDirectory,
        project.map(all -> new Coordinates(all.groupId(), Optional.empty(), all.version())),
        generatorVersion,
        spelling);
  }

  /**
   * The coordinates of an archetype.
   *
   * @param groupId as in {@code com.example.mlops}
   * @param artifactId as in {@code acme-cv-archetype}; none means a name made from the descriptor's
   *     and the value that splits
   * @param version as in {@code 1.0.0}
   */
  public record Coordinates(String groupId, Optional<String> artifactId, String version) {

    /** What Maven takes for an id: anything else would end in a POM that cannot be read. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

    /** The same for a version, which is a part of file names. */
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_.+-]+");

    /**
     * Refuses what Maven would.
     *
     * @param mistakes gets every id that is not one
     */
    public void check(Mistakes mistakes) {
      check("archetypeGroupId", groupId, ID, mistakes);
      artifactId.ifPresent(id -> check("archetypeArtifactId", id, ID, mistakes));
      check("archetypeVersion", version, VERSION, mistakes);
    }

    private static void check(String name, String text, Pattern allowed, Mistakes mistakes) {
      if (!allowed.matcher(text).matches()) {
        mistakes.add(
            new UsageException(
                name + " '" + text + "' is not one for Maven",
                "use letters, digits, '.', '_' and '-', as in -Dmlops."
                    + name
                    + (allowed.equals(VERSION) ? "=1.0.0" : "=com.example.mlops")));
      }
    }
  }
}
