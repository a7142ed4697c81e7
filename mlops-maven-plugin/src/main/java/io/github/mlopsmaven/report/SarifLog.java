package io.github.mlopsmaven.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * A log for code scanning services: SARIF 2.1.0, one run.
 *
 * @param version the version of this program
 * @param rules every rule that was looked at
 * @param results what was found
 */
public record SarifLog(String version, List<Rule> rules, List<Result> results) {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** What paths are relative to: the root of what was checked out, as GitHub understands it. */
  private static final String ROOT = "%SRCROOT%";

  /** Copies the lists. */
  public SarifLog {
    rules = List.copyOf(rules);
    results = List.copyOf(results);
  }

  /**
   * A rule.
   *
   * @param id what it is called
   * @param description what holds where it is kept, one sentence
   * @param level {@code error}, {@code warning} or {@code note}; empty where each result says
   * @param page its page in Markdown, which a reader of an alert sees; empty if it has none
   */
  public record Rule(
      String id, String description, Optional<String> level, Optional<String> page) {}

  /**
   * A place where a rule is broken.
   *
   * @param rule the rule's id
   * @param level {@code error}, {@code warning} or {@code note}
   * @param message what is wrong, one sentence
   * @param path the file, from the root
   * @param place where in it; empty for the whole file
   */
  public record Result(
      String rule, String level, String message, String path, Optional<Place> place) {}

  /**
   * A place in a file.
   *
   * @param line from 1 on
   * @param column from 1 on, in UTF-16 units
   */
  public record Place(int line, int column) {}

  /** The log as JSON, without a line end behind it. */
  public String text() {
    JsonObject driver = new JsonObject();
    driver.addProperty("name", "mlops-maven");
    driver.addProperty("version", version);
    JsonArray known = new JsonArray();
    rules.forEach(rule -> known.add(json(rule)));
    driver.add("rules", known);
    JsonObject tool = new JsonObject();
    tool.add("driver", driver);
    JsonObject run = new JsonObject();
    run.add("tool", tool);
    run.addProperty("columnKind", "utf16CodeUnits");
    JsonObject root = new JsonObject();
    root.add("description", message("The folder of the project, or the root of the template."));
    JsonObject bases = new JsonObject();
    bases.add(ROOT, root);
    run.add("originalUriBaseIds", bases);
    JsonArray found = new JsonArray();
    results.forEach(result -> found.add(json(result)));
    run.add("results", found);
    JsonArray runs = new JsonArray();
    runs.add(run);
    JsonObject log = new JsonObject();
    log.addProperty("$schema", SCHEMA);
    log.addProperty("version", "2.1.0");
    log.add("runs", runs);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(log);
  }

  private static JsonObject json(Rule rule) {
    JsonObject object = new JsonObject();
    object.addProperty("id", rule.id());
    object.add("shortDescription", message(rule.description()));
    object.add("fullDescription", message(rule.description()));
    rule.level()
        .ifPresent(
            text -> {
              JsonObject level = new JsonObject();
              level.addProperty("level", text);
              object.add("defaultConfiguration", level);
            });
    String page = rule.page().orElse(rule.description());
    JsonObject help = message(page);
    help.addProperty("markdown", page);
    object.add("help", help);
    return object;
  }

  private static JsonObject json(Result result) {
    JsonObject artifact = new JsonObject();
    artifact.addProperty("uri", uri(result.path()));
    artifact.addProperty("uriBaseId", ROOT);
    JsonObject physical = new JsonObject();
    physical.add("artifactLocation", artifact);
    result
        .place()
        .ifPresent(
            place -> {
              JsonObject region = new JsonObject();
              region.addProperty("startLine", place.line());
              region.addProperty("startColumn", place.column());
              physical.add("region", region);
            });
    JsonObject location = new JsonObject();
    location.add("physicalLocation", physical);
    JsonArray locations = new JsonArray();
    locations.add(location);
    JsonObject object = new JsonObject();
    object.addProperty("ruleId", result.rule());
    object.addProperty("level", result.level());
    object.add("message", message(result.message()));
    object.add("locations", locations);
    return object;
  }

  private static JsonObject message(String text) {
    JsonObject message = new JsonObject();
    message.addProperty("text", text);
    return message;
  }

  /** A relative reference, with what a URI may not have escaped. */
  private static String uri(String path) {
    try {
      return new URI(null, null, "/" + path, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
