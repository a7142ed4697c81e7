package io.github.mlopsmaven.adopt;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where a project came from, for people and for programs. */
public final class AdoptText {

  private static final int MANY = 12;

  private final Adopted adopted;

  /**
   * Names the finding.
   *
   * @param adopted what to tell
   */
  public AdoptText(Adopted adopted) {
    this.adopted = adopted;
  }

  /** Lines of text. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    TemplateOrigin origin = adopted.lock().origin();
    lines.add(
        adopted.lock().projectName()
            + "  came from "
            + origin.template()
            + " "
            + origin.revision());
    if (adopted.alike() > 1) {
      lines.add(
          "  states     "
              + adopted.alike()
              + " versions of the template give these files; this is the newest before the project");
    }
    lines.add("  selection  " + adopted.lock().selection());
    adopted.layout().ifPresent(name -> lines.add("  layout     " + name));
    adopted.lock().values().forEach((name, text) -> lines.add("  value      " + name + "=" + text));
    lines.add("  evidence   " + adopted.evidence() + ": " + adopted.counts());
    adopted.rival().ifPresent(other -> lines.add("  next best  " + other));
    add(lines, "yours", adopted.unlisted(), "of the template, in no selection: it stays as it is");
    add(lines, "moves", adopted.moves(), "with the next update");
    adopted.notes().forEach(note -> lines.add("  note       " + note));
    return lines;
  }

  private static void add(List<String> lines, String word, List<String> paths, String about) {
    for (String path : paths.subList(0, Math.min(MANY, paths.size()))) {
      lines.add(String.format("  %-9s  %s  (%s)", word, path, about));
    }
    if (paths.size() > MANY) {
      lines.add("  and " + (paths.size() - MANY) + " more: see -Dmlops.format=json");
    }
  }

  /** JSON, format 1. */
  public String json() {
    JsonObject root = new JsonObject();
    root.addProperty("format", 1);
    root.addProperty("project", adopted.lock().projectName());
    TemplateOrigin origin = adopted.lock().origin();
    JsonObject template = new JsonObject();
    template.addProperty("location", origin.template());
    origin.url().ifPresent(url -> template.addProperty("url", url));
    origin.ref().ifPresent(ref -> template.addProperty("ref", ref));
    origin.commit().ifPresent(commit -> template.addProperty("commit", commit));
    origin.version().ifPresent(version -> template.addProperty("version", version));
    template.addProperty("statesAlike", adopted.alike());
    root.add("template", template);
    root.add("selection", object(adopted.lock().selection().values()));
    root.add("values", object(adopted.lock().values()));
    adopted.layout().ifPresent(name -> root.addProperty("layout", name));
    JsonObject evidence = new JsonObject();
    evidence.addProperty("files", adopted.evidence());
    evidence.addProperty("exact", adopted.counts().exact());
    evidence.addProperty("moved", adopted.counts().moved());
    evidence.addProperty("changed", adopted.counts().changed());
    evidence.addProperty("missing", adopted.counts().missing());
    root.add("evidence", evidence);
    adopted.rival().ifPresent(other -> root.addProperty("nextBest", other));
    root.addProperty("listed", adopted.files().entries().size());
    root.add("unlisted", array(adopted.unlisted()));
    root.add("moves", array(adopted.moves()));
    root.add("notes", array(adopted.notes()));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root);
  }

  private static JsonObject object(Map<String, String> texts) {
    JsonObject object = new JsonObject();
    texts.forEach(object::addProperty);
    return object;
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
