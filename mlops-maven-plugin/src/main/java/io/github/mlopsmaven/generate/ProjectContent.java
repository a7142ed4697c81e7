package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.render.DeclaredEdit;
import io.github.mlopsmaven.render.DelimitedFile;
import io.github.mlopsmaven.render.PipelineReferences;
import io.github.mlopsmaven.render.StillReadable;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.LineEnds;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Rewrite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the content of a project's files: copied, rendered or rewritten. */
final class ProjectContent {

  private final Placeholders names;
  private final Set<String> known;
  private final FollowedFiles followed;
  private final Optional<PipelineReferences> references;
  private final VelocityRenderer renderer;
  private final List<String> warnings = new ArrayList<>();
  private final Set<Rewrite> effective = new LinkedHashSet<>();
  private final SortedMap<String, Integer> following = new TreeMap<>();
  private int redirected;

  private ProjectContent(
      Placeholders names,
      Set<String> known,
      FollowedFiles followed,
      Optional<PipelineReferences> references,
      VelocityRenderer renderer) {
    this.names = names;
    this.known = known;
    this.followed = followed;
    this.references = references;
    this.renderer = renderer;
  }

  static ProjectContent of(
      Blueprint blueprint, GenerateRequest request, VelocityRenderer renderer) {
    return new ProjectContent(
        blueprint.names(),
        Placeholders.known(blueprint.descriptor()),
        new FollowedFiles(blueprint),
        references(blueprint, request),
        renderer);
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

  /**
   * Whether a file has the template's bytes.
   *
   * @param size how many these are
   */
  boolean isCopied(PlannedFile file, long size) {
    boolean isLink = file.source().mode() == FileMode.SYMBOLIC_LINK;
    return isLink
        || (!file.rendered()
            && file.delimiters().isEmpty()
            && file.rewrites().isEmpty()
            && !mayRefer(file)
            && !mayFollow(file, size));
  }

  /**
   * Whether a file has the template's bytes, since what it would be searched for is in texts only.
   *
   * @param file the file
   * @param size how many bytes it has
   * @param start how its content begins
   */
  boolean isCopied(PlannedFile file, long size, byte[] start) {
    return isCopied(file, size)
        || (file.delimiters().isPresent()
            && file.rewrites().isEmpty()
            && !mayRefer(file)
            && !mayFollow(file, size)
            && !LineEnds.isText(start));
  }

  private static boolean mayFollow(PlannedFile file, long size) {
    return FollowedFiles.areIn(file) && size <= Bounds.TEXT_BYTES;
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
        file.rendered()
            ? renderer.render(file.source().path(), content, names.data(), known)
            : content;
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
    if (FollowedFiles.areIn(file)) {
      PipelineReferences.Edited follow = followed.edit(file, edited);
      if (follow.references() > 0
          && StillReadable.isBroken(file.target(), edited, follow.content())) {
        warnings.add(leftAsItWas(file) + " (it names files where the template has them)");
      } else if (follow.references() > 0) {
        edited = follow.content();
        following.put(file.target(), follow.references());
      }
    }
    if (file.delimiters().isPresent()) {
      edited =
          DelimitedFile.read(file.source().path(), edited, file.delimiters().get(), known)
              .fill(names);
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

  /** The files whose references follow other files so far, each with how many. */
  SortedMap<String, Integer> following() {
    return Collections.unmodifiableSortedMap(following);
  }

  /** How many references to the pipeline templates were pointed elsewhere so far. */
  int redirected() {
    return redirected;
  }
}
