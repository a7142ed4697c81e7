package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.fleet.FleetRow.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One page that works from a file: who is behind and how far, what drifts, which policy fails, and
 * the pull requests. It asks nothing of any server, and without JavaScript it only cannot be sorted
 * and filtered. Whatever files and servers say is text on it.
 */
public final class FleetPage {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

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
    parts.put("@TITLE@", FleetPageRows.escaped(report.title()));
    parts.put("@AT@", MINUTE.format(report.at().atOffset(ZoneOffset.UTC)) + " UTC");
    parts.put("@COUNT@", String.valueOf(report.rows().size()));
    parts.put("@TILES@", tiles());
    parts.put("@SHARES@", shares());
    parts.put("@AGES@", ages());
    parts.put("@TEMPLATES@", templates());
    parts.put("@STATES@", states());
    parts.put("@CHOICES@", choices());
    parts.put("@ROWS@", new FleetPageRows(report.rows()).html());
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
    FleetPageRows.WORDS.forEach(
        (result, word) -> {
          long number = count(row -> row.result() == result);
          if (number > 0) {
            out.append("<li class=\"")
                .append(FleetPageRows.kind(result))
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
        .map(from -> FleetPageRows.shortName(from.name()) + " " + from.revision())
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
                .append(FleetPageRows.escaped(words))
                .append("</dt><dd><i style=\"width:")
                .append(number * 100 / most)
                .append("%\"></i><b>")
                .append(number)
                .append("</b></dd></div>\n"));
    return out.append("</dl>").toString();
  }

  private String states() {
    StringBuilder out = new StringBuilder();
    FleetPageRows.WORDS.forEach(
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
        .forEach(name -> option(out, name, FleetPageRows.shortName(name)));
    return out.toString();
  }

  private static void option(StringBuilder out, String value, String words) {
    out.append("<option value=\"")
        .append(FleetPageRows.escaped(value))
        .append("\">")
        .append(FleetPageRows.escaped(words))
        .append("</option>\n");
  }
}
