package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.render.PipelineReferences;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a request would make.
 *
 * @param target the project's folder
 * @param blueprint what was decided
 * @param files the files, sorted by target path
 * @param remote the git URL that would be pushed to, without a login, if one is given
 */
public record DryRun(Path target, Blueprint blueprint, List<Row> files, Optional<String> remote) {

  /** Copies the list. */
  public DryRun {
    files = List.copyOf(files);
  }

  /** How a file's content comes about. */
  public enum Treatment {
    /** Byte for byte. */
    COPIED,
    /** By Velocity. */
    RENDERED,
    /** With names filled in between delimiters. */
    SUBSTITUTED,
    /** With a declared edit of single values. */
    REWRITTEN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One file.
   *
   * @param source its path in the template
   * @param target its path in the project
   * @param size bytes in the template; unknown where its content was never fetched
   * @param treatment how its content comes about
   * @param executable whether it can be run
   */
  public record Row(
      String source, String target, OptionalLong size, Treatment treatment, boolean executable) {}

  static DryRun of(GenerateRequest request, Blueprint blueprint, TemplateSnapshot template) {
    Optional<PipelineReferences> references = ProjectContent.references(blueprint, request);
    List<Row> rows =
        blueprint.plan().files().stream()
            .map(
                file ->
                    new Row(
                        file.source().path(),
                        file.target(),
                        template.size(file.source()),
                        treatment(file, references),
                        file.executable()))
            .toList();
    return new DryRun(request.target(), blueprint, rows, request.remote().map(Redaction::redact));
  }

  private static Treatment treatment(PlannedFile file, Optional<PipelineReferences> references) {
    if (file.rendered()) {
      return Treatment.RENDERED;
    }
    if (file.delimiters().isPresent()) {
      return Treatment.SUBSTITUTED;
    }
    boolean mayRefer = references.filter(edit -> edit.appliesTo(file.target())).isPresent();
    return file.rewrites().isEmpty() && !mayRefer ? Treatment.COPIED : Treatment.REWRITTEN;
  }
}
