package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Report;
import io.github.mlopsmaven.verify.ReportFormat;
import io.github.mlopsmaven.verify.ReportLine;
import io.github.mlopsmaven.verify.Verification;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What the goals that verify have in common: what counts, and where it is reported. How a report is
 * written stands here and in {@link AbstractReportMojo}, whose goals read a template.
 */
abstract class AbstractVerifyMojo extends AbstractFetchingMojo {

  private static final List<String> REPORTS = List.of("json", "junit", "sarif");

  /**
   * How the report is written: {@code text} or {@code json}. For scripts, write the JSON to a file
   * with {@code mlops.outputFile}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.format", defaultValue = "text")
  private String format = "text";

  /**
   * The file that the report is written to; the default is the console.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.outputFile")
  private @Nullable File outputFile;

  @Override
  final void checkParameters() {
    said("format", format, ReportOutput.FORMATS);
  }

  /** Writes a report as {@code format} and {@code outputFile} say. */
  final void report(Supplier<String> json, Supplier<List<String>> text) {
    output(format, outputFile).write(json, text);
  }

  /** Whether a report goes to the console, for a person. */
  final boolean isTextOnConsole() {
    return said("format", format).orElse(format).equals("text")
        && written("outputFile", outputFile).isEmpty();
  }

  /**
   * The lowest level of findings that fails the goal: {@code error} (the default), {@code warning},
   * {@code note}, or {@code never}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.failOn", defaultValue = "error")
  private String failOn = "error";

  /**
   * The severity of rules, as rule id to {@code LEVEL: REASON}, where the level is {@code error},
   * {@code warning}, {@code note} or {@code off}; on the command line {@code -Dmlops.rules.ID="off:
   * REASON"}. It takes precedence over what the template says about its rules.
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
   * A folder that reports are written to, for programs, build servers and code scanning services:
   * {@code verify.json}, {@code verify.junit.xml} and {@code verify.sarif} of {@code verify},
   * {@code verify-template.json} and so on of {@code verify-template}, {@code check.json} and so on
   * of {@code check}. On the command line, a relative folder is relative to each module. The
   * default is to write none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.reportsDirectory")
  private @Nullable File reportsDirectory;

  /**
   * Verifies, reports, and fails where something is found.
   *
   * @param name what the files of {@code reportsDirectory} are called
   * @param looks what is verified, one after the other
   */
  final void verify(String name, Wiring wiring, List<Function<Verification, Report>> looks) {
    Optional<Level> threshold = threshold();
    Verification verification =
        wiring.verification(
            ruleSettings(rules), said("pipelineTemplatesUrl", pipelineTemplatesUrl));
    requireNoMistake();
    Map<String, Long> bad = new LinkedHashMap<>();
    for (Function<Verification, Report> look : looks) {
      Report report = look.apply(verification);
      tell(name, report);
      bad.put(report.subject(), threshold.map(worst -> count(report, worst)).orElse(0L));
    }
    bad.values().removeIf(count -> count == 0);
    if (!bad.isEmpty()) {
      refuse(bad, threshold.orElseThrow());
    }
  }

  /** Looks at what is typed for the rules, so that it is told with the other mistakes. */
  final void checkVerification() {
    threshold();
    ruleSettings(rules);
  }

  /**
   * Tells what was found, where it is to be told.
   *
   * @param name what the files of {@code reportsDirectory} are called
   */
  final void tell(String name, Report report) {
    if (isTextOnConsole()) {
      ReportFormat.lines(report).forEach(this::log);
    } else {
      report(
          () -> ReportFormat.JSON.text(report, version()),
          () -> ReportFormat.TEXT.text(report, version()).lines().toList());
    }
    written("reportsDirectory", reportsDirectory).ifPresent(folder -> write(folder, name, report));
  }

  /** What the user says about rules. */
  final List<RuleSetting> userRules() {
    return ruleSettings(rules);
  }

  /** Where the pipeline templates are read from, if not from GitHub. */
  final Optional<String> templatesUrl() {
    return said("pipelineTemplatesUrl", pipelineTemplatesUrl);
  }

  /** The level from which on findings make the goal fail; empty for never. */
  final Optional<Level> threshold() {
    List<String> words = Arrays.stream(Level.values()).map(Level::toString).toList();
    List<String> all = new ArrayList<>(words);
    all.add("never");
    String word = said("failOn", failOn, all);
    return word.equals("never")
        ? Optional.empty()
        : Optional.of(Level.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  /** So that {@code -q} leaves what is broken, and a build server counts it. */
  private void log(ReportLine line) {
    switch (line.level().orElse(Level.NOTE)) {
      case ERROR -> getLog().error(line.text());
      case WARNING -> getLog().warn(line.text());
      case NOTE -> getLog().info(line.text());
    }
  }

  private void write(Path folder, String name, Report report) {
    for (String format : REPORTS) {
      String file = name + (format.equals("junit") ? ".junit.xml" : "." + format);
      ReportOutput.write(
          getLog(),
          folder.resolve(file),
          ReportFormat.valueOf(format.toUpperCase(Locale.ROOT)).text(report, version()),
          "mlops.reportsDirectory");
    }
  }

  private static long count(Report report, Level worst) {
    return Arrays.stream(Level.values())
        .filter(level -> level.compareTo(worst) <= 0)
        .mapToLong(report::count)
        .sum();
  }

  private static void refuse(Map<String, Long> bad, Level worst) {
    String level = " of level " + worst + (worst == Level.ERROR ? "" : " or worse");
    boolean isOne = bad.values().stream().mapToLong(Long::longValue).sum() == 1;
    throw new UsageException(
        bad.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + " has "
                        + entry.getValue()
                        + (entry.getValue() == 1 ? " finding" : " findings")
                        + level)
            .collect(Collectors.joining("\n")),
        "fix "
            + (isOne ? "it" : "them")
            + " as the report above says, or set a rule with -Dmlops.rules.ID=\"off: REASON\"");
  }
}
