package io.github.mlopsmaven.publish;

import java.util.concurrent.atomic.AtomicBoolean;

/** Tells a person who stops the run, with Ctrl-C too, how to go on. */
final class Unfinished implements AutoCloseable {

  private final AtomicBoolean open = new AtomicBoolean(true);
  private final Thread hook;

  private Unfinished(String again) {
    this.hook =
        new Thread(
            () -> {
              if (open.get()) {
                System.err.println(
                    "Stopped before everything was published. What is done stays; to go on type: "
                        + again);
              }
            },
            "mlops-publish-unfinished");
  }

  /**
   * From now on the sentence is said when the virtual machine ends.
   *
   * @param again the command that goes on
   */
  static Unfinished say(String again) {
    Unfinished unfinished = new Unfinished(again);
    try {
      Runtime.getRuntime().addShutdownHook(unfinished.hook);
    } catch (IllegalStateException e) {
      // It is ending already.
      unfinished.done();
    }
    return unfinished;
  }

  /** Everything is published. */
  void done() {
    open.set(false);
  }

  @Override
  public void close() {
    open.set(false);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is ending, and the sentence was said.
      return;
    }
  }
}
