package io.github.mlopsmaven.rules.shape;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.rules.data.DataFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The definitions of a schema, each parsed when it is first referred to: a project needs few of
 * them. The file is JSON with the definitions at its end, one a line; those that a service takes
 * although the schema does not are put in from {@code exceptions.json}.
 */
final class SchemaDefinitions {

  private static final String DEFINITIONS = "\n\"definitions\":{\n";

  private final JsonObject root;
  private final Map<String, String> written;
  private final Map<String, JsonObject> exceptions;
  private final Map<String, JsonObject> read = new ConcurrentHashMap<>();

  private SchemaDefinitions(
      JsonObject root, Map<String, String> written, Map<String, JsonObject> exceptions) {
    this.root = root;
    this.written = written;
    this.exceptions = exceptions;
  }

  /**
   * Reads a schema without its definitions.
   *
   * @param file a schema of this package
   */
  static SchemaDefinitions of(String file) {
    String text = text(file);
    int start = text.indexOf(DEFINITIONS);
    Map<String, String> written = new HashMap<>();
    JsonObject root;
    if (start < 0) {
      root = parsed(text);
    } else {
      root = parsed(text.substring(0, start) + "\n\"definitions\":{}}");
      for (String line : List.of(text.substring(start + DEFINITIONS.length()).split("\n", -1))) {
        int end = line.indexOf("\":");
        if (end > 0) {
          String value = line.substring(end + 2);
          written.put(
              line.substring(1, end),
              value.endsWith(",") ? value.substring(0, value.length() - 1) : value);
        }
      }
    }
    Map<String, JsonObject> exceptions = new HashMap<>();
    SchemaDefinitions definitions = new SchemaDefinitions(root, written, exceptions);
    for (JsonElement element : parsed(text("exceptions.json")).getAsJsonArray("exceptions")) {
      JsonObject exception = element.getAsJsonObject();
      if (exception.get("schema").getAsString().equals(file)) {
        definitions.except(exception);
      }
    }
    return definitions;
  }

  private void except(JsonObject exception) {
    String path = exception.get("path").getAsString();
    String[] steps = path.split("/", -1);
    boolean isDefinition = steps[0].equals("definitions") && written.containsKey(steps[1]);
    if (isDefinition) {
      exceptions.put(path, exception);
    } else {
      put(root, path, 0, exception);
    }
  }

  private static void put(JsonObject schema, String path, int from, JsonObject exception) {
    String[] steps = path.split("/", -1);
    JsonObject parent = schema;
    for (int i = from; i < steps.length - 1; i++) {
      parent = parent.getAsJsonObject(steps[i]);
    }
    String last = steps[steps.length - 1];
    if (!parent.has(last)) {
      throw new IllegalStateException("no schema has " + path);
    }
    parent.add(last, exception.get("instead"));
  }

  /** The schema without its definitions. */
  JsonObject root() {
    return root;
  }

  /** The names of the definitions that have a line of their own. */
  Iterable<String> names() {
    return List.copyOf(written.keySet());
  }

  /**
   * What a reference stands for.
   *
   * @param reference as in {@code #/definitions/NAME}
   */
  JsonObject at(String reference) {
    String[] steps = reference.substring(2).split("/", -1);
    boolean isWritten = steps[0].equals("definitions") && written.containsKey(steps[1]);
    JsonElement element = isWritten ? definition(steps[1]) : root;
    for (int i = isWritten ? 2 : 0; i < steps.length; i++) {
      element = element.getAsJsonObject().get(steps[i]);
    }
    return element.getAsJsonObject();
  }

  private JsonObject definition(String name) {
    JsonObject known = read.get(name);
    if (known == null) {
      JsonObject instead = exceptions.get("definitions/" + name);
      known =
          instead == null
              ? parsed(Objects.requireNonNull(written.get(name)))
              : instead.getAsJsonObject("instead");
      for (Map.Entry<String, JsonObject> exception : exceptions.entrySet()) {
        if (exception.getKey().startsWith("definitions/" + name + "/")) {
          put(known, exception.getKey(), 2, exception.getValue());
        }
      }
      read.put(name, known);
    }
    return known;
  }

  private static JsonObject parsed(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static String text(String name) {
    return DataFile.text(SchemaDefinitions.class, name);
  }
}
