package io.github.mlopsmaven.rules.images;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.rules.data.DataFile;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An image that is no longer offered.
 *
 * @param retired the day from which on jobs that ask for it fail, as in {@code 2025-04-15}
 * @param use what there is instead
 * @param source where that was announced
 */
public record RetiredImage(String retired, String use, String source) {

  private static final String DATA = "retired-images.json";

  /** Read when the first image is asked for. */
  private static final class Holder {
    private static final Map<String, RetiredImage> IMAGES = read();
  }

  /**
   * Looks an image up.
   *
   * @param name as {@code vmImage} and {@code runs-on} name it; case does not count
   * @return what is known, if it is gone
   */
  public static Optional<RetiredImage> of(String name) {
    return Optional.ofNullable(Holder.IMAGES.get(name.toLowerCase(Locale.ROOT)));
  }

  private static Map<String, RetiredImage> read() {
    Map<String, RetiredImage> images = new HashMap<>();
    JsonObject root =
        JsonParser.parseString(DataFile.text(RetiredImage.class, DATA)).getAsJsonObject();
    for (JsonElement element : root.getAsJsonArray("images")) {
      JsonObject image = element.getAsJsonObject();
      RetiredImage known =
          new RetiredImage(
              image.get("retired").getAsString(),
              image.get("use").getAsString(),
              image.get("source").getAsString());
      image.getAsJsonArray("names").forEach(name -> images.put(name.getAsString(), known));
    }
    return Map.copyOf(images);
  }
}
