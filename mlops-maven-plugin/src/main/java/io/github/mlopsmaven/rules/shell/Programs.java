package io.github.mlopsmaven.rules.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The programs that systems and runners have: the data file {@code programs.txt}. */
public final class Programs {

  private static final Set<String> NAMES = names();

  private Programs() {}

  /**
   * Whether a name is that of a program.
   *
   * @param name the name
   */
  public static boolean has(String name) {
    return NAMES.contains(name);
  }

  private static Set<String> names() {
    try (InputStream in =
        Objects.requireNonNull(Programs.class.getResourceAsStream("programs.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Set.of(line.split(" ", -1)).stream())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
