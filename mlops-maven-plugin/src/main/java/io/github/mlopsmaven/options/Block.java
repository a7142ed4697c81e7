package io.github.mlopsmaven.options;

import io.github.mlopsmaven.layout.Combination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Combinations that are every choice of one value for each option.
 *
 * @param values the values of each option, as they go together; an option that does not apply has
 *     none
 */
record Block(Map<String, Set<String>> values) {

  /**
   * Takes the combinations apart into as few blocks as merging one option after the other gives.
   */
  static List<Block> of(List<Combination> combinations) {
    Set<String> options = new LinkedHashSet<>();
    List<Block> blocks = new ArrayList<>();
    for (Combination combination : combinations) {
      Map<String, Set<String>> values = new LinkedHashMap<>();
      combination
          .selection()
          .values()
          .forEach((option, value) -> values.put(option, new LinkedHashSet<>(List.of(value))));
      options.addAll(values.keySet());
      blocks.add(new Block(values));
    }
    for (String option : options) {
      blocks = merged(blocks, option);
    }
    return blocks;
  }

  /** Blocks that differ in one option only become one. */
  private static List<Block> merged(List<Block> blocks, String option) {
    Map<Map<String, Set<String>>, Block> merged = new LinkedHashMap<>();
    for (Block block : blocks) {
      @Nullable Set<String> choices = block.values().get(option);
      if (choices == null) {
        merged.put(block.values(), block);
        continue;
      }
      Map<String, Set<String>> others = new LinkedHashMap<>(block.values());
      others.put(option, Set.of());
      Block known = merged.putIfAbsent(others, block);
      if (known != null) {
        known.values().getOrDefault(option, choices).addAll(choices);
      }
    }
    return new ArrayList<>(merged.values());
  }

  /** How many combinations it has. */
  int size() {
    return values.values().stream().mapToInt(Set::size).reduce(1, Math::multiplyExact);
  }

  /** A line for each option. */
  List<String> lines() {
    int width = values.keySet().stream().mapToInt(String::length).max().orElse(1);
    return values.entrySet().stream()
        .map(
            entry ->
                String.format(
                    "  %-" + width + "s  %s", entry.getKey(), String.join(", ", entry.getValue())))
        .toList();
  }
}
