package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.MovedFiles;
import io.github.mlopsmaven.render.MovedReferences;
import io.github.mlopsmaven.render.PipelineReferences;
import io.github.mlopsmaven.render.StillReadable;
import io.github.mlopsmaven.template.Selection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The contents that a file has in the selections with it: what its references have to name may
 * depend on what else a selection has.
 *
 * @param bytes what the file holds
 * @param selections where it does
 */
@SuppressWarnings("ArrayRecordComponent")
record FollowedContent(byte[] bytes, Set<Selection> selections) {

  /**
   * Makes them.
   *
   * @param file the file
   * @param content its bytes before references are followed
   * @param having the selections with the file
   * @param references how each selection's files name each other
   * @param known the names of the descriptor
   * @throws UsageException if a reference would have to depend on an answer
   */
  static List<FollowedContent> of(
      PlannedFile file,
      byte[] content,
      Set<Selection> having,
      Map<Selection, MovedReferences> references,
      Set<String> known) {
    if (file.rendered()
        || !MovedReferences.appliesTo(file.target())
        || content.length > Bounds.TEXT_BYTES) {
      return List.of(new FollowedContent(content, having));
    }
    MovedFiles.Move move = new MovedFiles.Move(file.source().path(), file.target());
    // One character for each byte, so that equal bytes are one key.
    Map<String, Set<Selection>> contents = new LinkedHashMap<>();
    for (Selection selection : having) {
      PipelineReferences.Edited edited =
          references
              .getOrDefault(selection, new MovedReferences(new MovedFiles(List.of())))
              .edit(move, content, path -> closed(file, path, known));
      boolean kept =
          edited.references() == 0
              || StillReadable.isBroken(file.target(), content, edited.content());
      contents
          .computeIfAbsent(
              new String(kept ? content : edited.content(), StandardCharsets.ISO_8859_1),
              any -> new LinkedHashSet<>())
          .add(selection);
    }
    List<FollowedContent> all = new ArrayList<>();
    contents.forEach(
        (bytes, selections) ->
            all.add(new FollowedContent(bytes.getBytes(StandardCharsets.ISO_8859_1), selections)));
    return all;
  }

  private static String closed(PlannedFile file, String path, Set<String> known) {
    if (OpenPath.of(path, known).isOpen()) {
      String source = file.source().path();
      throw new UsageException(
          "an archetype cannot let "
              + source
              + " name "
              + path
              + ", which depends on answers, since it is not a *.vm template",
          "name it " + source + ".vm in the template, and write the path as it is in a project");
    }
    return path;
  }
}
