package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.util.List;
import java.util.Locale;

/**
 * What an update leaves, and what it does where both sides changed the same lines.
 *
 * @param word one of {@link #WORDS}
 * @param conflicts what it does about them
 */
record UpdateResult(String word, OnConflict conflicts) {

  private static final String BRANCH = "branch";

  /** The values of the parameter {@code result}. */
  static final List<String> WORDS = List.of("tree", "commit", BRANCH);

  /** The values of the parameter {@code onConflict}. */
  static final List<String> CONFLICTS = List.of("mark", "hold", "fail");

  /** The word where none is given: a pull request needs a branch. */
  static String usual(boolean pullRequest) {
    return pullRequest ? BRANCH : "tree";
  }

  /** What is done about conflicts where nothing is said: a branch never has markers. */
  static String usualConflicts(String word) {
    return word.equals(BRANCH) ? "hold" : "mark";
  }

  /**
   * What is asked for.
   *
   * @param pullRequest whether there is to be one
   * @param word one of {@link #WORDS}
   * @param onConflict one of {@link #CONFLICTS}
   * @param mistakes gets what contradicts itself
   */
  static UpdateResult of(boolean pullRequest, String word, String onConflict, Mistakes mistakes) {
    UpdateResult result =
        new UpdateResult(word, OnConflict.valueOf(onConflict.toUpperCase(Locale.ROOT)));
    if (pullRequest && !result.isBranch()) {
      mistakes.add(
          new UsageException(
              "a pull request needs a branch, and result is " + word,
              "remove -Dmlops.result, or -Dmlops.pullRequest"));
    }
    if (result.isBranch() && result.conflicts() == OnConflict.MARK) {
      mistakes.add(
          new UsageException(
              "a branch never has conflict markers, and onConflict is mark",
              "use -Dmlops.onConflict=hold or fail, or remove -Dmlops.result=branch"));
    }
    return result;
  }

  /** Whether a branch is pushed, and the work tree left alone. */
  boolean isBranch() {
    return word.equals(BRANCH);
  }

  /** Whether the update is committed. */
  boolean isCommit() {
    return word.equals("commit");
  }
}
