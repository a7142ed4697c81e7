package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.fleet.FleetRow.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the page's table, and how single things are written as HTML. */
final class FleetPageRows {

  private static final int PATHS = 40;

  private static final String NONE = "<span class=\"quiet\">none</span>";
  private static final String DASH = "<span class=\"quiet\">–</span>";

  static final Map<Result, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(Result.FAILED, "Failed");
    WORDS.put(Result.DIVERGED, "Diverged");
    WORDS.put(Result.MOVED_TAG, "Tag moved");
    WORDS.put(Result.BEHIND, "Behind");
    WORDS.put(Result.HELD, "Held");
    WORDS.put(Result.UNKNOWN, "Unknown");
    WORDS.put(Result.CURRENT, "Current");
    WORDS.put(Result.ADOPTABLE, "Adoptable");
    WORDS.put(Result.NOT_GENERATED, "Not generated");
    WORDS.put(Result.EMPTY, "Empty");
    WORDS.put(Result.SKIPPED, "Skipped");
  }

  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put("conflict", "in conflict with the update");
    FILES.put("held", "held at an older version");
    FILES.put("changed", "changed here");
    FILES.put("missing", "deleted here");
    FILES.put("mode", "with another mode");
    FILES.put("moved", "moved here");
    FILES.put("newer", "that the template changed");
  }

  private final List<FleetRow> rows;

  FleetPageRows(List<FleetRow> rows) {
    this.rows = rows;
  }

  /** HTML. */
  String html() {
    StringBuilder out = new StringBuilder();
    for (FleetRow row : rows) {
      String template = row.template().map(FleetRow.Template::name).orElse("");
      out.append("<tr role=\"row\" data-state=\"")
          .append(row.result())
          .append("\" data-template=\"")
          .append(escaped(template))
          .append("\" data-drift=\"")
          .append(row.drift())
          .append("\" data-request=\"")
          .append(row.request().isPresent())
          .append("\">\n<th role=\"rowheader\" scope=\"row\">")
          .append(link(row.page(), row.repository()))
          .append(details(row))
          .append("</th>\n");
      cell(
          out,
          "State",
          String.valueOf(List.copyOf(WORDS.keySet()).indexOf(row.result())),
          "<span class=\"badge "
              + kind(row.result())
              + "\">"
              + WORDS.getOrDefault(row.result(), "")
              + "</span>");
      cell(out, "Behind", String.valueOf(order(row)), behind(row));
      cell(out, "Drift", String.valueOf(row.drift()), drift(row));
      cell(out, "Policy", String.valueOf(row.failedChecks()), policy(row));
      cell(
          out,
          "Pull request",
          row.request().isPresent() ? "1" : "0",
          row.request()
              .map(
                  request ->
                      request.page().isPresent()
                          ? link(request.page(), number(request.page().get()))
                          : "<span class=\"quiet\">" + escaped(request.text()) + "</span>")
              .orElse(NONE));
      cell(
          out,
          "Template",
          escaped(template),
          row.template()
              .map(
                  from ->
                      link(from.url(), shortName(from.name()))
                          + " <span class=\"quiet\">"
                          + escaped(from.revision())
                          + "</span>")
              .orElse(NONE));
      out.append("</tr>\n");
    }
    return out.toString();
  }

  private static void cell(StringBuilder out, String label, String order, String content) {
    boolean isVoid = content.equals(NONE) || content.equals(DASH);
    out.append("<td role=\"cell\" data-label=\"")
        .append(label)
        .append("\" data-order=\"")
        .append(order)
        .append(isVoid ? "\" class=\"void" : "")
        .append("\"><div>")
        .append(content)
        .append("</div></td>\n");
  }

  private static long order(FleetRow row) {
    return row.behind().map(by -> by.days().orElse(0L) * 10_000 + by.commits()).orElse(-1L);
  }

  private static String behind(FleetRow row) {
    if (row.behind().isEmpty() || !row.isBehind()) {
      return row.isBehind() ? row.files("newer").size() + " files" : DASH;
    }
    long days = row.behind().get().days().orElse(0L);
    String level = days > 180 ? "bad" : days > 90 ? "warn" : "info";
    return "<span class=\"meter "
        + level
        + "\" aria-hidden=\"true\"><i style=\"width:"
        + Math.min(100, Math.max(4, days * 100 / 365))
        + "%\"></i></span> "
        + row.behind().get().days().map(known -> count(known, "day")).orElse("")
        + " <span class=\"quiet by\">"
        + count(row.behind().get().commits(), "commit")
        + "</span>";
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String drift(FleetRow row) {
    List<String> parts = new ArrayList<>();
    part(parts, row.files("changed").size(), "changed");
    part(parts, row.files("missing").size(), "deleted");
    part(parts, row.files("mode").size(), "mode");
    part(parts, row.files("held").size(), "held");
    part(parts, row.files("conflict").size(), "in conflict");
    if (parts.isEmpty()) {
      return row.template().isPresent()
          ? "<span class=\"quiet\">none of " + row.given() + "</span>"
          : DASH;
    }
    return String.join(", ", parts) + " <span class=\"quiet\">of " + row.given() + "</span>";
  }

  private static void part(List<String> parts, int number, String words) {
    if (number > 0) {
      parts.add(number + " " + words);
    }
  }

  private static String policy(FleetRow row) {
    String words = FleetText.policy(row);
    if (row.failedChecks() > 0) {
      return "<span class=\"badge bad\">" + words + "</span>";
    }
    boolean warns = row.checks().filter(all -> !all.isEmpty()).isPresent();
    return warns
        ? "<span class=\"badge warn\">" + words + "</span>"
        : "<span class=\"quiet\">" + (words.isEmpty() ? "–" : words) + "</span>";
  }

  /** What is wrong, in the open; which files, behind a click. */
  private static String details(FleetRow row) {
    StringBuilder out = new StringBuilder();
    row.trouble()
        .ifPresent(
            why ->
                out.append("<p class=\"why bad\">")
                    .append(escaped(why.problem()))
                    .append(". <em>")
                    .append(escaped(capital(why.remedy())))
                    .append(".</em></p>"));
    row.checks()
        .orElse(List.of())
        .forEach(
            check ->
                out.append("<p class=\"why ")
                    .append(check.fails() ? "bad" : "warn")
                    .append("\"><code>")
                    .append(escaped(check.id()))
                    .append("</code> ")
                    .append(escaped(check.text()))
                    .append(". <em>")
                    .append(escaped(capital(check.remedy())))
                    .append(".</em></p>"));
    row.notes()
        .forEach(note -> out.append("<p class=\"why\">").append(escaped(note)).append("</p>"));
    StringBuilder lists = new StringBuilder();
    FILES.forEach((word, words) -> list(lists, row.files(word), words));
    if (!lists.isEmpty()) {
      out.append("<details><summary>files</summary>").append(lists).append("</details>");
    }
    return out.toString();
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static void list(StringBuilder out, List<String> paths, String words) {
    if (paths.isEmpty()) {
      return;
    }
    out.append("<p>").append(paths.size()).append(' ').append(words).append("</p><ul>");
    paths.stream()
        .limit(PATHS)
        .forEach(path -> out.append("<li><code>").append(escaped(path)).append("</code></li>"));
    if (paths.size() > PATHS) {
      out.append("<li>and ").append(paths.size() - PATHS).append(" more</li>");
    }
    out.append("</ul>");
  }

  static String kind(Result result) {
    return switch (result) {
      case FAILED, DIVERGED, MOVED_TAG -> "bad";
      case BEHIND, HELD -> "warn";
      case CURRENT -> "good";
      case UNKNOWN, ADOPTABLE -> "info";
      case NOT_GENERATED, EMPTY, SKIPPED -> "off";
    };
  }

  /** The last part of an address. */
  static String shortName(String name) {
    String plain = name.replaceFirst("(?:\\.git)?/*$", "");
    return plain.substring(plain.lastIndexOf('/') + 1);
  }

  private static String number(String page) {
    String last = page.substring(page.lastIndexOf('/') + 1);
    return last.matches("[0-9]+") ? "#" + last : "open";
  }

  /** A link, if it leads to a page of the web and to nothing else. */
  private static String link(Optional<String> page, String words) {
    return page.filter(url -> url.matches("https?://[^\\s\"'<>]+"))
        .map(
            url -> "<a href=\"" + escaped(url) + "\" rel=\"noreferrer\">" + escaped(words) + "</a>")
        .orElse(escaped(words));
  }

  static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(point);
              }
            });
    return out.toString();
  }
}
