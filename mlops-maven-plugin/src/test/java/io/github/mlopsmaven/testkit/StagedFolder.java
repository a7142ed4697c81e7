package io.github.mlopsmaven.testkit;

import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.StagedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder as if all its files had been planned. */
public final class StagedFolder {

  private StagedFolder() {}

  /**
   * Lists it; its bytes are those of a work tree.
   *
   * @param directory the folder
   * @param executable the paths of the files that can be run
   */
  public static StagedFiles of(Path directory, Set<String> executable) {
    return of(directory, executable, false);
  }

  /**
   * Lists it.
   *
   * @param directory the folder
   * @param executable the paths of the files that can be run
   * @param stored whether its bytes are what a repository stores
   */
  public static StagedFiles of(Path directory, Set<String> executable, boolean stored) {
    SortedMap<String, StagedFiles.Entry> entries = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path file : paths.toList()) {
        String path = directory.relativize(file).toString().replace('\\', '/');
        if (Files.isSymbolicLink(file)) {
          String target = Files.readSymbolicLink(file).toString();
          String id = BlobIds.of(target.getBytes(StandardCharsets.UTF_8));
          entries.put(path, new StagedFiles.Entry(FileMode.SYMBOLIC_LINK, id, true));
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          FileMode mode = executable.contains(path) ? FileMode.EXECUTABLE : FileMode.REGULAR;
          String id = BlobIds.of(Files.readAllBytes(file));
          entries.put(path, new StagedFiles.Entry(mode, id, stored));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StagedFiles(entries);
  }
}
