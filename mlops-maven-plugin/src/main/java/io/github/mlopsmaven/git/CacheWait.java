package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.servers.GitAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The wait for another run that adds to the same cache. It lasts as long as something is added; a
 * run that holds the cache and does nothing is waited for as long as a server may be silent.
 */
final class CacheWait {

  private static final long FIRST_MILLIS = 5;
  private static final long LONGEST_MILLIS = 200;
  private static final Duration UNTOLD = Duration.ofSeconds(3);

  private final Path directory;
  private final GitAccess access;
  private final long started = System.nanoTime();
  private long millis = FIRST_MILLIS;
  private long quietSince = started;
  private long seen = -1;
  private boolean told;

  /**
   * Prepares to wait.
   *
   * @param directory the cache of one repository
   * @param access how long to wait, and who is told
   */
  CacheWait(Path directory, GitAccess access) {
    this.directory = directory;
    this.access = access;
  }

  /**
   * Waits a little.
   *
   * @throws EnvironmentException if the other run has done nothing for too long
   */
  void again() {
    long now = System.nanoTime();
    if (now - started > UNTOLD.toNanos()) {
      if (!told) {
        told = true;
        access.progress().info("Waiting for another run that adds to the cache in " + directory);
      }
      long size = size();
      if (size != seen) {
        seen = size;
        quietSince = now;
      } else if (now - quietSince > access.limits().silence().toNanos()) {
        throw new EnvironmentException(
            "another run has held the cache in "
                + directory
                + " for "
                + access.limits().silence().toSeconds()
                + " s and added nothing",
            "end that run, wait longer with -Dmlops.timeout=SECONDS, or use another cache with"
                + " -Dmlops.cacheDirectory=FOLDER",
            null);
      }
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("the run was stopped", "run it again", e);
    }
    millis = Math.min(LONGEST_MILLIS, 2 * millis);
  }

  /** What is being received grows. */
  private long size() {
    try (Stream<Path> files = Files.walk(directory.resolve("objects"))) {
      return files.mapToLong(CacheWait::size).sum();
    } catch (IOException | RuntimeException e) {
      // There is nothing yet, or it changes while it is looked at; then the next look sees that.
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return 1 + Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
