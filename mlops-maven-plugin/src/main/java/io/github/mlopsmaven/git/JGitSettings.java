package io.github.mlopsmaven.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit from doing slow things behind our back. Everybody who is about to use JGit calls
 * {@link #applyFor} first.
 *
 * <p>JGit wants to know how fine a file system's timestamps are. It measures that for seconds, in
 * files beside the repository's own, waits 100 ms for the result and writes it to the user's home.
 * We tell it the coarsest value there is (2 s, that of FAT) instead: it costs a second look at
 * files that changed just now, and is right everywhere.
 */
final class JGitSettings {

  private static final MemoryConfig MEASURES;
  private static boolean applied;

  static {
    GitThreads.begin();
    MEASURES = new MemoryConfig();
  }

  private JGitSettings() {}

  /**
   * Applies the settings to all of JGit, and to the file system of one directory.
   *
   * @param directory where a repository is or will be
   */
  static synchronized void applyFor(Path directory) {
    if (!applied) {
      applied = true;
      FS.FileStoreAttributes.setBackground(true);
      SystemReader.setInstance(new DirectSystemReader(SystemReader.getInstance(), MEASURES));
      measureFor(Path.of(System.getProperty("user.home")));
    }
    measureFor(directory);
  }

  private static void measureFor(Path directory) {
    Path existing = directory.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      String key =
          System.getProperty("java.vendor")
              + '|'
              + System.getProperty("java.version")
              + '|'
              + Files.getFileStore(existing).name();
      MEASURES.setString("filesystem", key, "timestampResolution", "2 seconds");
      MEASURES.setString("filesystem", key, "minRacyThreshold", "10 milliseconds");
    } catch (IOException e) {
      // JGit measures then; slower, and just as right.
      return;
    }
  }
}
