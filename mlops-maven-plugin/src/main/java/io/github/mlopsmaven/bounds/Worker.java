package io.github.mlopsmaven.bounds;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does one piece of work after another, as long as the next one comes soon. A new
 * thread for each would take two megabytes of the heap each time, whatever the work needs: that
 * much a thread is given to allocate from.
 */
final class Worker extends Thread {

  /** For how long it waits for more, unless {@link #dismiss} ends it. */
  private static final long LINGER_MILLIS = 2000;

  /** The one that waits. Others end when they have nothing to do. */
  private static final AtomicReference<@Nullable Worker> IDLE = new AtomicReference<>();

  private final BlockingQueue<Job> next = new ArrayBlockingQueue<>(1);

  private Worker() {
    super("mlops-bounded");
    setDaemon(true);
    // Work that was given up may outlive the plugin's class loader; nobody waits for its end.
    setUncaughtExceptionHandler((thread, failure) -> {});
  }

  /** A piece of work, and who does it. */
  static final class Job {

    private enum State {
      RUNNING,
      ENDED,
      GIVEN_UP
    }

    private final Worker by;
    private final Runnable work;
    private final long look;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final CountDownLatch end = new CountDownLatch(1);
    private final long started = System.nanoTime();
    private volatile boolean isLookedAt;
    private volatile long atFirstLook;
    private volatile long used;

    private Job(Worker by, Runnable work, long look) {
      this.by = by;
      this.work = work;
      this.look = look;
    }

    /** Whether it ended within the time between two looks at it. */
    boolean isEnded() throws InterruptedException {
      return end.await(look, TimeUnit.MILLISECONDS);
    }

    /** How much processor time it has used, in nanoseconds. */
    long used() {
      if (state.get() == State.ENDED) {
        return used;
      }
      if (!isLookedAt) {
        atFirstLook = ProcessorTime.of(by);
        isLookedAt = true;
      }
      return measured();
    }

    /** Before the first look it counts as computing; where Java does not measure, always. */
    private long measured() {
      long elapsed = System.nanoTime() - started;
      long before = Math.min(elapsed, TimeUnit.MILLISECONDS.toNanos(look));
      if (!isLookedAt) {
        return before;
      }
      long now = ProcessorTime.of(by);
      return now < 0 || atFirstLook < 0 ? elapsed : before + now - atFirstLook;
    }

    /**
     * Gives it up, unless it has just ended: its thread is interrupted, and does nothing after it.
     */
    void giveUp() {
      if (state.compareAndSet(State.RUNNING, State.GIVEN_UP)) {
        by.interrupt();
      }
    }

    /** Waits a second for the end of what was given up. */
    void awaitEnd() throws InterruptedException {
      end.await(1, TimeUnit.SECONDS);
    }

    /** Does it; false if it was given up. */
    private boolean run() {
      work.run();
      used = measured();
      return state.compareAndSet(State.RUNNING, State.ENDED);
    }
  }

  /**
   * Has work done.
   *
   * @param work what to do; throws nothing
   * @param look for so many milliseconds the time by the clock counts, since nothing else is
   *     measured
   */
  static Job start(Runnable work, long look) {
    Worker idle = IDLE.getAndSet(null);
    Worker worker = idle == null ? new Worker() : idle;
    Job job = new Job(worker, work, look);
    worker.next.add(job);
    if (idle == null) {
      worker.start();
    }
    return job;
  }

  /** Ends the thread that waits for more. */
  static void dismiss() {
    Worker worker = IDLE.getAndSet(null);
    if (worker != null) {
      worker.interrupt();
    }
  }

  @Override
  public void run() {
    try {
      Job job = next.take();
      while (job != null) {
        boolean isWanted = job.run() && isNext();
        job.end.countDown();
        job = isWanted ? another() : null;
      }
    } catch (InterruptedException e) {
      // Dismissed.
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is the one that waits now. It is, before anybody hears that its work has ended. */
  private boolean isNext() {
    // An interruption was meant for the work.
    Thread.interrupted();
    return IDLE.compareAndSet(null, this);
  }

  private @Nullable Job another() throws InterruptedException {
    Job job = next.poll(LINGER_MILLIS, TimeUnit.MILLISECONDS);
    // Somebody who has just taken it gives it work.
    return job == null && !IDLE.compareAndSet(this, null) ? next.take() : job;
  }
}
