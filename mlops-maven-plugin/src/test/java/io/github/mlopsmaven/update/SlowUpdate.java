package io.github.mlopsmaven.update;

import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** An update in a JVM of its own, which says when it begins to write and waits to be killed. */
final class SlowUpdate {

  /** What it says. */
  static final String BEGINS = "begins";

  private SlowUpdate() {}

  /** The template of a repository. */
  static TemplateTrips trips(Path template, Path cache) {
    return new TemplateTrips(
        ref ->
            new GitTemplateSource(
                template.toUri().toString(), Optional.of(ref), cache, GitAccess.standard()));
  }

  /**
   * Runs it.
   *
   * @param arguments the project, the template, the cache
   */
  public static void main(String[] arguments) {
    boolean[] told = new boolean[1];
    trips(Path.of(arguments[1]), Path.of(arguments[2]))
        .update(
            Path.of(arguments[0]),
            "main",
            Map.of(),
            OnConflict.MARK,
            write -> {
              if (!told[0]) {
                told[0] = true;
                System.out.println(BEGINS);
                System.out.flush();
              }
            });
  }
}
