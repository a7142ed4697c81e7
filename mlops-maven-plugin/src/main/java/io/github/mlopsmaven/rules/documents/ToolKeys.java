package io.github.mlopsmaven.rules.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The keys and values that tools read, read from {@code tool-keys.txt} when first asked for. */
final class ToolKeys {

  private static final Map<String, Set<String>> KEYS = read();

  private ToolKeys() {}

  /**
   * The words of a kind.
   *
   * @param kind what stands at the beginning of its lines
   */
  static Set<String> of(String kind) {
    return Objects.requireNonNull(KEYS.get(kind), kind);
  }

  private static Map<String, Set<String>> read() {
    try (InputStream in =
        Objects.requireNonNull(ToolKeys.class.getResourceAsStream("tool-keys.txt"))) {
      Map<String, Set<String>> keys = new HashMap<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          int colon = line.indexOf(": ");
          keys.computeIfAbsent(line.substring(0, colon), any -> new HashSet<>())
              .addAll(Arrays.asList(line.substring(colon + 2).strip().split(" ", -1)));
        }
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
