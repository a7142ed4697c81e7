package io.github.mlopsmaven.render;

import io.github.mlopsmaven.template.Rewrite;
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
   * @return its bytes afterwards; empty if it lacks a value that the edit sets, or could be read
   *     before the edit and not afterwards
   * @throws io.github.mlopsmaven.problem.UsageException if a value is to be set and it is not YAML
   */
  public static Optional<byte[]> apply(Rewrite rewrite, String name, byte[] content) {
    if (rewrite.place() instanceof Rewrite.YamlPath yaml) {
      return YamlScalarEdit.of(name, content).replace(yaml.path(), rewrite.value());
    }
    if (rewrite.place() instanceof Rewrite.Marked marked) {
      return Optional.of(BlockEdit.apply(name, content, marked.block(), !rewrite.value().isEmpty()))
          .filter(edited -> !StillReadable.isBroken(name, content, edited));
    }
    return new TextEdit(name, content, rewrite.place().toString(), rewrite.value()).apply();
  }
}
