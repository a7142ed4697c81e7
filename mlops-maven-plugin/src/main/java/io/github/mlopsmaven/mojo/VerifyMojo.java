package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Report;
import io.github.mlopsmaven.verify.ReportFormat;
import io.github.mlopsmaven.verify.ReportLine;
import io.github.mlopsmaven.verify.Verification;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what would not work: references to files, inputs, parameters, secrets and variables
 * that are not there, in a project's folder or, with {@code -Dmlops.template}, in every selection
 * that a template has. Each finding has a place, a rule and a remedy; {@code docs/rules} explains
 * the rules. The goal fails where something is found at the level of {@code failOn} or worse.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", requiresProject = false, threadSafe = true, aggregator = true)
public final class VerifyMojo extends AbstractReportMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.verify.skip", defaultValue = "false")
  private boolean skip;

  private static final List<String> REPORTS = List.of("json", "junit", "sarif");

  /**
   * The folder of the project to verify; the default is the current one. It goes before a template
   * that the POM names.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectDirectory")
  private @Nullable File projectDirectory;

  /**
   * Settings of the template that the selections are verified with; on the command line {@code
   * -Dmlops.values.NAME=TEXT}. The default of each is the template's.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable Map<String, String> values;

  /**
   * Whether a template's selections are verified with the repairs that its descriptor declares, as
   * {@code mlops:generate} makes them ({@code on}, the default), or as the template's files are
   * ({@code off}). A project that exists is verified as it is.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.repairs", defaultValue = "on")
  private String repairs = "on";

  /**
   * The level from which on findings make the goal fail: {@code error}, {@code warning}, {@code
   * note} or {@code never}. The default is {@code error}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.failOn", defaultValue = "error")
  private String failOn = "error";

  /**
   * How much rules count, as rule id to {@code LEVEL: REASON}, where the level is {@code error},
   * {@code warning}, {@code note} or {@code off}; on the command line {@code -Dmlops.rules.ID="off:
   * REASON"}. It goes before what the template says about its rules.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable Map<String, String> rules;

  /**
   * The git URL that the pipeline-templates repository is read from, in place of {@code
   * https://github.com/OWNER/REPO}: of a mirror, or of a repository that is not on GitHub. {@code
   * {repository}} in it stands for {@code OWNER/REPO}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.pipelineTemplatesUrl")
  private @Nullable String pipelineTemplatesUrl;

  /**
   * A folder that the reports {@code verify.json}, {@code verify.junit.xml} and {@code
   * verify.sarif} are written to, for programs, build servers and code scanning services. The
   * default is to write none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.reportsDirectory")
  private @Nullable File reportsDirectory;

  @Override
  boolean skipped() {
    return said("verify.skip", skip);
  }

  @Override
  void run() {
    Optional<Level> threshold = threshold();
    Wiring wiring = wiring();
    Verification verification =
        wiring.verification(
            ruleSettings(rules), said("pipelineTemplatesUrl", pipelineTemplatesUrl));
    boolean isRepaired = said("repairs", repairs, List.of("on", "off")).equals("on");
    requireNoMistake();
    Report report = report(wiring, verification, isRepaired);
    if (isTextOnConsole()) {
      ReportFormat.lines(report).forEach(this::log);
    } else {
      report(
          () -> ReportFormat.JSON.text(report, version()),
          () -> ReportFormat.TEXT.text(report, version()).lines().toList());
    }
    said("reportsDirectory", reportsDirectory).ifPresent(folder -> write(folder, report));
    requireFine(report, threshold);
  }

  private Optional<Level> threshold() {
    List<String> words = Arrays.stream(Level.values()).map(Level::toString).toList();
    List<String> all = new ArrayList<>(words);
    all.add("never");
    String word = said("failOn", failOn, all);
    return word.equals("never")
        ? Optional.empty()
        : Optional.of(Level.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private Report report(Wiring wiring, Verification verification, boolean isRepaired) {
    Optional<Path> folder = said("projectDirectory", projectDirectory);
    if (folder.isPresent() || !hasTemplate()) {
      Path project = folder.orElseGet(this::currentDirectory).toAbsolutePath().normalize();
      return verification.project(project.toString(), wiring.project(project));
    }
    TemplateSource source = templateSource(wiring);
    return verification.template(source, selection -> request(source, selection, isRepaired));
  }

  private GenerateRequest request(
      TemplateSource source, Map<String, String> selection, boolean isRepaired) {
    return new GenerateRequest(
        source,
        selection,
        true,
        currentDirectory(),
        ProjectName.parse("project"),
        Optional.empty(),
        family("values", values),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        isRepaired,
        new Limits(Long.MAX_VALUE, maxTotalSize()),
        version());
  }

  /** So that {@code -q} leaves what is broken, and a build server counts it. */
  private void log(ReportLine line) {
    switch (line.level().orElse(Level.NOTE)) {
      case ERROR -> getLog().error(line.text());
      case WARNING -> getLog().warn(line.text());
      case NOTE -> getLog().info(line.text());
    }
  }

  private void write(Path folder, Report report) {
    for (String format : REPORTS) {
      String name = format.equals("junit") ? "verify.junit.xml" : "verify." + format;
      ReportOutput.write(
          getLog(),
          folder.resolve(name),
          ReportFormat.valueOf(format.toUpperCase(Locale.ROOT)).text(report, version()),
          "mlops.reportsDirectory");
    }
  }

  private static void requireFine(Report report, Optional<Level> threshold) {
    long bad =
        threshold
            .map(
                worst ->
                    Arrays.stream(Level.values())
                        .filter(level -> level.compareTo(worst) <= 0)
                        .mapToLong(report::count)
                        .sum())
            .orElse(0L);
    if (bad > 0) {
      throw new UsageException(
          report.subject()
              + " has "
              + bad
              + (bad == 1 ? " finding" : " findings")
              + " of level "
              + threshold.orElseThrow()
              + (threshold.orElseThrow() == Level.ERROR ? "" : " or worse"),
          "fix "
              + (bad == 1 ? "it" : "them")
              + " as the report above says, or set a rule with -Dmlops.rules.ID=\"off: REASON\"");
    }
  }
}
