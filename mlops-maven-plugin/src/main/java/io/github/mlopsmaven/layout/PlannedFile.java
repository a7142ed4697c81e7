package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.TemplateFile;
import java.util.List;

/**
 * One file of a plan.
 *
 * @param source the template's file
 * @param target its path in the project, separated by {@code /}
 * @param rendered whether it is Velocity; otherwise its bytes are copied
 * @param executable whether it can be run
 * @param rewrites the declared edits, in order
 */
public record PlannedFile(
    TemplateFile source,
    String target,
    boolean rendered,
    boolean executable,
    List<Rewrite> rewrites) {

  /** Copies the list. */
  public PlannedFile {
    rewrites = List.copyOf(rewrites);
  }
}
