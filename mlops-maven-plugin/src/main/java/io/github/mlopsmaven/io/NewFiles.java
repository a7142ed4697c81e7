package io.github.mlopsmaven.io;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that are added to a folder: all of them, or none; nothing is overwritten. */
public final class NewFiles {

  private final Path folder;
  private final Map<String, String> texts;

  /**
   * Names them.
   *
   * @param folder the folder, which is made if it does not exist
   * @param texts path to text
   * @throws UsageException if one of them exists
   */
  public NewFiles(Path folder, Map<String, String> texts) {
    this.folder = folder;
    this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    Mistakes mistakes = new Mistakes();
    for (String path : texts.keySet()) {
      if (Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        mistakes.add(
            new UsageException(
                folder.resolve(path) + " exists already and was left as it is",
                "move it away first, or write to another folder with"
                    + " -Dmlops.outputDirectory=FOLDER"));
      }
    }
    mistakes.refuse(folder.toString());
  }

  /**
   * Writes them.
   *
   * @throws EnvironmentException if one cannot be written; then none is left
   */
  public void write() {
    // Short, and half of it would be in the way of the next run.
    StoppableRun.unlessStopped(this::writeAll);
  }

  private void writeAll() {
    List<Path> written = new ArrayList<>();
    try {
      for (Map.Entry<String, String> file : texts.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Path parent = path.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
        written.add(path);
      }
    } catch (IOException e) {
      written.forEach(FileRemoval::quietly);
      throw new EnvironmentException(
          "cannot write to " + folder,
          "check its permissions and free space: " + e.getMessage(),
          e);
    }
  }
}
