package io.github.mlopsmaven.rules.python;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a notebook that have code, line by line.
 *
 * @param cells the cells, each with its lines
 * @param language the language of its kernel; empty where it does not say
 * @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">The notebook
 *     file format</a>
 */
record NotebookCells(List<List<String>> cells, String language) {

  NotebookCells {
    cells = List.copyOf(cells);
  }

  /** Reads a notebook; one that is not JSON has no cells. */
  static NotebookCells read(String text) {
    List<List<String>> cells = new ArrayList<>();
    String[] language = {""};
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.beginObject();
      while (json.hasNext()) {
        String key = json.nextName();
        if (key.equals("cells") && json.peek() == JsonToken.BEGIN_ARRAY) {
          json.beginArray();
          while (json.hasNext()) {
            cell(json, cells);
          }
          json.endArray();
        } else if (key.equals("metadata") && json.peek() == JsonToken.BEGIN_OBJECT) {
          metadata(json, language);
        } else {
          json.skipValue();
        }
      }
    } catch (IOException | IllegalStateException e) {
      return new NotebookCells(List.of(), "");
    }
    return new NotebookCells(cells, language[0]);
  }

  private static void cell(JsonReader json, List<List<String>> cells) throws IOException {
    String kind = "";
    StringBuilder source = new StringBuilder();
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (key.equals("cell_type") && json.peek() == JsonToken.STRING) {
        kind = json.nextString();
      } else if (key.equals("source") && json.peek() == JsonToken.STRING) {
        source.append(json.nextString());
      } else if (key.equals("source") && json.peek() == JsonToken.BEGIN_ARRAY) {
        json.beginArray();
        while (json.hasNext()) {
          source.append(json.nextString());
        }
        json.endArray();
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    if (kind.equals("code")) {
      cells.add(source.toString().lines().toList());
    }
  }

  private static void metadata(JsonReader json, String[] language) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      boolean isLanguage = key.equals("kernelspec") || key.equals("language_info");
      if (!isLanguage || json.peek() != JsonToken.BEGIN_OBJECT) {
        json.skipValue();
        continue;
      }
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        boolean isName =
            (key.equals("kernelspec") ? "language" : "name").equals(name)
                && json.peek() == JsonToken.STRING;
        if (isName) {
          language[0] = json.nextString();
        } else {
          json.skipValue();
        }
      }
      json.endObject();
    }
    json.endObject();
  }
}
