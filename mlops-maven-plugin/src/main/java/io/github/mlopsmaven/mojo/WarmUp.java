package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.git.GitClasses;
import io.github.mlopsmaven.render.VelocityRenderer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads on a second processor, while the first waits for the network, the classes that a generation
 * needs later: most of its own time in a fresh virtual machine is spent on loading them. {@code
 * docs/benchmarks.md} has the figures.
 */
final class WarmUp {

  private static final long LONGEST_STEP_MILLIS = 10_000;

  private static boolean started;
  private static @Nullable Thread running;

  private WarmUp() {}

  /** Begins, once in the life of a class loader. */
  static synchronized void start() {
    if (!started) {
      started = true;
      GoalEnd.prepare();
      Thread thread = new Thread(WarmUp::run, "mlops-warm-up");
      thread.setDaemon(true);
      running = thread;
      thread.start();
    }
  }

  /** Ends with the goal: what goes on after it would find its class loader closed. */
  static synchronized void end() {
    Thread thread = running;
    running = null;
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(LONGEST_STEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever is thrown: the goal does the same again, and says what is wrong. */
  @SuppressWarnings("CatchingUnchecked")
  private static void run() {
    List<Runnable> steps = List.of(Descriptors::convention, WarmUp::render, GitClasses::ofACommit);
    try {
      for (Runnable step : steps) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        step.run();
      }
    } catch (Throwable e) {
      return;
    }
  }

  private static void render() {
    new VelocityRenderer()
        .renderText(
            "warm-up",
            "#foreach($x in $list)$x#end#if($map.key == \"a\")${map.key}#else b#end",
            Map.of("list", List.of("x"), "map", Map.of("key", "a")));
  }
}
