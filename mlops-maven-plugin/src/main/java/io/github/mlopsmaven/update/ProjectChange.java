package io.github.mlopsmaven.update;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.Glob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes an update into a project. What is to be written is recorded before the first byte is, so
 * that a run that was stopped anywhere can be ended or taken back by another.
 */
public interface ProjectChange {

  /** The update that was begun here and has not ended, if there is one. */
  Optional<Begun> begun();

  /**
   * Writes an update.
   *
   * @param plan what is written
   * @return how it ended
   * @throws io.github.mlopsmaven.problem.EnvironmentException if something cannot be written; the
   *     update can be resumed or taken back then
   */
  Ended write(Plan plan);

  /** Ends an update that was stopped. What was edited since is left, and named. */
  Ended resume();

  /** Takes an update back: paths that are as it wrote them become what HEAD has. */
  Ended abort();

  /**
   * Ends conflicts.
   *
   * @param paths which ones
   * @param ours whether the project's side is taken, not the template's
   */
  Ended resolve(Glob paths, boolean ours);

  /**
   * An update that has not ended.
   *
   * @param at when it was begun
   * @param steps how many paths it changes
   * @param written how many of them are as it writes them
   * @param isComplete whether all was written, and only conflicts are open
   * @param open the paths with conflicts that nobody has ended
   */
  record Begun(Instant at, int steps, int written, boolean isComplete, List<String> open) {

    /** Copies the list. */
    public Begun {
      open = List.copyOf(open);
    }
  }

  /**
   * How a write ended.
   *
   * @param left paths that were edited since, and left as they are
   * @param open paths with conflicts
   * @param commit the commit that was made, if one was
   */
  record Ended(List<String> left, List<String> open, Optional<String> commit) {

    /** Copies the lists. */
    public Ended {
      left = List.copyOf(left);
      open = List.copyOf(open);
    }
  }

  /**
   * What an update writes: data, made before anything is written.
   *
   * @param commit the commit that it starts from
   * @param steps the paths that change; the list of files and the lock are the last
   * @param message what a commit of it would say
   * @param author who commits; empty where it is left to be committed
   */
  record Plan(String commit, List<Step> steps, String message, Optional<Author> author) {

    /** Copies the list. */
    public Plan {
      steps = List.copyOf(steps);
    }

    /** A plan that is left to be committed. */
    public Plan(String commit, List<Step> steps, String message) {
      this(commit, steps, message, Optional.empty());
    }

    /**
     * The same plan, ended by a commit.
     *
     * @param who commits
     */
    public Plan committedBy(Author who) {
      return new Plan(commit, steps, message, Optional.of(who));
    }

    /** How many steps a person has to decide. */
    public long conflicts() {
      return steps.stream().filter(step -> step.conflict().isPresent()).count();
    }
  }

  /**
   * Who commits.
   *
   * @param name a person's or a bot's name
   * @param email its address
   */
  record Author(String name, String email) {}

  /**
   * A path that changes.
   *
   * @param path from the project's folder
   * @param before what HEAD has; empty where it has none
   * @param after what the work tree gets; empty where it is deleted
   * @param conflict what both sides have, where a person has to decide
   */
  record Step(
      String path,
      Optional<FileVersion> before,
      Optional<FileVersion> after,
      Optional<Sides> conflict) {

    /** Refuses a step that nobody could carry out. */
    public Step {
      if (path.isEmpty() || path.startsWith("/")) {
        throw new UsageException(
            "an update cannot write the path '" + path + "'", "report this: it is a defect");
      }
    }
  }

  /**
   * What both sides have.
   *
   * @param base what both started from, if it is known
   * @param ours the project's; empty where it has none
   * @param theirs the template's; empty where it has none
   */
  record Sides(
      Optional<FileVersion> base, Optional<FileVersion> ours, Optional<FileVersion> theirs) {}
}
