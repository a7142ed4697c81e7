package io.github.mlopsmaven.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.function.UnaryOperator;

/** Writes JSON on one line of code. */
final class Json {

  private Json() {}

  /**
   * An object.
   *
   * @param fields names, each followed by its value: a text, a number, a boolean, JSON, or null
   */
  static JsonObject object(Object... fields) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < fields.length; i += 2) {
      object.add(String.valueOf(fields[i]), element(fields[i + 1]));
    }
    return object;
  }

  /** A list. */
  static JsonArray array(Collection<?> items) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(element(item)));
    return array;
  }

  /** What is there on purpose, as JSON's null. */
  static JsonElement nothing() {
    return JsonNull.INSTANCE;
  }

  /**
   * The same JSON with every text in it, and every name, changed: as it is meant, whatever way it
   * is written.
   *
   * @param json any JSON; its depth is bounded by the reader
   * @param change changes a text
   */
  static JsonElement mapped(JsonElement json, UnaryOperator<String> change) {
    if (json instanceof JsonObject object) {
      JsonObject mapped = new JsonObject();
      object
          .entrySet()
          .forEach(
              field -> mapped.add(change.apply(field.getKey()), mapped(field.getValue(), change)));
      return mapped;
    }
    if (json instanceof JsonArray list) {
      JsonArray mapped = new JsonArray(list.size());
      list.forEach(item -> mapped.add(mapped(item, change)));
      return mapped;
    }
    return json instanceof JsonPrimitive value && value.isString()
        ? new JsonPrimitive(change.apply(value.getAsString()))
        : json;
  }

  private static JsonElement element(Object value) {
    if (value instanceof JsonElement element) {
      return element;
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    return value instanceof Boolean flag
        ? new JsonPrimitive(flag)
        : new JsonPrimitive(String.valueOf(value));
  }
}
