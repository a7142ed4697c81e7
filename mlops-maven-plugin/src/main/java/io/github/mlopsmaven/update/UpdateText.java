package io.github.mlopsmaven.update;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.needs.Holding;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.util.ArrayList;
import java.util.List;

/** An update for people and for programs. */
public final class UpdateText {

  /** What stands over what is left at the host and in Azure: nothing is deleted there. */
  static final String UNNEEDED = "No longer needed; remove it once the new version works";

  private final PlannedUpdate update;

  /**
   * Names the update.
   *
   * @param update what to tell
   */
  public UpdateText(PlannedUpdate update) {
    this.update = update;
  }

  /** Lines of text: from where to where, a row for each file that changes, notes. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    ProjectLock before = update.before();
    lines.add(before.projectName() + "  from " + shown(before.origin()));
    if (update.isEmpty()) {
      lines.add("  nothing to do: the project is at this version");
      return lines;
    }
    lines.add("  to         " + shown(update.after().origin()));
    if (!before.selection().equals(update.after().selection())) {
      lines.add("  selection  " + update.after().selection());
    }
    lines.add("  files      " + update.counts());
    for (PlannedUpdate.File file : update.told()) {
      lines.add(
          String.format(
              "  %-17s  %s%s%s",
              file.kind(),
              file.path(),
              file.from().map(from -> ", was " + from).orElse(""),
              file.isConflict() ? "  CONFLICT" : file.isHeld() ? "  held" : ""));
    }
    update.notes().forEach(note -> lines.add("  note       " + note));
    add(lines, "Manual steps remaining:", update.tasks());
    add(lines, UNNEEDED + ":", update.unneeded());
    return lines;
  }

  private static void add(List<String> lines, String title, List<String> items) {
    if (!items.isEmpty()) {
      lines.add(title);
      items.forEach(item -> lines.add("  [ ] " + item));
    }
  }

  private static String shown(TemplateOrigin origin) {
    return origin.template() + " " + origin.revision();
  }

  /** JSON, format 1. */
  public String json() {
    JsonObject root = new JsonObject();
    root.addProperty("format", 1);
    root.addProperty("project", update.before().projectName());
    root.add("from", origin(update.before().origin()));
    root.add("to", origin(update.after().origin()));
    JsonObject selection = new JsonObject();
    update.after().selection().values().forEach(selection::addProperty);
    root.add("selection", selection);
    root.addProperty("conflicts", update.plan().conflicts());
    JsonArray files = new JsonArray();
    for (PlannedUpdate.File file : update.files()) {
      JsonObject object = new JsonObject();
      object.addProperty("path", file.path());
      file.from().ifPresent(from -> object.addProperty("from", from));
      object.addProperty("kind", file.kind().toString());
      object.addProperty("conflict", file.isConflict());
      object.addProperty("held", file.isHeld());
      files.add(object);
    }
    root.add("files", files);
    JsonArray writes = new JsonArray();
    update.plan().steps().forEach(step -> writes.add(step.path()));
    root.add("writes", writes);
    JsonArray notes = new JsonArray();
    update.notes().forEach(notes::add);
    root.add("notes", notes);
    JsonArray tasks = new JsonArray();
    update.tasks().forEach(tasks::add);
    root.add("tasks", tasks);
    JsonArray left = new JsonArray();
    for (Holding holding : update.left()) {
      JsonObject object = new JsonObject();
      object.addProperty("holder", holding.holder().toString());
      object.addProperty("kind", holding.kind());
      object.addProperty("name", holding.name());
      object.addProperty("detail", holding.detail());
      object.addProperty("remedy", holding.remedy());
      left.add(object);
    }
    root.add("left", left);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root);
  }

  private static JsonObject origin(TemplateOrigin origin) {
    JsonObject object = new JsonObject();
    object.addProperty("location", origin.template());
    origin.ref().ifPresent(ref -> object.addProperty("ref", ref));
    origin.commit().ifPresent(commit -> object.addProperty("commit", commit));
    origin.version().ifPresent(version -> object.addProperty("version", version));
    return object;
  }
}
