package io.github.mlopsmaven.update;

import java.util.Optional;

/**
 * Puts an update on a branch of the project's remote repository. Neither the work tree nor the
 * index is touched.
 */
public interface UpdateBranch {

  /** The git URL of the remote that the project's branch follows; it may have a login in it. */
  Optional<String> remote();

  /** What the branch is called: one for each project of a repository. */
  String name();

  /**
   * Pushes one commit on top of HEAD. A branch that is there is replaced only if nothing but
   * updates made it.
   *
   * @param plan what changes
   * @param author who commits
   * @param url where to
   * @throws io.github.mlopsmaven.problem.UsageException if HEAD is not what the remote's branch
   *     has, or somebody's commit is on the branch of the update
   * @throws io.github.mlopsmaven.problem.EnvironmentException if the server cannot be reached, or
   *     refuses
   */
  Pushed push(ProjectChange.Plan plan, ProjectChange.Author author, String url);

  /**
   * What became of a push.
   *
   * @param kind what happened
   * @param base the branch that it is to be merged into
   * @param commit the id of the commit that the branch has
   */
  record Pushed(Kind kind, String base, String commit) {}

  /** What can become of a push. */
  enum Kind {
    /** The branch is new. */
    PUSHED("pushed"),
    /** It had an earlier update. */
    REPLACED("replaced the previous update"),
    /** It has this update. */
    THERE("there already"),
    /** It has this update, and somebody's work on it. */
    WORKED_ON("has this update and other commits, and was not changed");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /** What is said of it. */
    public String sentence() {
      return sentence;
    }
  }
}
