package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.DeclaredEdit;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A file in an archetype: the template's, with the declared edits made. */
final class FileContent {

  private final byte[] bytes;
  private final Set<Rewrite> effective;

  private FileContent(byte[] bytes, Set<Rewrite> effective) {
    this.bytes = bytes;
    this.effective = Set.copyOf(effective);
  }

  /** What it holds. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** The edits that changed it. */
  Set<Rewrite> effective() {
    return effective;
  }

  /**
   * Makes it.
   *
   * @param file the file
   * @param edits those of its edits that apply
   */
  static FileContent of(PlannedFile file, List<Rewrite> edits, TemplateSnapshot template)
      throws IOException {
    byte[] content;
    try (InputStream in = template.open(file.source())) {
      content = in.readAllBytes();
    }
    if (file.rendered()) {
      requireOneLineEnd(file.source().path(), content);
      if (!file.rewrites().isEmpty()) {
        throw new UsageException(
            "an archetype cannot edit " + file.target() + " after it is rendered",
            "write the value into " + file.source().path() + " and remove it from the rewrites");
      }
    }
    Set<Rewrite> effective = new LinkedHashSet<>();
    for (Rewrite rewrite : edits) {
      byte[] edited = DeclaredEdit.apply(rewrite, file.target(), content).orElse(content);
      if (!Arrays.equals(edited, content)) {
        effective.add(rewrite.when(Condition.always()));
        content = edited;
      }
    }
    return new FileContent(content, effective);
  }

  /** maven-archetype writes rendered files with the line ends of its platform. */
  private static void requireOneLineEnd(String path, byte[] content) {
    for (byte b : content) {
      if (b == '\r') {
        throw new UsageException(
            "an archetype cannot keep the CRLF line ends of " + path + ", which is rendered",
            "save it with LF line ends in the template");
      }
    }
  }
}
