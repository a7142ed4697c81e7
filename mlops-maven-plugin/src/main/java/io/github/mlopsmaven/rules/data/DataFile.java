package io.github.mlopsmaven.rules.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads the data files of the rules: UTF-8; in lists, {@code #} begins a line of comment. */
public final class DataFile {

  private DataFile() {}

  /**
   * The lines of a list, without empty ones and comments.
   *
   * @param owner the class that it lies beside
   * @param name the file
   */
  public static List<String> lines(Class<?> owner, String name) {
    return text(owner, name)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  /**
   * The whole of a file.
   *
   * @param owner the class that it lies beside
   * @param name the file, beside the class or below: a jar has no way up
   */
  public static String text(Class<?> owner, String name) {
    if (name.contains("..")) {
      throw new IllegalArgumentException(name + " would not be found in a jar");
    }
    try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
