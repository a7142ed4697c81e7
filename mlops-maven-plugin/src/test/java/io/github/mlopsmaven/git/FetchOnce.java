package io.github.mlopsmaven.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run in a process of its own: fetches a directory of a template into a cache. */
final class FetchOnce {

  private FetchOnce() {}

  /**
   * Runs.
   *
   * @param args URL, cache directory, directory of the template
   */
  public static void main(String[] args) {
    int files =
        Templates.read(args[0], Optional.empty(), Path.of(args[1]), GitAccess.standard(), args[2])
            .size();
    System.out.println(files + " files");
  }

  /** Starts one. */
  static Process start(String url, Path cache, String directory) throws java.io.IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FetchOnce.class.getName(),
                url,
                cache.toString(),
                directory))
        .redirectErrorStream(true)
        .start();
  }
}
