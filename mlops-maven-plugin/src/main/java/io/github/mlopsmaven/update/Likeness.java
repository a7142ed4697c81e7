package io.github.mlopsmaven.update;

import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.layout.Pairs;
import io.github.mlopsmaven.template.LineEnds;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How alike two texts are: the share of bytes in lines that both have. */
final class Likeness implements Pairs.Likeness {

  private final ProvedBase base;
  private final StagedProject newer;
  private final Map<String, Map<String, Integer>> lines = new HashMap<>();

  Likeness(ProvedBase base, StagedProject newer) {
    this.base = base;
    this.newer = newer;
  }

  @Override
  public int percent(Pairs.Given before, Pairs.Given after) {
    Map<String, Integer> olds =
        lines.computeIfAbsent("b " + before.blob(), any -> count(base.bytes(before.blob())));
    Map<String, Integer> news =
        lines.computeIfAbsent(
            "a " + after.path(), any -> count(newer.files().at(after.path()).map(newer::bytes)));
    int larger = Math.max(size(olds), size(news));
    if (larger == 0) {
      return 0;
    }
    long common = 0;
    for (Map.Entry<String, Integer> line : olds.entrySet()) {
      int both = Math.min(line.getValue(), news.getOrDefault(line.getKey(), 0));
      common += (long) both * weight(line.getKey());
    }
    return (int) (100 * common / larger);
  }

  private static Map<String, Integer> count(Optional<byte[]> content) {
    Map<String, Integer> counted = new HashMap<>();
    content
        .filter(LineEnds::isText)
        .ifPresent(
            bytes ->
                new String(bytes, StandardCharsets.ISO_8859_1)
                    .lines()
                    .forEach(line -> counted.merge(line, 1, Integer::sum)));
    return counted;
  }

  private static int size(Map<String, Integer> lines) {
    return lines.entrySet().stream()
        .mapToInt(line -> line.getValue() * weight(line.getKey()))
        .sum();
  }

  private static int weight(String line) {
    return line.length() + 1;
  }
}
