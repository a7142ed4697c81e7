package io.github.mlopsmaven.template;

import java.util.List;
import java.util.Optional;

/**
 * What of a state of a template can be signed, as git stores it.
 *
 * @param ref the name that was asked for; empty for a commit id
 * @param commit the commit
 * @param tags the tags that lead to it, the outermost first; none for a branch
 */
public record SignedState(Optional<String> ref, GitObject commit, List<GitObject> tags) {

  /** Copies the list. */
  public SignedState {
    tags = List.copyOf(tags);
  }

  /**
   * A commit or tag.
   *
   * @param id its id
   * @param content its bytes, without git's header
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record GitObject(String id, byte[] content) {}
}
