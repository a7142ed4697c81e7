package io.github.mlopsmaven.status;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.report.JUnitXml;
import io.github.mlopsmaven.report.SarifLog;
import io.github.mlopsmaven.status.FileStatus.Here;
import io.github.mlopsmaven.status.FileStatus.There;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project's status for programs: JSON, JUnit XML for build servers, SARIF for code scanning. */
public final class StatusReports {

  private static final Map<String, String> RULES = new LinkedHashMap<>();

  static {
    RULES.put("template-behind", "The template has a newer version of this file");
    RULES.put("template-file-changed", "A file of the template was changed in the project");
    RULES.put("template-file-missing", "A file of the template was deleted in the project");
    RULES.put("template-file-required", "A file that the template requires was deleted");
    RULES.put("template-conflict", "An update could not merge this file");
    RULES.put("template-file-held", "An update left this file at an older version of the template");
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
    if (file.required()) {
      object.addProperty("required", true);
    }
    file.conflict().ifPresent(kind -> object.addProperty("conflict", kind));
    return object;
  }

  private static String text(JsonElement element) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(element);
  }

  /** JUnit XML: a test for each file that the template gave, which fails where failOn says so. */
  public String junit() {
    List<JUnitXml.Case> cases =
        status.files().stream()
            .filter(file -> file.here() != Here.NONE)
            .map(
                file -> {
                  List<String> rules = rules(file);
                  boolean fails = failOn.fails(status, file);
                  Optional<String> sentence =
                      rules.stream().findFirst().map(rule -> RULES.getOrDefault(rule, rule));
                  return new JUnitXml.Case(
                      "mlops:status",
                      file.path(),
                      sentence.filter(any -> fails),
                      rules.isEmpty() ? "" : rules.get(0));
                })
            .toList();
    return JUnitXml.text(List.of(new JUnitXml.Suite(status.lock().projectName(), cases)));
  }

  /** SARIF 2.1.0: a result for each file that is not as the template has it. */
  public String sarif() {
    List<SarifLog.Rule> rules =
        RULES.entrySet().stream()
            .map(
                rule ->
                    new SarifLog.Rule(
                        rule.getKey(), rule.getValue(), Optional.empty(), Optional.empty()))
            .toList();
    List<SarifLog.Result> results = new ArrayList<>();
    for (FileStatus file : status.files()) {
      for (String rule : rules(file)) {
        results.add(
            new SarifLog.Result(
                rule,
                failOn.fails(status, file) ? "error" : "note",
                file.path() + ": " + RULES.getOrDefault(rule, rule),
                file.path(),
                Optional.empty()));
      }
    }
    return new SarifLog(version, rules, results).text();
  }

  private static List<String> rules(FileStatus file) {
    List<String> rules = new ArrayList<>();
    if (file.here() == Here.CHANGED || file.here() == Here.MODE) {
      rules.add("template-file-changed");
    }
    if (file.here() == Here.MISSING) {
      rules.add(file.required() ? "template-file-required" : "template-file-missing");
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
}
