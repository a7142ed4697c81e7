package io.github.mlopsmaven.template;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All states that a template ever had, as trees without contents: for somebody who has files and
 * looks for the state that they came from.
 */
public interface TemplateHistory extends AutoCloseable {

  /**
   * A state.
   *
   * @param id the full commit id, or the version
   * @param at when it was made, if it is known
   * @param branch the default branch, if it has this state
   */
  record State(String id, Optional<Instant> at, Optional<String> branch) {}

  /** What is found to be like some files. */
  record Closest(State state, int shared) {}

  /**
   * The states that share the most contents with some files, each tree once.
   *
   * @param blobs blob ids
   * @param many how many states at most
   * @param before of states that share as many, those on the default branch come first, then those
   *     that are not later than this, the newest first
   * @return those that share at least one
   */
  List<Closest> closest(Collection<String> blobs, int many, Optional<Instant> before);

  /**
   * The files of a state.
   *
   * @param state one of {@link #closest}
   */
  TemplateTree tree(State state);

  /**
   * The template at a state, for its contents.
   *
   * @param state one of {@link #closest}
   */
  TemplateSource source(State state);

  /**
   * The states whose files at some paths are those of a state: any of them gives the same project.
   *
   * @param state one of {@link #closest}
   * @param paths paths of the template
   * @return their number, the state itself among them
   */
  int alike(State state, Set<String> paths);

  @Override
  void close();
}
