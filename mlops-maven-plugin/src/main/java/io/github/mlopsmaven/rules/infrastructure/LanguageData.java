package io.github.mlopsmaven.rules.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
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
    try (InputStream in =
        Objects.requireNonNull(LanguageData.class.getResourceAsStream(name), name)) {
      return new LanguageData(
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
