package io.github.mlopsmaven.verify;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;

/** A report for code scanning services: SARIF 2.1.0. */
final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private SarifReport() {}

  static String text(Report report, String version) {
    JsonObject driver = new JsonObject();
    driver.addProperty("name", "mlops-maven");
    driver.addProperty("version", version);
    JsonArray rules = new JsonArray();
    for (Rule rule : report.rules().values()) {
      JsonObject object = new JsonObject();
      object.addProperty("id", rule.id());
      object.add("shortDescription", message(rule.description()));
      JsonObject level = new JsonObject();
      level.addProperty("level", rule.level().toString());
      object.add("defaultConfiguration", level);
      rules.add(object);
    }
    driver.add("rules", rules);
    JsonArray results = new JsonArray();
    for (Report.Place place : report.places()) {
      results.add(result(place));
    }
    JsonObject tool = new JsonObject();
    tool.add("driver", driver);
    JsonObject run = new JsonObject();
    run.add("tool", tool);
    run.addProperty("columnKind", "utf16CodeUnits");
    run.add("results", results);
    JsonArray runs = new JsonArray();
    runs.add(run);
    JsonObject root = new JsonObject();
    root.addProperty("$schema", SCHEMA);
    root.addProperty("version", "2.1.0");
    root.add("runs", runs);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root);
  }

  private static JsonObject result(Report.Place place) {
    Finding finding = place.finding();
    JsonObject region = new JsonObject();
    region.addProperty("startLine", finding.position().line());
    region.addProperty("startColumn", finding.position().column());
    JsonObject artifact = new JsonObject();
    artifact.addProperty("uri", uri(place.path()));
    JsonObject physical = new JsonObject();
    physical.add("artifactLocation", artifact);
    physical.add("region", region);
    JsonObject location = new JsonObject();
    location.add("physicalLocation", physical);
    JsonArray locations = new JsonArray();
    locations.add(location);
    JsonObject result = new JsonObject();
    result.addProperty("ruleId", finding.rule().id());
    result.addProperty("level", finding.level().toString());
    result.add("message", message(finding.problem() + "; " + finding.remedy()));
    result.add("locations", locations);
    return result;
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
