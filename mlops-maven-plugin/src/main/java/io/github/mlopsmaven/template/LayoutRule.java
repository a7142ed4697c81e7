package io.github.mlopsmaven.template;

import java.util.List;
import java.util.Optional;

/**
 * Where a file or directory of the template goes in a project.
 *
 * @param part the part that it belongs to; a rule without one is never missed
 * @param from a file or directory of the template
 * @param to where it goes in the project
 * @param when when it applies
 * @param include if not empty, only these files below {@code from}, matched against the path below
 *     it
 * @param exclude files below {@code from} that stay away, matched against the path below it
 */
public record LayoutRule(
    Optional<String> part,
    PathPattern from,
    TargetPath to,
    Condition when,
    List<Glob> include,
    List<Glob> exclude) {

  /** Copies both lists. */
  public LayoutRule {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /**
   * When the rule applies in a selection: what its condition says about values. Each option in its
   * paths has to have a value.
   *
   * @param selection what was chosen
   */
  public Condition in(Selection selection) {
    return selection.has(from.options()) && selection.has(to.options())
        ? when.in(selection)
        : Condition.never();
  }
}
