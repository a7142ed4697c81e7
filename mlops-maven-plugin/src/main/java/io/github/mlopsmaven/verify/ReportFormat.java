package io.github.mlopsmaven.verify;

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
   * Writes a report.
   *
   * @param report what to tell
   * @param version the version of this program
   * @return the text, without a line end behind it
   */
  public String text(Report report, String version) {
    return switch (this) {
      case TEXT -> String.join("\n", TextReport.lines(report));
      case JSON -> JsonReport.text(report);
      case JUNIT -> JUnitReport.text(report);
      case SARIF -> SarifReport.text(report, version);
    };
  }
}
