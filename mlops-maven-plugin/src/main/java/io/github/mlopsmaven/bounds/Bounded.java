package io.github.mlopsmaven.bounds;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.LimitException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on what others wrote, which ends: it has a stack and a share of processor time of its own.
 * Time in which it waits, for a network above all, does not count, but for its first moments.
 *
 * <p>What does not end in time is interrupted; {@link #requireTime} ends a loop that is long. What
 * goes on nevertheless does so on a daemon thread.
 */
public final class Bounded {

  private static final long LOOK_MILLIS = 50;

  /** Where no other work shares the time, it does no harm if waiting counts for longer. */
  private static final long LATE_LOOK_MILLIS = 500;

  private final long look;
  private long left;

  /**
   * Time that several pieces of work share.
   *
   * @param most how much processor time they have together
   */
  public Bounded(Duration most) {
    this(most, LOOK_MILLIS);
  }

  private Bounded(Duration most, long look) {
    this.left = most.toNanos();
    this.look = look;
  }

  private record Outcome<T>(@Nullable T result, @Nullable Throwable failure) {}

  /**
   * Does work within {@link Bounds#PROCESSOR}.
   *
   * @param what the work is about, for messages, such as a file's name
   * @param remedy what to do about it, beginning with a verb
   * @param work what to do
   * @param <T> what it gives
   * @return what the work gave
   * @throws LimitException if it takes too long, is nested too deep, or needs too much memory
   */
  public static <T> T run(String what, String remedy, Supplier<T> work) {
    return new Bounded(Bounds.PROCESSOR, LATE_LOOK_MILLIS).next(what, remedy, work);
  }

  /**
   * As {@link #next}, with at most half of the time that is left: so that one that uses up its time
   * leaves some for the others.
   */
  public <T> T share(String what, String remedy, Supplier<T> work) {
    return within(left / 2, what, remedy, work);
  }

  /**
   * Does a part of the work that shares this time.
   *
   * @param what the work is about, for messages
   * @param remedy what to do about it, beginning with a verb
   * @param work what to do
   * @param <T> what it gives
   * @return what the work gave
   * @throws LimitException if no time is left, or as for {@link #run}
   */
  public <T> T next(String what, String remedy, Supplier<T> work) {
    return within(left, what, remedy, work);
  }

  private <T> T within(long most, String what, String remedy, Supplier<T> work) {
    if (most <= 0) {
      throw tooLong(0, what, remedy);
    }
    AtomicReference<@Nullable Outcome<T>> outcome = new AtomicReference<>();
    Worker.Job job = Worker.start(() -> outcome.set(outcome(work)), look);
    try {
      while (!job.isEnded()) {
        if (job.used() > most) {
          left -= most;
          job.giveUp();
          job.awaitEnd();
          throw tooLong(most, what, remedy);
        }
      }
    } catch (InterruptedException e) {
      job.giveUp();
      Thread.currentThread().interrupt();
      throw new EnvironmentException("the run was stopped", "run it again", e);
    }
    Outcome<T> done = outcome.get();
    if (done == null) {
      throw new LimitException(what + " ended without a result", remedy);
    }
    left -= job.used();
    return result(what, remedy, done);
  }

  /** Whatever is thrown: a thread that ends without a word leaves others waiting for it. */
  @SuppressWarnings("CatchingUnchecked")
  private static <T> Outcome<T> outcome(Supplier<T> work) {
    try {
      return new Outcome<>(work.get(), null);
    } catch (Throwable t) {
      return new Outcome<>(null, t);
    }
  }

  /** Ends the thread that waits for more work; when there is more, there is another. */
  public static void release() {
    Worker.dismiss();
  }

  private static LimitException tooLong(long most, String what, String remedy) {
    return new LimitException(
        what + " takes more than " + Math.max(1, most / 1_000_000_000) + " s of processor time",
        remedy);
  }

  private static <T> T result(String what, String remedy, Outcome<T> outcome) {
    Throwable failure = outcome.failure();
    if (failure instanceof StackOverflowError) {
      throw new LimitException(what + " is nested too deep to be read", remedy);
    }
    if (failure instanceof OutOfMemoryError) {
      throw new LimitException(
          what
              + " needs more memory than the "
              + Runtime.getRuntime().maxMemory() / 1_000_000
              + " MB of Maven's JVM",
          remedy);
    }
    if (failure instanceof RuntimeException known) {
      throw known;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    T result = outcome.result();
    if (result == null) {
      throw new IllegalStateException("no result: " + what);
    }
    return result;
  }

  /**
   * Ends work that has used its time. To be called in loops whose length somebody else chose.
   *
   * @param what the work is about, for messages
   */
  public static void requireTime(String what) {
    if (Thread.currentThread().isInterrupted()) {
      throw new LimitException(what + " takes too long", "make it smaller");
    }
  }
}
