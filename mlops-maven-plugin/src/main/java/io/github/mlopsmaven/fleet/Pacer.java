package io.github.mlopsmaven.fleet;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps a run from asking too much of a server: while one asks to wait, nobody begins anything, and
 * what creates something happens one after the other, a second apart. Source: "Best practices for
 * using the REST API" of GitHub.
 */
public final class Pacer {

  private static final long APART = 1000;

  private final LongConsumer pause;
  private final LongSupplier clock;
  private final Object creation = new Object();
  private long notBefore;
  private long lastCreation;

  /**
   * Makes one.
   *
   * @param pause waits so many milliseconds
   * @param clock milliseconds that only go on
   */
  public Pacer(LongConsumer pause, LongSupplier clock) {
    this.pause = pause;
    this.clock = clock;
    this.lastCreation = clock.getAsLong() - APART;
  }

  /** Waits while a server wants it. */
  void await() {
    while (true) {
      long rest;
      synchronized (this) {
        rest = notBefore - clock.getAsLong();
      }
      if (rest <= 0) {
        return;
      }
      pause.accept(rest);
    }
  }

  /** From now on nobody begins anything for a while. */
  synchronized void pauseFor(long seconds) {
    notBefore = Math.max(notBefore, clock.getAsLong() + seconds * 1000);
  }

  void sleep(long millis) {
    pause.accept(millis);
  }

  /**
   * Creates something, a second after the last was. What was there already keeps nobody waiting.
   *
   * @param work what creates
   * @param isNew whether it has created something
   */
  public <T> T creating(Supplier<T> work, Predicate<T> isNew) {
    synchronized (creation) {
      await();
      long rest = lastCreation + APART - clock.getAsLong();
      if (rest > 0) {
        pause.accept(rest);
      }
      // Of work that fails nobody knows what it has created.
      boolean hasCreated = true;
      try {
        T result = work.get();
        hasCreated = isNew.test(result);
        return result;
      } finally {
        if (hasCreated) {
          lastCreation = clock.getAsLong();
        }
      }
    }
  }
}
