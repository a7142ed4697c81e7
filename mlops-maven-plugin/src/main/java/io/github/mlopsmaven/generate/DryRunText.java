package io.github.mlopsmaven.generate;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.template.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A dry run for people and for programs. */
public final class DryRunText {

  private final DryRun run;

  /**
   * Names the dry run.
   *
   * @param run what to tell
   */
  public DryRunText(DryRun run) {
    this.run = run;
  }

  /** The plan as lines of text: a head, then a row for each file. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Would generate " + run.target());
    lines.add(
        "  from "
            + run.blueprint().origin().template()
            + " "
            + run.blueprint().origin().revision());
    if (!run.blueprint().selection().values().isEmpty()) {
      lines.add("  for " + run.blueprint().selection());
    }
    if (!run.blueprint().plan().missing().isEmpty()) {
      lines.add(
          "  without the "
              + run.blueprint().plan().missing().stream()
                  .map(Part::title)
                  .collect(Collectors.joining(" and the ")));
    }
    int source = width(run.files().stream().map(DryRun.Row::source).toList());
    int target = width(run.files().stream().map(DryRun.Row::target).toList());
    for (DryRun.Row row : run.files()) {
      lines.add(
          String.format(
              "  %-" + source + "s -> %-" + target + "s %11s  %s",
              row.source(),
              row.target(),
              size(row.size()),
              row.treatment() + (row.executable() ? ", executable" : "")));
    }
    lines.add(run.files().size() + " files; nothing was written");
    if (run.files().stream().anyMatch(row -> row.size().isEmpty())) {
      lines.add("A size of ? is unknown until the file's content is fetched");
    }
    run.remote().ifPresent(url -> lines.add("Would then push main to " + url));
    steps().forEach(step -> lines.add("  - " + step));
    return lines;
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(1);
  }

  private static String size(OptionalLong size) {
    return size.isPresent() ? size.getAsLong() + " B" : "?";
  }

  private List<String> steps() {
    return run.blueprint().descriptor().nextSteps(run.blueprint().names());
  }

  /** The plan as JSON. */
  public String json() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(tree());
  }

  /** The plan as JSON that is still to be written. */
  public JsonObject tree() {
    JsonObject root = new JsonObject();
    root.addProperty("directory", run.target().toString());
    root.addProperty("template", run.blueprint().origin().template());
    run.blueprint().origin().ref().ifPresent(ref -> root.addProperty("ref", ref));
    run.blueprint().origin().commit().ifPresent(id -> root.addProperty("commit", id));
    run.blueprint().origin().version().ifPresent(text -> root.addProperty("version", text));
    root.addProperty("descriptor", run.blueprint().descriptor().name());
    JsonObject selection = new JsonObject();
    run.blueprint().selection().values().forEach(selection::addProperty);
    root.add("selection", selection);
    JsonArray missing = new JsonArray();
    run.blueprint().plan().missing().forEach(part -> missing.add(part.name()));
    root.add("missing", missing);
    JsonArray files = new JsonArray();
    for (DryRun.Row row : run.files()) {
      JsonObject file = new JsonObject();
      file.addProperty("source", row.source());
      file.addProperty("target", row.target());
      row.size().ifPresent(size -> file.addProperty("size", size));
      file.addProperty("treatment", row.treatment().toString());
      file.addProperty("executable", row.executable());
      files.add(file);
    }
    root.add("files", files);
    run.remote().ifPresent(url -> root.addProperty("push", url));
    JsonArray steps = new JsonArray();
    steps().forEach(steps::add);
    root.add("next_steps", steps);
    return root;
  }
}
