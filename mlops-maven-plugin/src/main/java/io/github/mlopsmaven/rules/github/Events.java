package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.rules.data.DataFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events that start workflows, with their activity types: the data file {@code events.txt}. */
final class Events {

  /** Read when the first event is looked up. */
  private static final class Holder {
    private static final Map<String, List<String>> TYPES = read();
  }

  private Events() {}

  /** Each event with its activity types; none where it has no types. */
  static Map<String, List<String>> types() {
    return Holder.TYPES;
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> types = new LinkedHashMap<>();
    for (String line : DataFile.lines(Events.class, "events.txt")) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      types.put(words.get(0), words.subList(1, words.size()));
    }
    return types;
  }
}
