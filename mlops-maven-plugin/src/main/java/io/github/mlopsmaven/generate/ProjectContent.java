package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.render.DeclaredEdit;
import io.github.mlopsmaven.render.PipelineReferences;
import io.github.mlopsmaven.render.StillReadable;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.Rewrite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the content of a project's files: copied, rendered or rewritten. */
final class ProjectContent {

  private final Map<String, Object> names;
  private final Optional<PipelineReferences> references;
  private final VelocityRenderer renderer;
  private final List<String> warnings = new ArrayList<>();
  private final Set<Rewrite> effective = new LinkedHashSet<>();
  private int redirected;

  private ProjectContent(
      Map<String, Object> names,
      Optional<PipelineReferences> references,
      VelocityRenderer renderer) {
    this.names = names;
    this.references = references;
    this.renderer = renderer;
  }

  static ProjectContent of(
      Blueprint blueprint, GenerateRequest request, VelocityRenderer renderer) {
    return new ProjectContent(blueprint.names().data(), references(blueprint, request), renderer);
  }

  /** The edit that points pipelines at the user's own templates, if there are some. */
  static Optional<PipelineReferences> references(Blueprint blueprint, GenerateRequest request) {
    return request
        .pipelineTemplates()
        .flatMap(
            to ->
                blueprint
                    .descriptor()
                    .pipelineTemplates()
                    .map(from -> new PipelineReferences(from, to)));
  }

  /** Whether a file has the template's bytes. */
  boolean isCopied(PlannedFile file) {
    boolean isLink = file.source().mode() == FileMode.SYMBOLIC_LINK;
    return isLink || (!file.rendered() && file.rewrites().isEmpty() && !mayRefer(file));
  }

  private boolean mayRefer(PlannedFile file) {
    return references.filter(edit -> edit.appliesTo(file.target())).isPresent();
  }

  /**
   * The bytes of a file in the project.
   *
   * @param file the file
   * @param content its bytes in the template
   */
  byte[] of(PlannedFile file, byte[] content) {
    byte[] edited =
        file.rendered() ? renderer.render(file.source().path(), content, names) : content;
    for (Rewrite rewrite : file.rewrites()) {
      Optional<byte[]> replaced = DeclaredEdit.apply(rewrite, file.target(), edited);
      if (replaced.isEmpty() && !(rewrite.place() instanceof Rewrite.YamlPath)) {
        warnings.add(leftAsItWas(file) + " (" + rewrite.reason() + ")");
      } else if (replaced.isEmpty()) {
        warnings.add(
            file.target()
                + " has no "
                + rewrite.place()
                + ", so it was not set ("
                + rewrite.reason()
                + ")");
      }
      if (replaced.isPresent() && !Arrays.equals(replaced.get(), edited)) {
        effective.add(rewrite);
        edited = replaced.get();
      }
    }
    if (mayRefer(file)) {
      PipelineReferences.Edited redirect = references.orElseThrow().edit(file.target(), edited);
      if (StillReadable.isBroken(file.target(), edited, redirect.content())) {
        warnings.add(leftAsItWas(file) + " (it still names the template's pipelines)");
      } else {
        redirected += redirect.references();
        edited = redirect.content();
      }
    }
    return edited;
  }

  private static String leftAsItWas(PlannedFile file) {
    return file.target() + " was left as it is: it could not be read any more with an edit";
  }

  /** Sentences about what did not go as the descriptor says. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The declared edits that changed the bytes of a file so far. */
  Set<Rewrite> effective() {
    return Set.copyOf(effective);
  }

  /** How many references to the pipeline templates were pointed elsewhere so far. */
  int redirected() {
    return redirected;
  }
}
