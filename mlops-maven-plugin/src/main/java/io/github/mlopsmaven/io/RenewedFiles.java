package io.github.mlopsmaven.io;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that a program writes again as long as they begin with its mark. One that somebody made, or
 * took the mark out of, is never written.
 */
public final class RenewedFiles {

  private final Path folder;
  private final Map<String, String> texts;

  /**
   * Names them.
   *
   * @param folder the folder, which is made if it does not exist
   * @param texts path to text; each text begins with the mark
   * @param mark what a file begins with that may be written again
   * @throws UsageException if one of them is there without the mark
   */
  public RenewedFiles(Path folder, Map<String, String> texts, String mark) {
    this.folder = folder;
    this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    Mistakes mistakes = new Mistakes();
    for (String path : texts.keySet()) {
      Path file = folder.resolve(path);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !hasMark(file, mark)) {
        mistakes.add(
            new UsageException(
                file + " exists and was not written by this goal",
                "move it away first, or write to another folder with"
                    + " -Dmlops.outputDirectory=FOLDER"));
      }
    }
    mistakes.refuse(folder.toString());
  }

  private static boolean hasMark(Path file, String mark) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
              .replace("\r\n", "\n")
              .startsWith(mark);
    } catch (IOException e) {
      throw new EnvironmentException(
          file + " cannot be read: " + e.getMessage(), "check its permissions", e);
    }
  }

  /**
   * Writes them; each is replaced in one step.
   *
   * @throws EnvironmentException if one cannot be written
   */
  public void write() {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    texts.forEach(
        (path, text) -> files.put(folder.resolve(path), text.getBytes(StandardCharsets.UTF_8)));
    try {
      WholeFiles.write(files);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write to " + folder,
          "check its permissions and free space: " + e.getMessage(),
          e);
    }
  }
}
