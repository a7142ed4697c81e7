package io.github.mlopsmaven.status;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.OpenedTemplate;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The use case of {@code mlops:status}. */
public final class StatusCheck {

  private final ProjectGenerator generator;
  private final RecordedRequest requests;
  private final boolean believesList;

  /**
   * Makes the use case.
   *
   * @param generator makes what the template would give now
   * @param requests says what to ask it for
   */
  public StatusCheck(ProjectGenerator generator, RecordedRequest requests) {
    this(generator, requests, false);
  }

  private StatusCheck(ProjectGenerator generator, RecordedRequest requests, boolean believesList) {
    this.generator = generator;
    this.requests = requests;
    this.believesList = believesList;
  }

  /**
   * The same, where the project's list says what the template gives as long as template and program
   * are those that it was written with. Not for somebody who asks whether a list was edited.
   */
  public StatusCheck believingLists() {
    return new StatusCheck(generator, requests, true);
  }

  /**
   * Looks at a project.
   *
   * @param directory what it is called
   * @param source its files
   * @param newest finds the newest state of its template; empty where it cannot be found without
   *     being named
   * @return how it is; where the template cannot be reached, without what it would do
   */
  public ProjectStatus of(
      String directory,
      TemplateSource source,
      Function<ProjectLock, Optional<TemplateSource>> newest) {
    return of(directory, source, newest, lock -> TemplateAge.UNKNOWN);
  }

  /**
   * Looks at a project, and at how far its template has gone on.
   *
   * @param directory what it is called
   * @param source its files
   * @param newest as above
   * @param age says how far
   */
  public ProjectStatus of(
      String directory,
      TemplateSource source,
      Function<ProjectLock, Optional<TemplateSource>> newest,
      Function<ProjectLock, TemplateAge> age) {
    try (TemplateSnapshot project = source.open()) {
      ProjectDrift drift = new ProjectDrift(project);
      RecordedProject recorded = RecordedProject.read(directory, drift::bytes);
      List<FileStatus> files = drift.of(recorded);
      List<String> notes = new ArrayList<>();
      Optional<TemplateOrigin> compared = Optional.empty();
      Optional<TemplateSource> template = newest.apply(recorded.lock());
      if (template.isEmpty()) {
        notes.add(
            "the lock file does not say where the template is: name it with"
                + " -Dmlops.template=FOLDER");
      } else {
        try (TemplateSnapshot snapshot = template.get().open()) {
          files = compared(files, recorded, snapshot, template.get());
          compared = Optional.of(snapshot.origin());
        } catch (UsageException | EnvironmentException e) {
          notes.add("the template cannot be compared: " + e.problem());
        }
      }
      Optional<TemplateOrigin> newer = compared;
      TemplateOrigin origin = recorded.lock().origin();
      TemplateAge asked = age.apply(recorded.lock());
      Optional<TemplateAge.Behind> behind =
          origin
              .commit()
              .flatMap(
                  from ->
                      newer.flatMap(TemplateOrigin::commit).flatMap(to -> asked.behind(from, to)));
      origin
          .version()
          .or(origin::ref)
          .flatMap(asked::newerRelease)
          .ifPresent(release -> notes.add(newerRelease(origin, release)));
      return new ProjectStatus(
          directory, recorded.lock(), newer, files, behind, asked.asOf(), notes);
    }
  }

  private List<FileStatus> compared(
      List<FileStatus> files,
      RecordedProject recorded,
      TemplateSnapshot snapshot,
      TemplateSource source) {
    boolean isKnown = believesList && recorded.isOf(snapshot.origin(), requests.generatorVersion());
    if (isKnown && !OpenedTemplate.maySetFilesApart(snapshot)) {
      return NewerState.same(files);
    }
    OpenedTemplate template = OpenedTemplate.of(snapshot);
    GenerateRequest request = requests.of(recorded.lock(), source, Map.of(), Map.of(), false);
    if (isKnown) {
      return NewerState.addTo(
          files,
          recorded.files(),
          recorded.files(),
          template.descriptor(),
          template.names(recorded.lock().selection(), request));
    }
    try (StagedProject staged = generator.stage(template, request)) {
      return NewerState.addTo(files, recorded.files(), staged);
    }
  }

  private static String newerRelease(TemplateOrigin origin, String release) {
    return "the template has the release "
        + release
        + ": "
        + (origin.version().isPresent()
            ? "update with -Dmlops.template=" + origin.template() + ":" + release
            : "update with -Dmlops.templateRef=" + release);
  }
}
