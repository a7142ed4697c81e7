package io.github.mlopsmaven.verify;

import java.util.List;
import java.util.stream.Collectors;

/** How a report is written. */
public enum ReportFormat {
  /** For people. */
  TEXT,
  /** For programs. */
  JSON,
  /** For build servers: JUnit XML. */
  JUNIT,
  /** For code scanning services: SARIF 2.1.0. */
  SARIF;

  /**
   * The report for people, line by line.
   *
   * @param report what to tell
   */
  public static List<ReportLine> lines(Report report) {
    return TextReport.lines(report);
  }

  /**
   * Writes a report.
   *
   * @param report what to tell
   * @param version the version of this program
   * @return the text, without a line end behind it
   */
  public String text(Report report, String version) {
    return switch (this) {
      case TEXT ->
          TextReport.lines(report).stream().map(ReportLine::text).collect(Collectors.joining("\n"));
      case JSON -> JsonReport.text(report);
      case JUNIT -> JUnitReport.text(report);
      case SARIF -> SarifReport.text(report, version);
    };
  }
}
