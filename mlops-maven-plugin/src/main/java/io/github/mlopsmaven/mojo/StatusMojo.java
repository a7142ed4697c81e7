package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.Admission;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.FailOn;
import io.github.mlopsmaven.status.ProjectStatus;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.status.StatusReports;
import io.github.mlopsmaven.status.StatusText;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.update.PlannedUpdate;
import io.github.mlopsmaven.update.UpdateRequest;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a generated project differs from the template that it came from, file by file, and what
 * the template has now that the project has not. The first part needs no network; without the
 * template the state is {@code unknown}.
 *
 * <p>The template is the one that {@code .mlops/project.yml} names, at the branch or tag that it
 * names. Nothing is written.
 *
 * <p>Bound to a phase, the goal checks each module that was generated, and skips the others; called
 * in a folder that was not generated, it checks those of its modules that were.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "status",
    defaultPhase = LifecyclePhase.VALIDATE,
    requiresProject = false,
    threadSafe = true)
public final class StatusMojo extends AbstractReportMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.status.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The project's folder; the default is that of the module, or the current one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectDirectory")
  private @Nullable File projectDirectory;

  /**
   * What fails the goal, comma-separated: {@code behind} (the template has something newer, its tag
   * was moved, or its history was rewritten), {@code drift} (a file was changed or deleted here, or
   * its mode changed), {@code conflict} (an update could not merge a file), {@code held} (an update
   * left a file at an older version), or {@code never}, the default.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.failOn", defaultValue = "never")
  private String failOn = "never";

  /**
   * A folder that the reports {@code status.json}, {@code status.junit.xml}, {@code status.sarif}
   * and {@code status.md} are written to, for programs, build servers, code scanning services and
   * the summary of a job. The default is to write none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.reportsDirectory")
  private @Nullable File reportsDirectory;

  /**
   * Whether to find out which files an update could not merge; the merge is done in memory, from
   * committed files.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.conflicts", defaultValue = "false")
  private boolean conflicts;

  /**
   * Whether to count how many commits the project is behind, and since when; the default is {@code
   * true}. The count costs one request, and none when it is repeated.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.behind", defaultValue = "true")
  private boolean behind;

  /**
   * How many days the project may be behind its template before the goal fails. Up to this limit,
   * being behind is not a failure, even with {@code behind} in {@code mlops.failOn}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.maxBehindDays")
  private @Nullable String maxBehindDays;

  /**
   * How many commits the project may be behind its template before the goal fails. Up to this
   * limit, being behind is not a failure, even with {@code behind} in {@code mlops.failOn}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.maxBehindCommits")
  private @Nullable String maxBehindCommits;

  /** The project that reports are written for; empty where there is one only. */
  private Optional<Path> written = Optional.empty();

  @Override
  boolean skipped() {
    return said("status.skip", skip);
  }

  @Override
  void run() {
    FailOn causes =
        parsed("failOn", said("failOn", failOn), FailOn::parse)
            .orElse(FailOn.NEVER)
            .within(
                limit("maxBehindDays", maxBehindDays, "days"),
                limit("maxBehindCommits", maxBehindCommits, "commits"));
    boolean counts = said("behind", behind);
    Optional<Path> named = said("projectDirectory", projectDirectory).map(LockedModules::wholeName);
    List<Path> folders = modules().generated(named);
    boolean several = folders.size() > 1;
    List<UsageException> failed = new ArrayList<>();
    for (Path folder : folders) {
      // One folder is for the current folder's reports, several have theirs each.
      written = modules().isBound() || several ? Optional.of(folder) : Optional.empty();
      try {
        look(folder, causes, counts);
      } catch (UsageException e) {
        failed.add(e);
      }
    }
    if (failed.size() == 1) {
      throw failed.get(0);
    }
    failed.forEach(mistakes()::add);
    mistakes().refuse("the projects");
  }

  /** Below the module, so that one does not overwrite what is written for another. */
  @Override
  Path place(Path path) {
    Path own = modules().ownFolder();
    Path base = written.orElse(own);
    return base.resolve(path.isAbsolute() && path.startsWith(own) ? own.relativize(path) : path);
  }

  private void look(Path project, FailOn causes, boolean counts) {
    Wiring wiring = wiring();
    RecordedRequest requests =
        new RecordedRequest(new Limits(Long.MAX_VALUE, maxTotalSize()), version());
    requireNoMistake();
    ProjectStatus status =
        wiring
            .statusCheck(requests)
            .believingLists()
            .of(
                project.toString(),
                wiring.templates().project(project),
                lock -> newest(wiring, lock),
                lock -> counts ? age(wiring, lock) : TemplateAge.UNKNOWN);
    if (said("conflicts", conflicts) || causes.causes().contains(FailOn.Cause.CONFLICT)) {
      try {
        status = status.withConflicts(conflicts(wiring, project, requests));
      } catch (UsageException e) {
        if (causes.causes().contains(FailOn.Cause.CONFLICT)) {
          throw e;
        }
        status = status.withNote("an update would be refused: " + e.problem());
      }
    }
    StatusText text = new StatusText(status);
    StatusReports reports = new StatusReports(status, causes, version());
    report(reports::json, text::lines);
    written("reportsDirectory", reportsDirectory)
        .ifPresent(
            folder -> {
              write(folder.resolve("status.json"), reports.json());
              write(folder.resolve("status.junit.xml"), reports.junit());
              write(folder.resolve("status.sarif"), reports.sarif());
              write(folder.resolve("status.md"), text.markdown());
            });
    causes.require(status);
  }

  private OptionalLong limit(String name, @Nullable String given, String unit) {
    return said(name, given).filter(typed -> !typed.isBlank()).isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(number(name, given, unit, 0, 1_000_000_000, 30));
  }

  /** The files that an update could not merge, with the kind of conflict. */
  private Map<String, String> conflicts(Wiring wiring, Path project, RecordedRequest requests) {
    try (Updating updating =
        wiring.updating(project, requests, Questions.NONE, Admission.ANYTHING)) {
      PlannedUpdate planned =
          updating
              .update()
              .planForBranch(
                  updating::state,
                  new UpdateRequest(
                      project.toString(),
                      lock -> newest(wiring, lock),
                      lock -> recorded(wiring, lock),
                      Map.of(),
                      Map.of(),
                      false,
                      UpdateRequest.OnConflict.HOLD));
      return planned.files().stream()
          .filter(file -> file.isConflict() || file.isHeld())
          .collect(
              Collectors.toMap(
                  PlannedUpdate.File::path, file -> file.kind().toString(), (one, other) -> one));
    }
  }

  private void write(Path file, String content) {
    ReportOutput.write(getLog(), file, content, "mlops.reportsDirectory");
  }
}
