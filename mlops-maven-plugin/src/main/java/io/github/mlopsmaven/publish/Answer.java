package io.github.mlopsmaven.publish;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a host answered.
 *
 * @param status the HTTP status
 * @param body the JSON, or JSON's null
 * @param headers by name in lower case
 */
public record Answer(int status, JsonElement body, Map<String, String> headers) {

  /** Copies the headers, with their names in lower case. */
  public Answer {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lower);
  }

  /** Whether the host did what it was asked. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /**
   * A header.
   *
   * @param name its name
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * A text or number in the body, by the names of the objects it is in.
   *
   * @param names the way to it
   * @return the text; the empty one if it is not there
   */
  public String text(String... names) {
    return text(body, names);
  }

  /**
   * The same, in a part of a body.
   *
   * @param from where to begin
   * @param names the way to it
   */
  public static String text(JsonElement from, String... names) {
    JsonElement at = from;
    for (String name : names) {
      JsonElement next = at instanceof JsonObject object ? object.get(name) : null;
      at = next == null ? JsonNull.INSTANCE : next;
    }
    return at instanceof JsonPrimitive value ? value.getAsString() : "";
  }

  /**
   * The items of a list in the body; the body itself may be the list.
   *
   * @param name the list's name; empty for the body
   */
  public Stream<JsonElement> items(String name) {
    JsonElement list = name.isEmpty() ? body : body instanceof JsonObject o ? o.get(name) : null;
    return list instanceof JsonArray array
        ? StreamSupport.stream(array.spliterator(), false)
        : Stream.empty();
  }

  /**
   * The texts and numbers of a list in the body; whatever else is in it is passed over.
   *
   * @param name the list's name; empty for the body
   */
  public Stream<String> texts(String name) {
    return items(name)
        .filter(JsonPrimitive.class::isInstance)
        .map(item -> ((JsonPrimitive) item).getAsString());
  }

  /** What the host says for people, on one line. */
  public String message() {
    List<String> said = new ArrayList<>();
    said.add(text("message"));
    items("errors")
        .map(e -> e instanceof JsonPrimitive p ? p.getAsString() : text(e, "message"))
        .forEach(said::add);
    said.removeIf(String::isBlank);
    String line = String.join("; ", said).replaceAll("\\s+", " ").strip();
    return line.length() > 300 ? line.substring(0, 300) + " …" : line;
  }
}
