package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.layout.Planner;
import io.github.mlopsmaven.render.MovedFiles;
import io.github.mlopsmaven.render.MovedReferences;
import io.github.mlopsmaven.render.PipelineReferences;
import io.github.mlopsmaven.template.Placeholders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * References of a project's files to files that the layout puts elsewhere. Decided with the values
 * open, as an archetype has to decide it, so that both give the same bytes.
 */
final class FollowedFiles {

  private final Placeholders names;
  private final MovedReferences references;
  private final Map<List<String>, String> open = new HashMap<>();

  FollowedFiles(Blueprint blueprint) {
    this.names = blueprint.names();
    List<MovedFiles.Move> moves =
        blueprint.open().files().stream()
            .map(file -> new MovedFiles.Move(file.source().path(), file.target()))
            .toList();
    moves.forEach(
        move ->
            open.put(List.of(move.source(), Planner.filled(move.target(), names)), move.target()));
    this.references = new MovedReferences(new MovedFiles(moves));
  }

  /** Whether a file can hold references that are followed. */
  static boolean areIn(PlannedFile file) {
    return !file.rendered() && MovedReferences.appliesTo(file.target());
  }

  /** Edits a file. */
  PipelineReferences.Edited edit(PlannedFile file, byte[] content) {
    String source = file.source().path();
    String target = open.getOrDefault(List.of(source, file.target()), file.target());
    return references.edit(
        new MovedFiles.Move(source, target), content, path -> Planner.filled(path, names));
  }
}
