package io.github.mlopsmaven.status;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.status.FileStatus.Here;
import io.github.mlopsmaven.status.FileStatus.There;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project's status for programs: JSON, JUnit XML for build servers, SARIF for code scanning. */
public final class StatusReports {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private static final Map<String, String> RULES = new LinkedHashMap<>();

  static {
    RULES.put("template-behind", "The template has a newer state of this file");
    RULES.put("template-file-changed", "A file of the template was changed in the project");
    RULES.put("template-file-missing", "A file of the template was deleted in the project");
    RULES.put("template-conflict", "An update could not merge this file");
    RULES.put("template-file-held", "An update left this file at an older state of the template");
  }

  private final ProjectStatus status;
  private final FailOn failOn;
  private final String version;

  /**
   * Names the status.
   *
   * @param status what to tell
   * @param failOn what counts as a failure
   * @param version the version of this program
   */
  public StatusReports(ProjectStatus status, FailOn failOn, String version) {
    this.status = status;
    this.failOn = failOn;
    this.version = version;
  }

  /** JSON, format 1. */
  public String json() {
    JsonObject root = new JsonObject();
    root.addProperty("format", 1);
    root.addProperty("project", status.lock().projectName());
    root.addProperty("directory", status.directory());
    root.addProperty("generator", version);
    root.add("template", origin(status.lock().origin()));
    status.newer().ifPresent(newer -> root.add("newer", newer(newer)));
    status.asOf().ifPresent(at -> root.addProperty("asOf", at.toString()));
    root.addProperty("state", status.state().toString());
    JsonArray files = new JsonArray();
    status.files().forEach(file -> files.add(file(file)));
    root.add("files", files);
    JsonObject counts = new JsonObject();
    for (Here here : Here.values()) {
      if (here != Here.NONE) {
        counts.addProperty(here.toString(), status.count(file -> file.here() == here));
      }
    }
    counts.addProperty("conflict", status.count(file -> file.conflict().isPresent()));
    counts.addProperty("held", status.count(file -> file.heldAt().isPresent()));
    for (There there : There.values()) {
      if (there != There.SAME) {
        counts.addProperty(
            there.toString(), status.count(file -> file.there().equals(Optional.of(there))));
      }
    }
    root.add("counts", counts);
    JsonArray notes = new JsonArray();
    status.notes().forEach(notes::add);
    root.add("notes", notes);
    return text(root);
  }

  private JsonObject newer(TemplateOrigin origin) {
    JsonObject newer = origin(origin);
    status
        .behind()
        .ifPresent(
            behind -> {
              newer.addProperty("commits", behind.commits());
              behind.since().ifPresent(at -> newer.addProperty("since", StatusText.day(at)));
              status.days().ifPresent(days -> newer.addProperty("days", days));
              newer.addProperty("diverged", behind.diverged());
            });
    return newer;
  }

  private static JsonObject origin(TemplateOrigin origin) {
    JsonObject template = new JsonObject();
    template.addProperty("location", origin.template());
    origin.url().ifPresent(url -> template.addProperty("url", url));
    origin.ref().ifPresent(ref -> template.addProperty("ref", ref));
    origin.commit().ifPresent(commit -> template.addProperty("commit", commit));
    origin.version().ifPresent(number -> template.addProperty("version", number));
    origin.tag().ifPresent(tag -> template.addProperty("tag", tag));
    return template;
  }

  private static JsonObject file(FileStatus file) {
    JsonObject object = new JsonObject();
    object.addProperty("path", file.path());
    object.addProperty("here", file.here().toString());
    file.to().ifPresent(to -> object.addProperty("to", to));
    file.there().ifPresent(there -> object.addProperty("there", there.toString()));
    file.target().ifPresent(target -> object.addProperty("target", target));
    file.heldAt().ifPresent(state -> object.addProperty("heldAt", state));
    file.conflict().ifPresent(kind -> object.addProperty("conflict", kind));
    return object;
  }

