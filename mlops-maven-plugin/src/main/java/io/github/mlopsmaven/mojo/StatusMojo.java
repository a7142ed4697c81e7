package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.status.FailOn;
import io.github.mlopsmaven.status.ProjectStatus;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.status.StatusReports;
import io.github.mlopsmaven.status.StatusText;
import java.io.File;
import java.nio.file.Path;
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
   * newer, or its tag was moved), {@code drift} (a file was changed or deleted here, or its mode
   * changed), {@code held} (an update left a file at an older state), or {@code never}, the
   * default.
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

  @Override
  boolean skipped() {
    return said("status.skip", skip);
  }

  @Override
  void run() {
    FailOn causes = FailOn.parse(said("failOn", failOn).orElse("never"));
    Wiring wiring = wiring();
    Path project =
        said("projectDirectory", projectDirectory)
            .orElseGet(this::currentDirectory)
            .toAbsolutePath()
            .normalize();
    RecordedRequest requests =
        new RecordedRequest(new Limits(Long.MAX_VALUE, maxTotalSize()), version());
    ProjectStatus status =
        wiring
            .statusCheck(requests)
            .of(project.toString(), wiring.project(project), lock -> newest(wiring, lock));
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

  private void write(Path file, String content) {
    ReportOutput.write(getLog(), file, content, "mlops.reportsDirectory");
  }
}
