package io.github.mlopsmaven.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.fleet.FleetRow.Result;
import io.github.mlopsmaven.problem.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has found so far, in a file that is replaced in one step after each repository: a run
 * that was stopped goes on where it was. Repositories that failed are asked again.
 */
public final class FleetState {

  /** What was found longer ago is asked again. */
  private static final Duration GOOD_FOR = Duration.ofHours(24);

  private final Optional<Path> file;
  private final String key;
  private final Instant started;
  private final Map<String, FleetRow> rows = new LinkedHashMap<>();

  private FleetState(Optional<Path> file, String key, Instant started) {
    this.file = file;
    this.key = key;
    this.started = started;
  }

  /**
   * Opens it.
   *
   * @param file where it is kept; empty for nowhere
   * @param key the same for runs that ask the same: of others nothing is taken over
   * @param now the time
   */
  public static FleetState open(Optional<Path> file, String key, Instant now) {
    return file.flatMap(there -> read(there, key, now))
        .orElseGet(() -> new FleetState(file, key, now));
  }

  /** The earlier run; empty where there is none that could go on. */
  private static Optional<FleetState> read(Path file, String key, Instant now) {
    try {
      JsonObject root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      Instant began = Instant.parse(root.get("started").getAsString());
      boolean same = root.get("key").getAsString().equals(key);
      boolean open = !root.get("complete").getAsBoolean();
      if (!same || !open || began.plus(GOOD_FOR).isBefore(now)) {
        return Optional.empty();
      }
      FleetState state = new FleetState(Optional.of(file), key, began);
      root.getAsJsonArray("rows")
          .forEach(
              row -> {
                FleetRow known = FleetJson.row(row.getAsJsonObject());
                if (known.result() != Result.FAILED) {
                  state.rows.put(known.repository(), known);
                }
              });
      return Optional.of(state);
    } catch (IOException | RuntimeException e) {
      // None, or not one of ours: whatever it is, all repositories are asked.
      return Optional.empty();
    }
  }

  /** The row of a repository that an earlier run has found. */
  public synchronized Optional<FleetRow> known(String repository) {
    return Optional.ofNullable(rows.get(repository));
  }

  /** How many repositories have a row. */
  public synchronized int size() {
    return rows.size();
  }

  /** When the run began, also one that goes on. */
  public Instant started() {
    return started;
  }

  /** Notes a row. */
  synchronized void add(FleetRow row) {
    rows.put(row.repository(), row);
    write(false);
  }

  /** Notes that all repositories have their row. */
  synchronized void complete(Collection<FleetRow> all) {
    rows.clear();
    all.forEach(row -> rows.put(row.repository(), row));
    write(true);
  }

  private void write(boolean complete) {
    if (file.isEmpty()) {
      return;
    }
    Path path = file.get().toAbsolutePath();
    JsonObject root = new JsonObject();
    root.addProperty("format", 1);
    root.addProperty("key", key);
    root.addProperty("started", started.toString());
    root.addProperty("complete", complete);
    JsonArray all = new JsonArray();
    List<FleetRow> sorted = new ArrayList<>(rows.values());
    sorted.forEach(row -> all.add(FleetJson.of(row)));
    root.add("rows", all);
    Path beside = path.resolveSibling(path.getFileName() + ".new");
    try {
      Path parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(beside, FleetJson.text(root));
      Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write " + path + ": " + e.getMessage(),
          "check free space and permissions, or name another folder with -Dmlops.reportsDirectory",
          e);
    }
  }
}
