package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.fleet.FleetRow.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One page that works from a file: who is behind and how far, what drifts, which policy fails, and
 * the pull requests. It asks nothing of any server, and without JavaScript it only cannot be sorted
 * and filtered. Whatever files and servers say is text on it.
 */
public final class FleetPage {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final int PATHS = 40;

  private static final Map<Result, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(Result.FAILED, "Failed");
    WORDS.put(Result.DIVERGED, "Diverged");
    WORDS.put(Result.MOVED_TAG, "Tag moved");
    WORDS.put(Result.BEHIND, "Behind");
    WORDS.put(Result.HELD, "Held");
    WORDS.put(Result.UNKNOWN, "Unknown");
    WORDS.put(Result.CURRENT, "Current");
    WORDS.put(Result.NOT_GENERATED, "Not generated");
    WORDS.put(Result.EMPTY, "Empty");
    WORDS.put(Result.SKIPPED, "Skipped");
  }

  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put("conflict", "in conflict with the update");
    FILES.put("held", "held at an older state");
    FILES.put("changed", "changed here");
    FILES.put("missing", "deleted here");
    FILES.put("mode", "with another mode");
    FILES.put("moved", "moved here");
    FILES.put("newer", "that the template changed");
  }

  private final FleetReport report;

  /**
   * Names the report.
   *
   * @param report what to show
   */
  public FleetPage(FleetReport report) {
    this.report = report;
  }

  /** HTML. */
  public String html() {
    String page = resource("fleet.html");
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("@STYLE@", resource("fleet.css"));
    parts.put("@SCRIPT@", resource("fleet.js"));
    parts.put("@TITLE@", escaped(report.title()));
    parts.put("@AT@", MINUTE.format(report.at().atOffset(ZoneOffset.UTC)) + " UTC");
    parts.put("@COUNT@", String.valueOf(report.rows().size()));
    parts.put("@TILES@", tiles());
    parts.put("@SHARES@", shares());
    parts.put("@AGES@", ages());
    parts.put("@TEMPLATES@", templates());
    parts.put("@STATES@", states());
    parts.put("@CHOICES@", choices());
    parts.put("@ROWS@", rows());
    // Each part is put in once: what a part says is never taken for a place of another.
    StringBuilder out = new StringBuilder();
    for (String piece : page.split("(?=@[A-Z]+@)|(?<=@[A-Z]{1,12}@)", -1)) {
      out.append(parts.getOrDefault(piece, piece));
    }
    return out.toString();
  }

  private static String resource(String name) {
    try (InputStream in = FleetPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the plugin's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long count(Predicate<FleetRow> condition) {
    return report.rows().stream().filter(condition).count();
  }

  private String tiles() {
    StringBuilder out = new StringBuilder();
    long behind = count(FleetRow::isBehind);
    tile(out, "bad", count(row -> row.result() == Result.FAILED), "failed");
    tile(out, "warn", behind, "behind");
    tile(out, "warn", count(row -> row.drift() > 0), "with drift");
    tile(out, "warn", count(row -> !row.files("held").isEmpty()), "with held files");
    if (report.rows().stream().anyMatch(row -> row.checks().isPresent())) {
      tile(out, "bad", count(row -> row.failedChecks() > 0), "refused by policy");
    }
    tile(
        out,
        "info",
        count(row -> row.request().flatMap(FleetRow.Request::page).isPresent()),
        "with a pull request");
    tile(out, "good", count(row -> row.result() == Result.CURRENT), "current");
    return out.toString();
  }

  private static void tile(StringBuilder out, String kind, long number, String words) {
    out.append("<li class=\"tile ")
        .append(number == 0 && !kind.equals("good") ? "none" : kind)
        .append("\"><strong>")
        .append(number)
        .append("</strong> <span>")
        .append(words)
        .append("</span></li>\n");
  }

  /** One bar for the whole fleet. */
  private String shares() {
    StringBuilder out = new StringBuilder();
    WORDS.forEach(
        (result, word) -> {
          long number = count(row -> row.result() == result);
          if (number > 0) {
            out.append("<li class=\"")
                .append(kind(result))
                .append("\" style=\"flex-grow:")
                .append(number)
                .append("\"><span>")
                .append(number)
                .append(' ')
                .append(word.toLowerCase(Locale.ROOT))
                .append("</span></li>\n");
          }
        });
    return out.toString();
  }

  private String ages() {
    Map<String, Predicate<Long>> spans = new LinkedHashMap<>();
    spans.put("up to 30 days", days -> days <= 30);
    spans.put("31 to 90 days", days -> days > 30 && days <= 90);
    spans.put("91 to 180 days", days -> days > 90 && days <= 180);
    spans.put("more than 180 days", days -> days > 180);
    Map<String, Long> bars = new LinkedHashMap<>();
    bars.put(
        "current", count(row -> row.result() == Result.CURRENT || row.result() == Result.HELD));
    spans.forEach(
        (words, fits) ->
            bars.put(
                words,
                count(
                    row ->
                        row.isBehind()
                            && row.behind()
                                .flatMap(FleetRow.Behind::days)
                                .filter(fits)
                                .isPresent())));
    bars.put(
        "not known for how long",
        count(row -> row.isBehind() && row.behind().flatMap(FleetRow.Behind::days).isEmpty()));
    return bars(bars);
  }

  private String templates() {
    Map<String, Long> bars = new LinkedHashMap<>();
    report.rows().stream()
        .flatMap(row -> row.template().stream())
        .map(from -> shortName(from.name()) + " " + from.revision())
        .sorted()
        .forEach(name -> bars.merge(name, 1L, Long::sum));
    if (bars.isEmpty()) {
      return "<p>No project of a template was found.</p>";
    }
    return bars(bars);
  }

  private static String bars(Map<String, Long> numbers) {
    long most = Math.max(1, numbers.values().stream().mapToLong(Long::longValue).max().orElse(1));
    StringBuilder out = new StringBuilder("<dl class=\"bars\">\n");
    numbers.forEach(
        (words, number) ->
            out.append("<div><dt>")
                .append(escaped(words))
                .append("</dt><dd><i style=\"width:")
                .append(number * 100 / most)
                .append("%\"></i><b>")
                .append(number)
                .append("</b></dd></div>\n"));
    return out.append("</dl>").toString();
  }

  private String states() {
    StringBuilder out = new StringBuilder();
    WORDS.forEach(
        (result, word) -> {
          if (count(row -> row.result() == result) > 0) {
            option(out, result.toString(), word);
          }
        });
    return out.toString();
  }

  private String choices() {
    StringBuilder out = new StringBuilder();
    report.rows().stream()
        .flatMap(row -> row.template().stream())
        .map(FleetRow.Template::name)
        .distinct()
        .sorted()
        .forEach(name -> option(out, name, shortName(name)));
    return out.toString();
  }

  private static void option(StringBuilder out, String value, String words) {
    out.append("<option value=\"")
        .append(escaped(value))
        .append("\">")
        .append(escaped(words))
        .append("</option>\n");
  }

  private String rows() {
    StringBuilder out = new StringBuilder();
    for (FleetRow row : report.rows()) {
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
              .orElse("<span class=\"quiet\">none</span>"));
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
              .orElse("<span class=\"quiet\">none</span>"));
      out.append("</tr>\n");
    }
    return out.toString();
  }

  private static void cell(StringBuilder out, String label, String order, String content) {
    out.append("<td role=\"cell\" data-label=\"")
        .append(label)
        .append("\" data-order=\"")
        .append(order)
        .append("\">")
        .append(content)
        .append("</td>\n");
  }

  private static long order(FleetRow row) {
    return row.behind().map(by -> by.days().orElse(0L) * 10_000 + by.commits()).orElse(-1L);
  }

  private static String behind(FleetRow row) {
    if (row.behind().isEmpty() || !row.isBehind()) {
      return row.isBehind()
          ? row.files("newer").size() + " files"
          : "<span class=\"quiet\">–</span>";
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
          : "<span class=\"quiet\">–</span>";
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

  private static String kind(Result result) {
    return switch (result) {
      case FAILED, DIVERGED, MOVED_TAG -> "bad";
      case BEHIND, HELD -> "warn";
      case CURRENT -> "good";
      case UNKNOWN -> "info";
      case NOT_GENERATED, EMPTY, SKIPPED -> "off";
    };
  }

  /** The last part of an address. */
  private static String shortName(String name) {
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
