package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.fleet.FleetRow.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet for people: a table as lines of text, and the same for a spreadsheet. */
public final class FleetText {

  private static final List<String> HEAD =
      List.of("repository", "state", "behind", "drift", "held", "policy", "pull request");

  private static final List<Result> ORDER =
      List.of(
          Result.FAILED,
          Result.DIVERGED,
          Result.MOVED_TAG,
          Result.BEHIND,
          Result.HELD,
          Result.UNKNOWN,
          Result.CURRENT,
          Result.ADOPTABLE,
          Result.NOT_GENERATED,
          Result.EMPTY,
          Result.SKIPPED);

  private final List<FleetRow> rows;

  /**
   * Names the rows.
   *
   * @param rows what was found
   */
  public FleetText(List<FleetRow> rows) {
    this.rows = sorted(rows);
  }

  /** The worst first, those that are furthest behind before others. */
  static List<FleetRow> sorted(List<FleetRow> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparingInt((FleetRow row) -> ORDER.indexOf(row.result()))
                .thenComparing(row -> -row.behind().flatMap(FleetRow.Behind::days).orElse(0L))
                .thenComparing(FleetRow::repository))
        .toList();
  }

  /** How many there are of each result, the worst first. */
  static List<String> counts(List<FleetRow> rows) {
    return ORDER.stream()
        .map(result -> rows.stream().filter(row -> row.result() == result).count() + " " + result)
        .filter(text -> !text.startsWith("0 "))
        .toList();
  }

  /** The table, and what is wrong with those that failed. */
  public List<String> lines() {
    List<List<String>> table = new ArrayList<>(List.of(HEAD));
    rows.forEach(row -> table.add(cells(row)));
    int[] widths = new int[HEAD.size()];
    for (List<String> cells : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], cells.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> cells : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.add("");
    for (FleetRow row : rows) {
      row.trouble()
          .ifPresent(
              why -> {
                lines.add(row.repository() + ": " + why.problem());
                lines.add("  " + why.remedy());
              });
      if (row.result() == Result.UNKNOWN) {
        row.notes().forEach(note -> lines.add(row.repository() + ": " + note));
      }
      row.checks()
          .orElse(List.of())
          .forEach(
              check ->
                  lines.add(
                      row.repository()
                          + ": "
                          + (check.fails() ? "" : "warning: ")
                          + check.text()
                          + " ["
                          + check.id()
                          + "]"));
    }
    lines.add(rows.size() + " repositories: " + String.join(", ", counts(rows)));
    return lines;
  }

  private static List<String> cells(FleetRow row) {
    return List.of(
        row.repository(),
        row.result().toString(),
        behind(row),
        number(row.drift()),
        number(row.files("held").size()),
        policy(row),
        row.request().map(FleetRow.Request::text).orElse(""));
  }

  static String behind(FleetRow row) {
    return row.behind()
        .map(
            by ->
                by.commits()
                    + (by.commits() == 1 ? " commit" : " commits")
                    + by.days()
                        .map(days -> ", " + days + (days == 1 ? " day" : " days"))
                        .orElse(""))
        .orElse("");
  }

  static String policy(FleetRow row) {
    if (row.checks().isEmpty()) {
      return row.template().isPresent() ? "no policy" : "";
    }
    long fails = row.failedChecks();
    long warnings = row.checks().get().size() - fails;
    return fails + warnings == 0
        ? "ok"
        : Stream.of(
                Optional.of(fails + " failed").filter(any -> fails > 0),
                Optional.of(warnings + (warnings == 1 ? " warning" : " warnings"))
                    .filter(any -> warnings > 0))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
  }

  private static String number(int count) {
    return count == 0 ? "" : String.valueOf(count);
  }

  /** The same as comma-separated values (RFC 4180), with the parts that a program reads. */
  public String csv() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "repository,result,project,template,revision,newer,commits_behind,days_behind,given,"
            + "changed,missing,mode,held,conflicts,policy_failed,policy_warnings,pull_request,"
            + "problem");
    for (FleetRow row : rows) {
      Optional<FleetRow.Template> from = row.template();
      Optional<FleetRow.Behind> by = row.behind();
      List<String> cells = new ArrayList<>();
      cells.add(row.repository());
      cells.add(row.result().toString());
      cells.add(row.project());
      cells.add(from.map(FleetRow.Template::name).orElse(""));
      cells.add(from.map(FleetRow.Template::revision).orElse(""));
      cells.add(from.flatMap(FleetRow.Template::newer).orElse(""));
      cells.add(by.map(one -> String.valueOf(one.commits())).orElse(""));
      cells.add(by.flatMap(FleetRow.Behind::days).map(String::valueOf).orElse(""));
      cells.add(String.valueOf(row.given()));
      Stream.of("changed", "missing", "mode", "held", "conflict")
          .forEach(word -> cells.add(String.valueOf(row.files(word).size())));
      cells.add(row.checks().map(any -> String.valueOf(row.failedChecks())).orElse(""));
      cells.add(
          row.checks().map(all -> String.valueOf(all.size() - row.failedChecks())).orElse(""));
      cells.add(row.request().map(request -> request.page().orElse(request.text())).orElse(""));
      cells.add(row.trouble().map(FleetRow.Trouble::problem).orElse(""));
      lines.add(cells.stream().map(FleetText::cell).collect(Collectors.joining(",")));
    }
    return String.join("\r\n", lines);
  }

  /** A spreadsheet takes a text that begins so for a formula. */
  private static String cell(String text) {
    String plain = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
    return plain.matches("(?s).*[\",\\r\\n].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
  }
}
