package io.github.mlopsmaven.update;

import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.io.SafePaths;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.RecordedProject;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.util.List;

/** Makes a plan of what was decided for each file. */
final class DecidedUpdate {

  private final ProjectState state;
  private final RecordedProject recorded;
  private final StagedProject newer;
  private final ProvedBase base;
  private final ProjectMoves moves;
  private final boolean hold;

  DecidedUpdate(
      ProjectState state,
      RecordedProject recorded,
      StagedProject newer,
      ProvedBase base,
      ProjectMoves moves,
      boolean hold) {
    this.state = state;
    this.recorded = recorded;
    this.newer = newer;
    this.base = base;
    this.moves = moves;
    this.hold = hold;
  }

  PlannedUpdate plan(List<Decided> decided, UpdateRequest request, List<String> notes) {
    refuseConflicts(decided, request);
    List<ProjectChange.Step> steps =
        new PlannedSteps(state, recorded, newer, moves, hold).of(decided);
    Obstacles.refuse(state, steps);
    // What goes may be in the place of what comes: a file that becomes a folder, another case.
    SafePaths.check(
        steps.stream()
            .filter(step -> step.after().isPresent())
            .map(ProjectChange.Step::path)
            .toList());
    return new PlannedUpdate(
        new ProjectChange.Plan(state.commit(), steps, message(decided)),
        decided.stream().map(this::told).toList(),
        recorded.lock(),
        newer.lock(),
        notes,
        ReadmeTasks.added(recorded.files(), base, newer),
        LeftHoldings.of(state, steps, recorded.lock(), newer.lock()));
  }

  private static void refuseConflicts(List<Decided> decided, UpdateRequest request) {
    List<String> conflicts =
        decided.stream()
            .filter(one -> one.outcome().conflict().isPresent())
            .map(one -> one.to() + " (" + one.outcome().kind() + ")")
            .toList();
    if (request.onConflict() == OnConflict.FAIL && !conflicts.isEmpty()) {
      throw new UsageException(
          "the project and its template changed the same places: " + String.join(", ", conflicts),
          "update with -Dmlops.onConflict=mark to decide in the files, or =hold to leave them");
    }
  }

  private PlannedUpdate.File told(Decided one) {
    boolean conflict = one.outcome().conflict().isPresent();
    return new PlannedUpdate.File(
        one.to(),
        one.from().filter(path -> !path.equals(one.to())),
        one.outcome().kind(),
        conflict && !hold,
        conflict && hold,
        conflict && hold ? HeldChunks.of(one.outcome(), UpdatePlanner.OURS) : List.of());
  }

  private String message(List<Decided> decided) {
    TemplateOrigin from = recorded.lock().origin();
    TemplateOrigin to = newer.lock().origin();
    long held =
        hold ? decided.stream().filter(one -> one.outcome().conflict().isPresent()).count() : 0;
    return "Update from "
        + newer.blueprint().descriptor().title()
        + "\n\nTemplate: "
        + to.url().orElse(to.template())
        + to.ref().map(ref -> " " + ref).orElse("")
        + "\nFrom: "
        + from.commit().or(from::version).orElse("as it was on disk")
        + "\nTo: "
        + to.commit().or(to::version).orElse("as it is on disk")
        + (held > 0 ? "\nHeld: " + held : "")
        + "\n";
  }
}
