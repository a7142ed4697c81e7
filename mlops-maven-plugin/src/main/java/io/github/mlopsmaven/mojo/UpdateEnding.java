package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.update.ProjectChange;
import io.github.mlopsmaven.update.ProjectUpdate;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * Ends an update that has begun, as people ask for it, and tells how an update ended.
 *
 * @param log where it is told
 */
record UpdateEnding(Log log) {

  /**
   * The ways to go on with an update that has begun.
   *
   * @param resume do what is left of it
   * @param abort take it back
   * @param ours these paths get the project's side
   * @param theirs these paths get the template's side
   */
  record GoesOn(boolean resume, boolean abort, Optional<String> ours, Optional<String> theirs) {

    /** Whether one of them is asked for. */
    boolean isAsked() {
      return resume || abort || ours.isPresent() || theirs.isPresent();
    }
  }

  /**
   * Goes on with an update; one way only, the first that is asked for, or both sides of conflicts.
   *
   * @throws UsageException if conflicts are left, or there is nothing to go on with
   */
  void end(ProjectUpdate update, GoesOn how) {
    if (how.resume()) {
      tell(update.resume());
    } else if (how.abort()) {
      tellLeft(update.abort());
      log.info("The update was taken back");
    } else {
      how.ours().ifPresent(pattern -> tell(update.resolve(pattern, true)));
      how.theirs().ifPresent(pattern -> tell(update.resolve(pattern, false)));
    }
  }

  /**
   * Tells how an update ended.
   *
   * @throws UsageException if it has conflicts
   */
  void tell(ProjectChange.Ended ended) {
    tellLeft(ended);
    if (!ended.open().isEmpty()) {
      throw new UsageException(
          "both the project and its template changed: " + String.join(", ", ended.open()),
          "edit and git add each, or take a side with -Dmlops.ours=PATTERN or"
              + " -Dmlops.theirs=PATTERN, or go back with -Dmlops.abort");
    }
    ended.commit().ifPresent(id -> log.info("Committed as " + id.substring(0, 12)));
    if (ended.commit().isEmpty()) {
      log.info("Written and staged; inspect it with git diff --cached, then commit");
    }
  }

  private void tellLeft(ProjectChange.Ended ended) {
    ended.left().forEach(path -> log.warn(path + " was edited since and is left as it is"));
  }
}
