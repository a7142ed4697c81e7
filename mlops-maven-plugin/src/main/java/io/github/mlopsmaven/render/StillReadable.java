package io.github.mlopsmaven.render;

import io.github.mlopsmaven.bounds.BoundedYaml;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Whether a file can be read after an edit if it could be before: YAML and JSON. */
public final class StillReadable {

  private StillReadable() {}

  /**
   * Compares a file before and after an edit.
   *
   * @param name its name
   * @param before its bytes before
   * @param after its bytes afterwards
   * @return whether the edit is to blame for a file that cannot be read
   */
  public static boolean isBroken(String name, byte[] before, byte[] after) {
    return (isYaml(name) || name.toLowerCase(Locale.ROOT).endsWith(".json"))
        && !parses(after)
        && parses(before);
  }

  /** Whether a file is YAML by its name. */
  static boolean isYaml(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yml") || lower.endsWith(".yaml");
  }

  /** Whether a text is YAML. */
  static boolean parses(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      // Every JSON text is YAML too.
      BoundedYaml.all("", text.startsWith("\uFEFF") ? text.substring(1) : text, node -> {});
      return true;
    } catch (CharacterCodingException | YamlEngineException e) {
      return false;
    }
  }
}
