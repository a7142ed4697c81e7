package io.github.mlopsmaven.rules.leaks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The data files of this room: text, with comments behind {@code #}. */
final class Lines {

  private Lines() {}

  /**
   * The lines of a file, without empty ones and comments.
   *
   * @param name the file
   */
  static List<String> of(String name) {
    try (InputStream stream = Objects.requireNonNull(Lines.class.getResourceAsStream(name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