  private static String text(JsonElement element) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(element);
  }

  /** JUnit XML: a test for each file that the template gave, which fails where failOn says so. */
  public String junit() {
    List<FileStatus> given =
        status.files().stream().filter(file -> file.here() != Here.NONE).toList();
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites>\n  <testsuite name=\"")
        .append(escaped(status.lock().projectName()))
        .append("\" tests=\"")
        .append(given.size())
        .append("\" failures=\"")
        .append(given.stream().filter(file -> failOn.fails(status, file)).count())
        .append("\" errors=\"0\" skipped=\"0\">\n");
    for (FileStatus file : given) {
      out.append("    <testcase classname=\"mlops:status\" name=\"").append(escaped(file.path()));
      List<String> rules = rules(file);
      if (rules.isEmpty()) {
        out.append("\"/>\n");
        continue;
      }
      boolean fails = failOn.fails(status, file);
      String sentence = RULES.getOrDefault(rules.get(0), "");
      out.append("\">\n      <")
          .append(fails ? "failure message=\"" + sentence + "\"" : "system-out");
      out.append('>').append(rules.get(0)).append(fails ? "</failure>" : "</system-out>");
      out.append("\n    </testcase>\n");
    }
    return out.append("  </testsuite>\n</testsuites>").toString();
  }

  /** SARIF 2.1.0: a result for each file that is not as the template has it. */
  public String sarif() {
    JsonArray rules = new JsonArray();
    RULES.forEach(
        (id, sentence) -> {
          JsonObject rule = new JsonObject();
          rule.addProperty("id", id);
          rule.add("shortDescription", message(sentence));
          rules.add(rule);
        });
    JsonObject driver = new JsonObject();
    driver.addProperty("name", "mlops-maven");
    driver.addProperty("version", version);
    driver.add("rules", rules);
    JsonObject tool = new JsonObject();
    tool.add("driver", driver);
    JsonArray results = new JsonArray();
    for (FileStatus file : status.files()) {
      rules(file).forEach(rule -> results.add(result(rule, file)));
    }
    JsonObject run = new JsonObject();
    run.add("tool", tool);
    run.add("results", results);
    JsonArray runs = new JsonArray();
    runs.add(run);
    JsonObject log = new JsonObject();
    log.addProperty("$schema", SCHEMA);
    log.addProperty("version", "2.1.0");
    log.add("runs", runs);
    return text(log);
  }

  private JsonObject result(String rule, FileStatus file) {
    JsonObject artifact = new JsonObject();
    artifact.addProperty("uri", uri(file.path()));
    artifact.addProperty("uriBaseId", "%SRCROOT%");
    JsonObject physical = new JsonObject();
    physical.add("artifactLocation", artifact);
    JsonObject location = new JsonObject();
    location.add("physicalLocation", physical);
    JsonArray locations = new JsonArray();
    locations.add(location);
    JsonObject result = new JsonObject();
    result.addProperty("ruleId", rule);
    result.addProperty("level", failOn.fails(status, file) ? "error" : "note");
    result.add("message", message(file.path() + ": " + RULES.getOrDefault(rule, rule)));
    result.add("locations", locations);
    return result;
  }

  private static List<String> rules(FileStatus file) {
    List<String> rules = new ArrayList<>();
    if (file.here() == Here.CHANGED || file.here() == Here.MODE) {
      rules.add("template-file-changed");
    }
    if (file.here() == Here.MISSING) {
      rules.add("template-file-missing");
    }
    if (file.there().filter(there -> there != There.SAME).isPresent()) {
      rules.add("template-behind");
    }
    if (file.conflict().isPresent()) {
      rules.add("template-conflict");
    }
    if (file.heldAt().isPresent()) {
      rules.add("template-file-held");
    }
    return rules;
  }

  private static JsonObject message(String text) {
    JsonObject message = new JsonObject();
    message.addProperty("text", text);
    return message;
  }

  private static String uri(String path) {
    try {
      return new URI(null, null, "/" + path, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  /** The paths of a project have no control characters, which XML could not hold. */
  private static String escaped(String text) {
    String[][] entities = {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}};
    return Arrays.stream(entities)
        .reduce(text, (out, entity) -> out.replace(entity[0], entity[1]), (one, other) -> other);
  }
}
