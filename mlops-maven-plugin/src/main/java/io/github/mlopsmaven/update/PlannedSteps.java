package io.github.mlopsmaven.update;

import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.status.RecordedProject;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.update.Outcome.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The steps that carry decisions out.
 *
 * @param state the project
 * @param recorded what it says of itself
 * @param newer what the template gives now
 * @param moves where people moved files
 * @param hold whether conflicts are left to a later update
 */
record PlannedSteps(
    ProjectState state,
    RecordedProject recorded,
    StagedProject newer,
    ProjectMoves moves,
    boolean hold) {

  /** The paths that change; the list of files and the lock are the last. */
  List<ProjectChange.Step> of(List<Decided> decided) {
    List<ProjectChange.Step> steps = files(decided);
    addOwn(steps, decided);
    return steps;
  }

  private List<ProjectChange.Step> files(List<Decided> decided) {
    Map<String, Optional<FileVersion>> results = new TreeMap<>();
    Map<String, ProjectChange.Sides> conflicts = new HashMap<>();
    for (Decided one : decided) {
      one.from().ifPresent(path -> results.putIfAbsent(path, Optional.empty()));
    }
    for (Decided one : decided) {
      boolean held = hold && one.outcome().conflict().isPresent();
      // A file that is held stays where it is, too.
      String to = held ? one.from().orElse(one.to()) : one.to();
      Outcome outcome = held ? one.outcome().held() : one.outcome();
      if (one.outcome().kind() == Kind.IGNORED) {
        continue;
      }
      if (outcome.result().isPresent() || !results.containsKey(to)) {
        results.put(to, outcome.result());
      }
      outcome.conflict().ifPresent(both -> conflicts.put(to, both));
    }
    List<ProjectChange.Step> steps = new ArrayList<>();
    results.forEach(
        (path, after) -> {
          Optional<FileVersion> before = Optional.ofNullable(state.files().get(path));
          boolean same =
              before.isPresent()
                  ? after.filter(version -> version.isExactly(before.get())).isPresent()
                  : after.isEmpty();
          Optional<ProjectChange.Sides> conflict = Optional.ofNullable(conflicts.get(path));
          if (!same || conflict.isPresent()) {
            steps.add(
                new ProjectChange.Step(
                    path,
                    before,
                    after.map(FileVersion::loaded),
                    conflict.map(PlannedSteps::loaded)));
          }
        });
    return steps;
  }

  private static ProjectChange.Sides loaded(ProjectChange.Sides sides) {
    return new ProjectChange.Sides(
        sides.base().map(FileVersion::loaded),
        sides.ours().map(FileVersion::loaded),
        sides.theirs().map(FileVersion::loaded));
  }

  /** The list and the lock move together with the files, and are written last. */
  private void addOwn(List<ProjectChange.Step> steps, List<Decided> decided) {
    List<FileList.Entry> lines = new ArrayList<>();
    for (Decided one : decided) {
      line(one).ifPresent(lines::add);
    }
    own(steps, FileList.PATH, new FileList(lines).text());
    own(steps, ProjectLockFile.PATH, ProjectLockFile.text(newer.lock()));
  }

  private void own(List<ProjectChange.Step> steps, String path, String text) {
    FileVersion after = FileVersion.of(FileMode.REGULAR, text.getBytes(StandardCharsets.UTF_8));
    Optional<FileVersion> before = Optional.ofNullable(state.files().get(path));
    if (before.filter(after::isExactly).isEmpty()) {
      steps.add(new ProjectChange.Step(path, before, Optional.of(after), Optional.empty()));
    }
  }

  private Optional<FileList.Entry> line(Decided one) {
    if (hold && one.outcome().conflict().isPresent()) {
      return one.before()
          .map(
              entry ->
                  new FileList.Entry(
                      entry.mode(),
                      entry.blob(),
                      one.from().orElse(entry.path()),
                      entry.source(),
                      entry.heldAt().or(() -> revision(recorded.lock())),
                      Optional.of(entry.target())
                          .filter(target -> !target.equals(one.from().orElse(entry.path())))));
    }
    return switch (one.outcome().kind()) {
      case OWNED -> one.before();
      case IGNORED, RELEASED -> Optional.empty();
      default ->
          one.after()
              .map(
                  entry ->
                      ProjectMoves.line(
                          entry, one.before().flatMap(moves::place).orElse(entry.path())));
    };
  }

  private static Optional<String> revision(ProjectLock lock) {
    TemplateOrigin origin = lock.origin();
    return origin.commit().or(origin::version).or(() -> Optional.of("unknown"));
  }
}
