package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Delimiters;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.TemplateFile;
import java.util.List;
import java.util.Optional;

/**
 * One file of a plan.
 *
 * @param source the template's file
 * @param target its path in the project, separated by {@code /}; where values are open, with their
 *     placeholders in it
 * @param rendered whether it is Velocity; otherwise its bytes are copied
 * @param delimiters what stands around names in it, if it is not Velocity and has such
 * @param executable whether it can be run
 * @param when what has to hold of the project's values; always, once they are known
 * @param rewrites the declared edits, in order
 */
public record PlannedFile(
    TemplateFile source,
    String target,
    boolean rendered,
    Optional<Delimiters> delimiters,
    boolean executable,
    Condition when,
    List<Rewrite> rewrites) {

  /** Copies the list. */
  public PlannedFile {
    rewrites = List.copyOf(rewrites);
  }

  /**
   * The same file under another condition.
   *
   * @param other what has to hold
   */
  PlannedFile when(Condition other) {
    return new PlannedFile(source, target, rendered, delimiters, executable, other, rewrites);
  }

  /** The same file with the edits that apply to a project. */
  PlannedFile decided(Placeholders names) {
    return new PlannedFile(
        source,
        target,
        rendered,
        delimiters,
        executable,
        Condition.always(),
        rewrites.stream()
            .filter(rewrite -> rewrite.when().holds(names))
            .map(rewrite -> rewrite.when(Condition.always()))
            .toList());
  }
}
