package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.git.GitClasses;
import io.github.mlopsmaven.render.VelocityRenderer;
import java.util.List;
import java.util.Map;

/**
 * Loads on a second processor, while the first waits for the network, the classes that a generation
 * needs later: most of its own time in a fresh virtual machine is spent on loading them. {@code
 * docs/benchmarks.md} has the figures.
 */
final class WarmUp {

  private static boolean started;

  private WarmUp() {}

  /** Begins, once in the life of a virtual machine. */
  static synchronized void start() {
    if (!started) {
      started = true;
      LibraryLogs.quiet();
      Thread thread = new Thread(WarmUp::run, "mlops-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void run() {
    try {
      Descriptors.convention();
      new VelocityRenderer()
          .renderText(
              "warm-up",
              "#foreach($x in $list)$x#end#if($map.key == \"a\")${map.key}#else b#end",
              Map.of("list", List.of("x"), "map", Map.of("key", "a")));
      GitClasses.ofACommit();
    } catch (RuntimeException | LinkageError e) {
      // The goal does the same again, and says what is wrong.
      return;
    }
  }
}
