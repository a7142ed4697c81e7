package io.github.mlopsmaven.verify;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.template.Selection;
import java.util.Optional;

/** A report for programs: JSON. */
final class JsonReport {

  private JsonReport() {}

  static String text(Report report) {
    JsonObject root = new JsonObject();
    root.addProperty("subject", report.subject());
    JsonArray selections = new JsonArray();
    for (Verified verified : report.verified()) {
      JsonObject object = new JsonObject();
      object.add("selection", selection(verified.selection()));
      JsonArray missing = new JsonArray();
      verified.missing().forEach(part -> missing.add(part.name()));
      object.add("missing", missing);
      for (Level level : Level.values()) {
        object.addProperty(level + "s", verified.count(level));
      }
      selections.add(object);
    }
    root.add("selections", selections);
    JsonArray findings = new JsonArray();
    for (Report.Place place : report.places()) {
      Finding finding = place.finding();
      JsonObject object = new JsonObject();
      object.addProperty("rule", finding.rule().id());
      object.addProperty("level", finding.level().toString());
      object.addProperty("file", place.path());
      object.addProperty("line", finding.position().line());
      object.addProperty("column", finding.position().column());
      object.addProperty("problem", finding.problem());
      object.addProperty("remedy", finding.remedy());
      JsonArray in = new JsonArray();
      place.selections().forEach(verified -> in.add(selection(verified.selection())));
      object.add("selections", in);
      findings.add(object);
    }
    root.add("findings", findings);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root);
  }

  private static JsonObject selection(Optional<Selection> selection) {
    JsonObject object = new JsonObject();
    selection.ifPresent(known -> known.values().forEach(object::addProperty));
    return object;
  }
}
