package io.github.mlopsmaven.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Descriptors that are refused, each with the whole message, from {@code bad-descriptors.txt}. An
 * entry begins with {@code === shape}, if the JSON Schema sees the mistake too, or {@code ===
 * meaning}; with {@code +} the text follows a descriptor of six lines that is right.
 */
final class BadDescriptors {

  /** What a sample appends begins at line 7. */
  private static final String GOOD =
      """
      format: 1
      name: n
      options: {a: {}, b: {}}
      layout:
        - {from: "{a}", to: .}
        - {from: x, to: x, when: {b: [y, z]}}
      """;

  private BadDescriptors() {}

  /**
   * A descriptor that is refused.
   *
   * @param text the descriptor
   * @param message the whole message
   * @param shape whether the JSON Schema can see it too
   */
  record Sample(String text, String message, boolean shape) {

    @Override
    public String toString() {
      return message.lines().findFirst().orElse("");
    }
  }

  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    for (String entry : file().split("(?m)^=== ", -1)) {
      if (!entry.isEmpty()) {
        int text = entry.indexOf('\n') + 1;
        int message = entry.indexOf("\n---\n", text);
        String kind = entry.substring(0, text).strip();
        String descriptor = entry.substring(text, message + 1);
        samples.add(
            new Sample(
                kind.endsWith("+") ? GOOD + descriptor : descriptor,
                entry.substring(message + 5).stripTrailing(),
                kind.startsWith("shape")));
      }
    }
    return samples;
  }

  private static String file() {
    try (InputStream in = BadDescriptors.class.getResourceAsStream("bad-descriptors.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
