package io.github.mlopsmaven.io;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A run in a process of its own, which is told to end and takes its time to do so. */
final class StoppedChild {

  /** Long enough for a thread that is not held to go on: it has nothing to wait for. */
  private static final long SLOW_END = 1_000;

  private StoppedChild() {}

  /**
   * Says that it has begun, and what it does after the stop.
   *
   * @param arguments what is done then: {@code send}, {@code fail}, {@code finish}, {@code move},
   *     {@code new} or {@code renew} with a folder; {@code late} to begin the run then; or {@code
   *     done} to come to its end before
   */
  public static void main(String[] arguments) throws InterruptedException {
    CountDownLatch ending = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ending.countDown();
                  sleep();
                }));
    String what = arguments[0];
    try {
      if (what.equals("late")) {
        begun();
        ending.await();
      }
      StoppableRun run = StoppableRun.begin(() -> Optional.of("to continue, type: AGAIN"));
      try {
        if (what.equals("done")) {
          return;
        }
        begun();
        ending.await();
        act(what, Path.of(arguments[1]));
      } finally {
        run.close();
      }
      System.out.println("SUCCESS");
    } catch (IllegalStateException e) {
      System.out.println("FAILURE");
    }
  }

  private static void begun() {
    System.out.print("begun" + System.lineSeparator() + "half a line");
    System.out.flush();
  }

  private static void act(String what, Path folder) {
    switch (what) {
      case "send" -> {
        StoppableRun.requireRunning();
        System.out.println("SENT");
      }
      case "move" -> StoppableRun.unlessStopped(() -> System.out.println("MOVED"));
      case "new" -> new NewFiles(folder, Map.of("a", "x", "b", "x")).write();
      case "renew" -> new RenewedFiles(folder, Map.of("a", "x", "b", "x"), "x").write();
      case "fail" -> throw new IllegalStateException("the connection was cut");
      default -> {
        // It has finished.
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(SLOW_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
