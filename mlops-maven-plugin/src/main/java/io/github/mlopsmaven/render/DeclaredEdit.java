package io.github.mlopsmaven.render;

import io.github.mlopsmaven.template.Rewrite;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Carries out the edits that a descriptor declares, keeping every other byte. */
public final class DeclaredEdit {

  private DeclaredEdit() {}

  /**
   * Edits a file.
   *
   * @param rewrite the edit, with every placeholder filled in
   * @param name the file's name for messages
   * @param content its bytes
   * @return its bytes afterwards; empty if it lacks a value that the edit sets
   * @throws io.github.mlopsmaven.problem.UsageException if a value is to be set and it is not YAML
   */
  public static Optional<byte[]> apply(Rewrite rewrite, String name, byte[] content) {
    if (rewrite.place() instanceof Rewrite.YamlPath yaml) {
      return YamlScalarEdit.of(name, content).replace(yaml.path(), rewrite.value());
    }
    if (rewrite.place() instanceof Rewrite.Marked marked) {
      return Optional.of(
          BlockEdit.apply(name, content, marked.block(), !rewrite.value().isEmpty()));
    }
    return Optional.of(replaceAll(content, rewrite.place().toString(), rewrite.value()));
  }

  private static byte[] replaceAll(byte[] content, String text, String replacement) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    byte[] value = replacement.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream edited = new ByteArrayOutputStream(content.length);
    for (int i = 0; i < content.length; ) {
      if (i + wanted.length <= content.length
          && Arrays.equals(content, i, i + wanted.length, wanted, 0, wanted.length)) {
        edited.writeBytes(value);
        i += wanted.length;
      } else {
        edited.write(content[i]);
        i++;
      }
    }
    return edited.toByteArray();
  }
}
