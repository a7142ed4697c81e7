package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EmptyRepositoryException;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.NoSuchRefException;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitLocation;
import java.util.List;

/** What is said when a template's ref or commit cannot be had. */
final class Refusals {

  private static final int SHOWN = 20;

  private Refusals() {}

  static UsageException noSuchRef(GitLocation location, WantedRef wanted, List<String> names) {
    String place = location.display();
    if (wanted.asked().isEmpty()) {
      String problem = place + " is empty or its HEAD names no branch";
      return names.isEmpty()
          ? new EmptyRepositoryException(problem, "push a commit to it, or use another template")
          : new UsageException(
              problem, "name a branch or tag with -Dmlops.templateRef: " + listed(names));
    }
    String missing = place + " has no branch or tag '" + wanted.asked() + "'";
    if (wanted.looksLikeShortId()) {
      return new NoSuchRefException(
          missing, "if it is meant to be a commit, give all 40 digits of its id");
    }
    if (names.isEmpty()) {
      return new NoSuchRefException(missing, "it has none at all: use another template");
    }
    return new NoSuchRefException(
        missing,
        names.size() <= SHOWN
            ? Suggestion.useOneOf(wanted.asked(), names)
            : "use one of "
                + listed(names)
                + Suggestion.meant(wanted.asked(), names)
                    .map(name -> " (did you mean " + name + "?)")
                    .orElse(""));
  }

  private static String listed(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }

  static UsageException noSuchCommit(GitLocation location, String id) {
    return new UsageException(
        location.display() + " has no commit " + id + ", or does not give it out by its id",
        "check the id, or name a branch or tag with -Dmlops.templateRef");
  }

  static UsageException notACommit(
      GitLocation location, WantedRef wanted, HeldObjects.NotACommitException e) {
    return new UsageException(
        "'" + wanted.asked() + "' in " + location.display() + " is not a commit: " + e.getMessage(),
        "name a branch, a tag or a commit");
  }

  static UsageException offline(GitLocation location, WantedRef wanted) {
    String what = wanted.asked().isEmpty() ? "" : " at '" + wanted.asked() + "'";
    return new UsageException(
        location.display() + what + " is not in the cache, or not all of it, and Maven is offline",
        "run once without -o");
  }

  static EnvironmentException brokenCache(TemplateCache cache, Exception cause) {
    return new EnvironmentException(
        "the cache in " + cache.directory() + " cannot be read: " + cause.getMessage(),
        "delete that directory and run once without -o",
        cause);
  }

  /** Whether a server said that it does not have an object, or does not give it out by its id. */
  static boolean saysNotOurRef(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (message.contains("not our ref")
          || message.contains("unadvertised object")
          || message.contains("not valid")) {
        return true;
      }
    }
    return false;
  }
}
