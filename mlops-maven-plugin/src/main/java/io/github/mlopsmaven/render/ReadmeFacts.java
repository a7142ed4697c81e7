package io.github.mlopsmaven.render;

import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a project's README tells.
 *
 * @param projectName the project's name
 * @param descriptor the template's descriptor
 * @param selection what was chosen
 * @param origin where the template came from
 * @param values the settings that the user gave
 * @param names every option, value and name of the project with its text
 * @param files the paths of the project's files
 * @param gaps the parts that the template lacks for this selection
 * @param rewrites the declared edits that changed something, with every name filled in
 * @param pipelineTemplates the user's own pipeline templates, if given
 * @param fixes the fixes that changed something, with every name filled in
 * @param following the files whose references follow other files, each with how many
 * @param findings what verification has to say, one sentence each
 */
public record ReadmeFacts(
    String projectName,
    Descriptor descriptor,
    Selection selection,
    TemplateOrigin origin,
    Map<String, String> values,
    Placeholders names,
    List<String> files,
    List<Part> gaps,
    List<Rewrite> rewrites,
    Optional<PipelineTemplatesTarget> pipelineTemplates,
    List<Rewrite> fixes,
    Map<String, Integer> following,
    List<String> findings) {

  /** Copies, keeping the order. */
  public ReadmeFacts {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    files = List.copyOf(files);
    gaps = List.copyOf(gaps);
    rewrites = List.copyOf(rewrites);
    fixes = List.copyOf(fixes);
    following = Collections.unmodifiableMap(new LinkedHashMap<>(following));
    findings = List.copyOf(findings);
  }
}
