package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.data.DataFile;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A data file of this room: lines that begin with a kind. Each file names its source.
 *
 * @param lines the lines, without comments
 */
record LanguageData(List<String> lines) {

  LanguageData {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a file.
   *
   * @param name the file, beside this class
   */
  static LanguageData read(String name) {
    return new LanguageData(DataFile.lines(LanguageData.class, name));
  }

  /**
   * The words behind a kind, of all lines of it, in order.
   *
   * @param kind the words that such a line begins with
   */
  Set<String> words(String kind) {
    Set<String> words = new LinkedHashSet<>();
    for (String line : lines) {
      if (line.startsWith(kind + " ")) {
        words.addAll(Arrays.asList(line.substring(kind.length() + 1).split(" ", -1)));
      }
    }
    return words;
  }
}
