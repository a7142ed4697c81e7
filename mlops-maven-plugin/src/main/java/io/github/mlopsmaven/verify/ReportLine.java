package io.github.mlopsmaven.verify;

import java.util.Optional;

/**
 * A line of a report for people.
 *
 * @param level how bad what it tells is; empty for what is no finding
 * @param text the line
 */
public record ReportLine(Optional<Level> level, String text) {

  static ReportLine plain(String text) {
    return new ReportLine(Optional.empty(), text);
  }
}
