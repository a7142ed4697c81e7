package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.Questions;
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
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a generated project differs from what its template gave, file by file, and what the
 * template has now that the project has not. The first part needs no network; without the template
 * the state is {@code unknown}.
 *
 * <p>The template is the one that {@code .mlops/project.yml} names, at the branch or tag that it
 * names. Nothing is written.
 *
 * @since 0.1.0
 */
@Mojo(name = "status", requiresProject = false, threadSafe = true, aggregator = true)
public final class StatusMojo extends AbstractReportMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.status.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The project's folder; the default is the current one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectDirectory")
  private @Nullable File projectDirectory;

  /**
   * What makes the goal fail, separated by commas: {@code behind} (the template has something
   * newer, its tag was moved, or its history was written anew), {@code drift} (a file was changed
   * or deleted here, or its mode changed), {@code conflict} (an update could not merge a file),
   * {@code held} (an update left a file at an older state), or {@code never}, the default.
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
   * Whether to find out which files an update could not merge; the merge is made in memory, from
   * what is committed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.conflicts", defaultValue = "false")
  private boolean conflicts;

  /**
   * Whether to count how many commits the project is behind, and since when: {@code on}, the
   * default, or {@code off}. The count costs one request, and none when it is asked again.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.behind", defaultValue = "on")
  private String behind = "on";

  /**
   * For how many days the template may have had something newer. Beyond that the goal fails; being
   * behind is no failure before, whatever {@code mlops.failOn} says.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.maxBehindDays")
  private @Nullable String maxBehindDays;

  /**
   * How many commits the project may be behind. Beyond that the goal fails; being behind is no
   * failure before, whatever {@code mlops.failOn} says.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.maxBehindCommits")
  private @Nullable String maxBehindCommits;

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
    boolean counts = said("behind", behind, List.of("on", "off")).equals("on");
    Wiring wiring = wiring();
    Path project =
        said("projectDirectory", projectDirectory)
            .orElseGet(this::currentDirectory)
            .toAbsolutePath()
            .normalize();
    RecordedRequest requests =
        new RecordedRequest(new Limits(Long.MAX_VALUE, maxTotalSize()), version());
    requireNoMistake();
    ProjectStatus status =
        wiring
            .statusCheck(requests)
            .of(
                project.toString(),
                wiring.project(project),
                lock -> newest(wiring, lock),
                lock -> counts ? age(wiring, lock) : TemplateAge.UNKNOWN);
    if (said("conflicts", conflicts) || causes.causes().contains(FailOn.Cause.CONFLICT)) {
      status = status.withConflicts(conflicts(wiring, project, requests));
    }
    StatusText text = new StatusText(status);
    StatusReports reports = new StatusReports(status, causes, version());
    report(reports::json, text::lines);
    said("reportsDirectory", reportsDirectory)
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
    try (Wiring.Updating updating = wiring.updating(project, requests, Questions.NONE)) {
      PlannedUpdate planned =
          updating
              .update()
              .plan(
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
