package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.Spelling;
import io.github.mlopsmaven.template.TemplateSource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a user asks for.
 *
 * @param template where the template is
 * @param options option name to value, as far as they were given
 * @param allowPartial whether a selection that the template has only in part is generated
 * @param outputDirectory the parent of the project's folder
 * @param projectName the name of the project's folder and repository
 * @param organization the owner at the host, if given
 * @param values value name to text, as far as they were given
 * @param pipelineTemplates the user's own pipeline-templates repository, if given
 * @param author who commits, if given
 * @param remote where to push, if anywhere
 * @param fixes whether the descriptor's fixes are applied
 * @param limits how large the project may be
 * @param generatorVersion the version of this program, for the lock
 * @param spelling how options and values were given
 */
public record GenerateRequest(
    TemplateSource template,
    Map<String, String> options,
    boolean allowPartial,
    Path outputDirectory,
    ProjectName projectName,
    Optional<String> organization,
    Map<String, String> values,
    Optional<PipelineTemplatesTarget> pipelineTemplates,
    Optional<ProjectRepository.Author> author,
    Optional<String> remote,
    boolean fixes,
    Limits limits,
    String generatorVersion,
    Spelling spelling) {

  /** Copies the maps, keeping their order. */
  public GenerateRequest {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** What is given on the command line. */
  public GenerateRequest(
      TemplateSource template,
      Map<String, String> options,
      boolean allowPartial,
      Path outputDirectory,
      ProjectName projectName,
      Optional<String> organization,
      Map<String, String> values,
      Optional<PipelineTemplatesTarget> pipelineTemplates,
      Optional<ProjectRepository.Author> author,
      Optional<String> remote,
      boolean fixes,
      Limits limits,
      String generatorVersion) {
    this(
        template,
        options,
        allowPartial,
        outputDirectory,
        projectName,
        organization,
        values,
        pipelineTemplates,
        author,
        remote,
        fixes,
        limits,
        generatorVersion,
        Spelling.COMMAND_LINE);
  }

  /**
   * The same with other values.
   *
   * @param other value name to text
   */
  public GenerateRequest withValues(Map<String, String> other) {
    return with(other, organization);
  }

  /**
   * The same with other values, for another owner.
   *
   * @param other value name to text
   * @param owner the owner at the host, if there is one
   */
  public GenerateRequest with(Map<String, String> other, Optional<String> owner) {
    return of(other, owner, spelling);
  }

  /**
   * The same with other names of options and values.
   *
   * @param other how they were given
   */
  public GenerateRequest spelled(Spelling other) {
    return of(values, organization, other);
  }

  private GenerateRequest of(Map<String, String> settings, Optional<String> owner, Spelling names) {
    return new GenerateRequest(
        template,
        options,
        allowPartial,
        outputDirectory,
        projectName,
        owner,
        settings,
        pipelineTemplates,
        author,
        remote,
        fixes,
        limits,
        generatorVersion,
        names);
  }

  /** The project's folder. */
  public Path target() {
    return outputDirectory.toAbsolutePath().normalize().resolve(projectName.text());
  }
}
