package io.github.mlopsmaven.lock;

import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSignature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a generated project came from and what was chosen, so that the same project can be made
 * again.
 *
 * @param generator the program that made it, as in {@code mlops-maven-plugin}
 * @param generatorVersion its version
 * @param origin the template and its state
 * @param descriptor the descriptor's name, as in {@code azure-mlops-v2}
 * @param descriptorId git's blob id of the descriptor's bytes, if it is known
 * @param projectName the project's name
 * @param organization the GitHub organization or Azure DevOps {@code organization/project}, if
 *     given
 * @param selection the options' values, in the descriptor's order
 * @param values the settings that the user gave, in the descriptor's order; not the defaults
 * @param pipelineTemplates the user's own pipeline templates, if given
 * @param generation how it was generated, as far as it is not the usual way
 * @param gaps the names of the parts that the template lacked
 * @param fixes the ids of the rules whose fixes changed a file, sorted
 * @param calls the repository with pipeline templates that its pipelines call, if they call one
 * @param rules what the template says about rules of {@code mlops:verify}
 * @param policies the policies that were named when it was made, as Maven coordinates
 */
public record ProjectLock(
    String generator,
    String generatorVersion,
    TemplateOrigin origin,
    String descriptor,
    Optional<String> descriptorId,
    String projectName,
    Optional<String> organization,
    Selection selection,
    Map<String, String> values,
    Optional<PipelineTemplatesTarget> pipelineTemplates,
    Generation generation,
    List<String> gaps,
    List<String> fixes,
    Optional<SharedRepository> calls,
    List<RuleSetting> rules,
    List<String> policies) {

  /** Copies, keeping the order. */
  public ProjectLock {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    gaps = List.copyOf(gaps);
    fixes = List.copyOf(fixes);
    rules = List.copyOf(rules);
    policies = List.copyOf(policies);
  }

  /** A project that no policy was named for. */
  public ProjectLock(
      String generator,
      String generatorVersion,
      TemplateOrigin origin,
      String descriptor,
      Optional<String> descriptorId,
      String projectName,
      Optional<String> organization,
      Selection selection,
      Map<String, String> values,
      Optional<PipelineTemplatesTarget> pipelineTemplates,
      Generation generation,
      List<String> gaps,
      List<String> fixes,
      Optional<SharedRepository> calls,
      List<RuleSetting> rules) {
    this(
        generator,
        generatorVersion,
        origin,
        descriptor,
        descriptorId,
        projectName,
        organization,
        selection,
        values,
        pipelineTemplates,
        generation,
        gaps,
        fixes,
        calls,
        rules,
        List.of());
  }

  /**
   * The same lock with what it was judged by.
   *
   * @param named the policies, as Maven coordinates
   * @param signature who signed the template's state, where it was looked at
   */
  public ProjectLock judged(List<String> named, Optional<TemplateSignature> signature) {
    return of(origin.signedBy(signature), selection, values, named);
  }

  /**
   * The same lock with other choices.
   *
   * @param chosen the options' values
   * @param settings the settings that the user gave
   */
  public ProjectLock with(Map<String, String> chosen, Map<String, String> settings) {
    return of(origin, new Selection(chosen), settings, policies);
  }

  private ProjectLock of(
      TemplateOrigin from, Selection chosen, Map<String, String> settings, List<String> named) {
    return new ProjectLock(
        generator,
        generatorVersion,
        from,
        descriptor,
        descriptorId,
        projectName,
        organization,
        chosen,
        settings,
        pipelineTemplates,
        generation,
        gaps,
        fixes,
        calls,
        rules,
        named);
  }
}
