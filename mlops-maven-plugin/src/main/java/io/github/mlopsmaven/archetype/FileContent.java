package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.DeclaredEdit;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file in an archetype: the template's, with the declared edits made. */
final class FileContent {

  private FileContent() {}

  static byte[] of(PlannedFile file, TemplateSnapshot template) throws IOException {
    byte[] content;
    try (InputStream in = template.open(file.source())) {
      content = in.readAllBytes();
    }
    if (file.rendered()) {
      requireOneLineEnd(file.source().path(), content);
      if (!file.rewrites().isEmpty()) {
        throw new UsageException(
            "an archetype cannot edit " + file.target() + " after it is rendered",
            "write the value into " + file.source().path() + " and take it off the rewrites");
      }
    }
    for (Rewrite rewrite : file.rewrites()) {
      content = DeclaredEdit.apply(rewrite, file.target(), content).orElse(content);
    }
    return content;
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
