package io.github.mlopsmaven.update;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.needs.Holding;
import io.github.mlopsmaven.needs.ProjectHoldings;
import io.github.mlopsmaven.template.FileVersion;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the hosting service and Azure keep of a project that an update leaves without a use. */
final class LeftHoldings {

  private static final int LARGEST = 1_000_000;

  private LeftHoldings() {}

  /** Read only where something can be left: the selection or a setting changes, or files go. */
  static List<Holding> of(
      ProjectState state, List<ProjectChange.Step> steps, ProjectLock before, ProjectLock after) {
    boolean goes =
        steps.stream()
            .anyMatch(step -> step.after().isEmpty() && ProjectHoldings.tells(step.path()));
    boolean switches =
        !before.selection().equals(after.selection()) || !before.values().equals(after.values());
    if (steps.isEmpty() || !(goes || switches)) {
      return List.of();
    }
    Map<String, String> old = new TreeMap<>();
    Map<String, String> texts = new HashMap<>();
    state.files().forEach((path, version) -> put(old, texts, path, version));
    Map<String, String> now = new TreeMap<>(old);
    for (ProjectChange.Step step : steps) {
      now.remove(step.path());
      step.after().ifPresent(version -> put(now, texts, step.path(), version));
    }
    return ProjectHoldings.left(old, now);
  }

  private static void put(
      Map<String, String> files, Map<String, String> texts, String path, FileVersion version) {
    if (!version.isFile() || !ProjectHoldings.tells(path)) {
      return;
    }
    String text =
        texts.computeIfAbsent(
            version.blob(),
            blob -> {
              byte[] bytes = version.bytes();
              return bytes.length > LARGEST ? "" : new String(bytes, StandardCharsets.UTF_8);
            });
    files.put(path, text);
  }
}
