package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.problem.Visible;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A report for people: lines of text, with a table of the selections of a template. */
final class TextReport {

  private TextReport() {}

  static List<ReportLine> lines(Report report) {
    List<ReportLine> lines = new ArrayList<>();
    lines.add(ReportLine.plain(report.deed() + " " + report.subject()));
    for (Report.Place place : report.places()) {
      Finding finding = place.finding();
      Optional<Level> level = Optional.of(finding.level());
      lines.add(
          new ReportLine(
              level,
              "%s:%d:%d: %s: %s"
                  .formatted(
                      Visible.line(place.path()),
                      finding.position().line(),
                      finding.position().column(),
                      finding.level(),
                      finding.problem())));
      lines.add(
          new ReportLine(level, "    " + finding.remedy() + " [" + finding.rule().id() + "]"));
      if (report.verified().size() > 1) {
        lines.add(new ReportLine(level, "    " + selections(place, report.verified().size())));
      }
    }
    if (report.verified().size() > 1) {
      table(report.verified()).forEach(row -> lines.add(ReportLine.plain(row)));
    }
    lines.add(
        ReportLine.plain(
            Arrays.stream(Level.values())
                .map(level -> counted(report.count(level), level))
                .collect(Collectors.joining(", "))));
    return lines;
  }

  private static String counted(long count, Level level) {
    return count + " " + level + (count == 1 ? "" : "s");
  }

  private static String selections(Report.Place place, int all) {
    List<Verified> some = place.selections();
    if (some.size() == all) {
      return "in every selection";
    }
    String first = some.get(0).selection().map(TextReport::words).orElse("");
    return "in " + first + (some.size() == 1 ? "" : " and " + (some.size() - 1) + " more");
  }

  private static String words(Selection selection) {
    return String.join(" ", selection.values().values());
  }

  private static List<String> table(List<Verified> verified) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("selection", "errors", "warnings", "notes", ""));
    for (Verified project : verified) {
      rows.add(
          List.of(
              project.selection().map(TextReport::words).orElse(""),
              String.valueOf(project.count(Level.ERROR)),
              String.valueOf(project.count(Level.WARNING)),
              String.valueOf(project.count(Level.NOTE)),
              project.missing().isEmpty()
                  ? ""
                  : "lacks the "
                      + project.missing().stream()
                          .map(Part::title)
                          .collect(Collectors.joining(" and the "))));
    }
    int width = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(1);
    return rows.stream()
        .map(
            row ->
                String.format(
                        "  %-" + width + "s %7s %9s %6s  %s",
                        row.get(0),
                        row.get(1),
                        row.get(2),
                        row.get(3),
                        row.get(4))
                    .stripTrailing())
        .toList();
  }
}
