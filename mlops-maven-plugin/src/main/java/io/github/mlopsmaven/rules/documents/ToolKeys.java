package io.github.mlopsmaven.rules.documents;

import io.github.mlopsmaven.rules.data.DataFile;
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
    Map<String, Set<String>> keys = new HashMap<>();
    for (String line : DataFile.lines(ToolKeys.class, "tool-keys.txt")) {
      int colon = line.indexOf(": ");
      keys.computeIfAbsent(line.substring(0, colon), any -> new HashSet<>())
          .addAll(Arrays.asList(line.substring(colon + 2).strip().split(" ", -1)));
    }
    return keys;
  }
}
