package io.github.mlopsmaven.update;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.update.ProjectChange.Begun;
import io.github.mlopsmaven.update.ProjectChange.Ended;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** The use case of {@code mlops:update}. */
public final class ProjectUpdate {

  private final UpdatePlanner planner;
  private final ProjectChange change;

  /**
   * Makes the use case.
   *
   * @param planner decides
   * @param change writes
   */
  public ProjectUpdate(UpdatePlanner planner, ProjectChange change) {
    this.planner = planner;
    this.change = change;
  }

  /**
   * Decides what an update writes.
   *
   * @param state opens the project
   * @param request what is asked for
   * @throws UsageException if one was begun and has not ended
   */
  public PlannedUpdate plan(Supplier<ProjectState> state, UpdateRequest request) {
    change.begun().ifPresent(ProjectUpdate::refuse);
    return planner.plan(state.get(), request);
  }

  /**
   * The same for a branch: only what is committed is looked at, and nothing is in the way.
   *
   * @param state opens the project
   * @param request what is asked for
   * @throws UsageException if one was begun and has not ended
   */
  public PlannedUpdate planForBranch(Supplier<ProjectState> state, UpdateRequest request) {
    return plan(() -> new CommittedOnly(state.get()), request);
  }

  private static void refuse(Begun begun) {
    if (begun.isComplete()) {
      throw new UsageException(
          "an update is not ended: decide in " + String.join(", ", begun.open()),
          "edit and git add each, or take a side with -Dmlops.ours=PATTERN or"
              + " -Dmlops.theirs=PATTERN, or go back with -Dmlops.abort");
    }
    throw new UsageException(
        "an update was stopped here at "
            + begun.at().truncatedTo(ChronoUnit.SECONDS)
            + ", "
            + begun.written()
            + " of "
            + begun.steps()
            + " files are written",
        "go on with -Dmlops.resume, or go back with -Dmlops.abort");
  }

  /**
   * Writes it.
   *
   * @param planned what {@link #plan} decided
   * @param onConflict as it was asked for
   * @param author who commits; empty where it is left to be committed
   */
  public Ended write(
      PlannedUpdate planned, OnConflict onConflict, Optional<ProjectChange.Author> author) {
    ProjectChange.Plan plan = planned.plan();
    if (author.isPresent() && plan.conflicts() > 0) {
      throw new UsageException(
          "there are "
              + plan.conflicts()
              + " conflicts, and a commit cannot have them (onConflict="
              + onConflict
              + ")",
          "add -Dmlops.onConflict=hold, or remove -Dmlops.result=commit and decide in the files");
    }
    return change.write(author.map(plan::committedBy).orElse(plan));
  }

  /** Ends an update that was stopped. */
  public Ended resume() {
    return change.resume();
  }

  /** Takes an update back. */
  public Ended abort() {
    return change.abort();
  }

  /**
   * Ends conflicts by one side.
   *
   * @param pattern which paths
   * @param ours whether the project's side is taken
   */
  public Ended resolve(String pattern, boolean ours) {
    try {
      return change.resolve(Glob.of(pattern), ours);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          e.getMessage() == null ? "the pattern is none" : e.getMessage(),
          "write a path or a pattern such as mlops/**");
    }
  }
}
