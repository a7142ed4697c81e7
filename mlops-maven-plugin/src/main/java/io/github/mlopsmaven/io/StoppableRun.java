package io.github.mlopsmaven.io;

import io.github.mlopsmaven.problem.Visible;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A run that may be stopped from outside, with Ctrl-C or by a build server. Whether it was stopped
 * or came to its end is decided once, by the virtual machine: its list of shutdown hooks is closed
 * when it begins to end. Who finds it closed goes no further, so that nothing is done, sent or told
 * beside what the stop itself says.
 */
public final class StoppableRun implements AutoCloseable {

  /** Held while something is made final, and while it is found out what a stop has to say. */
  private static final Object LAST_STEP = new Object();

  private final Thread hook;

  private StoppableRun(Supplier<Optional<String>> sentence) {
    this.hook = new Thread(() -> tell(sentence), "mlops-stopped");
  }

  /**
   * Begins a run.
   *
   * @param sentence what a person is told if it is stopped, asked for at that moment
   */
  public static StoppableRun begin(Supplier<Optional<String>> sentence) {
    StoppableRun run = new StoppableRun(sentence);
    try {
      Runtime.getRuntime().addShutdownHook(run.hook);
    } catch (IllegalStateException e) {
      // The stop came first, and its hooks do not know of this run.
      tell(sentence);
      waitForTheEnd();
    }
    return run;
  }

  /** Comes back only if the run was not stopped: to be called before anything is sent. */
  public static void requireRunning() {
    if (isEnding()) {
      waitForTheEnd();
    }
  }

  /**
   * Does something that a stop must find done or not begun, such as a move into place. It is not
   * done once the run was stopped.
   *
   * @param step what is short and does not wait for anything
   */
  public static void unlessStopped(Runnable step) {
    synchronized (LAST_STEP) {
      if (!isEnding()) {
        step.run();
        return;
      }
    }
    waitForTheEnd();
  }

  /**
   * For what cleans up at a stop: comes back when the step that was under way is done, and no other
   * will begin.
   */
  static void afterTheLastStep() {
    synchronized (LAST_STEP) {
      return;
    }
  }

  /**
   * The run came to its end, well or not. If it was stopped before, this never returns: neither a
   * success nor what failed because of the stop is told.
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      waitForTheEnd();
    }
  }

  private static void tell(Supplier<Optional<String>> sentence) {
    Optional<String> text;
    synchronized (LAST_STEP) {
      text = sentence.get();
    }
    text.ifPresent(StoppableRun::print);
  }

  /**
   * On lines of its own, whatever was printed last, in one write, and past {@code System.err}:
   * Maven's coloured console flushes that from a shutdown hook too, with a buffer that nobody
   * locks, and so wrote the sentence twice.
   */
  private static void print(String said) {
    String lines = "\n" + Visible.message(said) + "\n";
    FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    try {
      err.write(lines.replace("\n", System.lineSeparator()).getBytes(Charset.defaultCharset()));
    } catch (IOException e) {
      // Nobody listens any more.
      return;
    }
  }

  private static boolean isEnding() {
    Thread probe = new Thread(() -> {}, "mlops-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** The virtual machine does not wait for this thread. */
  private static void waitForTheEnd() {
    while (true) {
      LockSupport.park(LAST_STEP);
      // An interrupt would end the parking at once, over and over.
      Thread.interrupted();
    }
  }
}
