package io.github.mlopsmaven.verify;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;

/** A report for code scanning services: SARIF 2.1.0. */
final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** What paths are relative to: the root of what was checked out, as GitHub understands it. */
  private static final String ROOT = "%SRCROOT%";

  private SarifReport() {}

  static String text(Report report, String version) {
    JsonObject driver = new JsonObject();
    driver.addProperty("name", "mlops-maven");
    driver.addProperty("version", version);
    Set<String> broken = new HashSet<>();
    report.places().forEach(place -> broken.add(place.finding().rule().id()));
    JsonArray rules = new JsonArray();
    for (Rule rule : report.rules().values()) {
      rules.add(rule(rule, broken.contains(rule.id())));
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
    JsonObject root = new JsonObject();
    root.add("description", message("The folder of the project, or the root of the template."));
    JsonObject bases = new JsonObject();
    bases.add(ROOT, root);
    run.add("originalUriBaseIds", bases);
    run.add("results", results);
    JsonArray runs = new JsonArray();
    runs.add(run);
    JsonObject log = new JsonObject();
    log.addProperty("$schema", SCHEMA);
    log.addProperty("version", "2.1.0");
    log.add("runs", runs);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(log);
  }

  /** A rule; one that is broken has its page with it, which is what a reader of the alert sees. */
  private static JsonObject rule(Rule rule, boolean isBroken) {
    JsonObject object = new JsonObject();
    object.addProperty("id", rule.id());
    object.add("shortDescription", message(rule.description()));
    object.add("fullDescription", message(rule.description()));
    JsonObject level = new JsonObject();
    level.addProperty("level", rule.level().toString());
    object.add("defaultConfiguration", level);
    String page = isBroken ? RulePage.of(rule) : rule.description();
    JsonObject help = message(page);
    help.addProperty("markdown", page);
    object.add("help", help);
    return object;
  }

  private static JsonObject result(Report.Place place) {
    Finding finding = place.finding();
    JsonObject region = new JsonObject();
    region.addProperty("startLine", finding.position().line());
    region.addProperty("startColumn", finding.position().column());
    JsonObject artifact = new JsonObject();
    artifact.addProperty("uri", uri(place.path()));
    artifact.addProperty("uriBaseId", ROOT);
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
