package io.github.mlopsmaven.generate;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.template.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A dry run for people and for programs. */
public final class DryRunText {

  /** So that a line has room for a size and a treatment in 100 columns, with Maven's prefix. */
  private static final int WIDEST = 50;

  /** 100 columns without Maven's prefix. */
  private static final int LONGEST_LINE = 93;

  private final DryRun run;

  /**
   * Names the dry run.
   *
   * @param run what to tell
   */
  public DryRunText(DryRun run) {
    this.run = run;
  }

  /** What was made, for whom it is told on its own. */
  public DryRun run() {
    return run;
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
      lines.addAll(chosen(run.blueprint().selection().values()));
    }
    if (!run.blueprint().plan().missing().isEmpty()) {
      lines.add(
          "  without the "
              + run.blueprint().plan().missing().stream()
                  .map(Part::title)
                  .collect(Collectors.joining(" and the ")));
    }
    Map<String, List<DryRun.Row>> folders = new TreeMap<>();
    for (DryRun.Row row : run.files()) {
      folders.computeIfAbsent(folder(row.target()), any -> new ArrayList<>()).add(row);
    }
    folders.forEach((folder, rows) -> lines.addAll(folder(folder, rows)));
    lines.add(
        run.files().size()
            + " files in one commit on main, tree "
            + run.tree().substring(0, 12)
            + "; nothing was written");
    run.remote().ifPresent(url -> lines.add("Would then push main to " + url));
    steps().forEach(step -> lines.add("  - " + step));
    return lines;
  }

  /** The selection, in as many lines as it needs. */
  static List<String> chosen(Map<String, String> selection) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder("  for");
    boolean isFirst = true;
    for (Map.Entry<String, String> option : selection.entrySet()) {
      String next = option.getKey() + "=" + option.getValue();
      line.append(isFirst ? "" : ",");
      if (!isFirst && line.length() + next.length() >= LONGEST_LINE) {
        lines.add(line.toString());
        line = new StringBuilder("     ");
      }
      line.append(' ').append(next);
      isFirst = false;
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * A folder with what is in it. Paths of the template are in the JSON, which has room for them.
   */
  private static List<String> folder(String folder, List<DryRun.Row> rows) {
    long size = rows.stream().mapToLong(DryRun.Row::size).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "  %s  (%d %s, %,d B)",
            folder.isEmpty() ? "." : folder,
            rows.size(),
            rows.size() == 1 ? "file" : "files",
            size));
    int width = Math.min(WIDEST, rows.stream().mapToInt(row -> name(row).length()).max().orElse(1));
    for (DryRun.Row row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "    %-" + width + "s  %,11d B  %s",
              name(row),
              row.size(),
              row.treatment() + (row.executable() ? ", executable" : "")));
    }
    return lines;
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static String name(DryRun.Row row) {
    return row.target().substring(folder(row.target()).length());
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
      row.source().ifPresent(source -> file.addProperty("source", source));
      file.addProperty("target", row.target());
      file.addProperty("size", row.size());
      file.addProperty("treatment", row.treatment().toString());
      file.addProperty("executable", row.executable());
      files.add(file);
    }
    root.add("files", files);
    root.addProperty("tree", run.tree());
    JsonArray warnings = new JsonArray();
    run.warnings().forEach(warnings::add);
    root.add("warnings", warnings);
    JsonArray findings = new JsonArray();
    for (ProjectCheck.Remark remark : run.remarks()) {
      JsonObject finding = new JsonObject();
      finding.addProperty("file", remark.place().file());
      finding.addProperty("line", remark.place().line());
      finding.addProperty("column", remark.place().column());
      finding.addProperty("rule", remark.rule());
      finding.addProperty("level", remark.level().name().toLowerCase(Locale.ROOT));
      finding.addProperty("text", remark.text());
      findings.add(finding);
    }
    root.add("findings", findings);
    run.remote().ifPresent(url -> root.addProperty("push", url));
    JsonArray steps = new JsonArray();
    steps().forEach(steps::add);
    root.add("next_steps", steps);
    return root;
  }
}
