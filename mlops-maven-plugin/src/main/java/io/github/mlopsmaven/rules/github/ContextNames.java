package io.github.mlopsmaven.rules.github;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.rules.data.DataFile;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The contexts and functions of GitHub's expressions: the data file {@code contexts.json}. */
final class ContextNames {

  private static final JsonObject DATA = read();

  private ContextNames() {}

  /** The contexts. */
  static Set<String> contexts() {
    return DATA.getAsJsonObject("contexts").keySet();
  }

  /** The functions. */
  static Set<String> functions() {
    return DATA.getAsJsonObject("functions").keySet();
  }

  /**
   * The names of a context.
   *
   * @param context in lower case
   * @return the names; empty where a workflow makes them
   */
  static Optional<Set<String>> names(String context) {
    JsonArray names = DATA.getAsJsonObject("contexts").getAsJsonArray(context);
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.forEach(name -> known.add(name.getAsString()));
    return known.isEmpty() ? Optional.empty() : Optional.of(known);
  }

  /**
   * How many arguments a function takes.
   *
   * @param function its name; case does not count
   * @return the fewest and the most; empty if there is no such function
   */
  static Optional<int[]> arguments(String function) {
    Map<String, int[]> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, JsonElement> entry : DATA.getAsJsonObject("functions").entrySet()) {
      JsonArray bounds = entry.getValue().getAsJsonArray();
      known.put(entry.getKey(), new int[] {bounds.get(0).getAsInt(), bounds.get(1).getAsInt()});
    }
    return Optional.ofNullable(known.get(function.toLowerCase(Locale.ROOT)));
  }

  /**
   * Whether a context is not there at a place of a workflow.
   *
   * @param context in lower case
   * @param place the keys to it, with a star for the id of a job, as in {@code jobs.*.if}
   * @see <a
   *     href="https://docs.github.com/actions/reference/workflows-and-actions/contexts#context-availability">Context
   *     availability</a>
   */
  static boolean isUnavailable(String context, String place) {
    for (Map.Entry<String, JsonElement> entry : DATA.getAsJsonObject("unavailable").entrySet()) {
      boolean isThere = place.equals(entry.getKey()) || place.startsWith(entry.getKey() + ".");
      if (isThere) {
        for (JsonElement name : entry.getValue().getAsJsonArray()) {
          if (name.getAsString().equals(context)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static JsonObject read() {
    return JsonParser.parseString(DataFile.text(ContextNames.class, "contexts.json"))
        .getAsJsonObject();
  }
}
