package io.github.mlopsmaven.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * What a run found.
 *
 * @param title what the fleet is called, as in {@code github:acme?topic=mlops}
 * @param at when it was asked
 * @param rows its repositories
 */
public record FleetReport(String title, Instant at, List<FleetRow> rows) {

  /** Copies the list, the worst first. */
  public FleetReport {
    rows = FleetText.sorted(rows);
  }

  /** JSON, format 1. */
  public String json() {
    JsonObject root = new JsonObject();
    root.addProperty("format", 1);
    root.addProperty("fleet", title);
    root.addProperty("at", at.toString());
    JsonObject counts = new JsonObject();
    for (FleetRow.Result result : FleetRow.Result.values()) {
      long count = rows.stream().filter(row -> row.result() == result).count();
      if (count > 0) {
        counts.addProperty(result.toString(), count);
      }
    }
    root.add("counts", counts);
    JsonArray all = new JsonArray();
    rows.forEach(row -> all.add(FleetJson.of(row)));
    root.add("repositories", all);
    return FleetJson.text(root);
  }
}
