package io.github.mlopsmaven.publish;

import java.nio.file.Path;
import java.util.Optional;

/** Pushes a project's repository. */
public interface ProjectPush {

  /**
   * Pushes {@code main} to a repository that is empty or has this project already.
   *
   * @param directory the project
   * @param url a git URL
   * @param branch the first part of the name of a branch for a repository that has other content;
   *     empty to refuse it
   * @throws io.github.mlopsmaven.problem.UsageException if the repository has other content and no
   *     branch is asked for, or the project has no commit
   * @throws io.github.mlopsmaven.problem.EnvironmentException if it cannot be reached or refuses
   */
  Pushed push(Path directory, String url, Optional<String> branch);

  /**
   * What became of a push.
   *
   * @param kind what happened
   * @param branch the branch that has the project now
   * @param base the branch that it is to be merged into; {@code main} is its own
   */
  record Pushed(Kind kind, String branch, String base) {

    /** Whether the project is where it belongs, not on a branch that is to be merged. */
    public boolean onMain() {
      return branch.equals(base);
    }
  }

  /** What can become of a push. */
  enum Kind {
    /** It was pushed. */
    PUSHED,
    /** It was there already, or has moved on since. */
    THERE
  }
}
