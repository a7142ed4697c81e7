package io.github.mlopsmaven.bounds;

import io.github.mlopsmaven.problem.EnvironmentException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A wait that ends. Work that needs a server is done on a thread of its own, which is given up when
 * too little moves: whatever it waits for, a name, a handshake, a proxy, a body that stalls or
 * comes one byte a second. The time limits of sockets know only the silence between two bytes, and
 * none for what is sent.
 *
 * <p>As with git's {@code http.lowSpeedLimit} and {@code http.lowSpeedTime}, there is a floor under
 * the rate, over the whole of the stated time. Work that computes all the while moves, too.
 */
public final class Watched {

  /** Bytes a second, over the time that a server may be silent. */
  public static final long FLOOR = 200;

  private static final long LOOK_MILLIS = 100;

  private Watched() {}

  /**
   * Work that may wait.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  public interface Work<T> {

    /** Does it. */
    T run() throws IOException, InterruptedException;
  }

  private record Outcome<T>(T result) {}

  /** Does work that waits for a server, and that something else bounds as a whole. */
  public static <T> T run(
      String server, Duration silence, LongSupplier moved, Runnable abandon, Work<T> work)
      throws IOException {
    return run(server, silence, Optional.empty(), moved, abandon, work);
  }

  /**
   * Does work that waits for a server.
   *
   * @param server who is waited for, for messages
   * @param silence how long next to nothing may move
   * @param whole how long all of it may take; empty where something else bounds it
   * @param moved how many bytes have moved so far, in both directions
   * @param abandon makes the work end that was given up: closes what is open; may block
   * @param work what to do
   * @param <T> what it gives
   * @return what the work gave
   * @throws SilenceException if too little moved, or it took too long
   * @throws IOException if the work throws it
   */
  public static <T> T run(
      String server,
      Duration silence,
      Optional<Duration> whole,
      LongSupplier moved,
      Runnable abandon,
      Work<T> work)
      throws IOException {
    return run(server, new Look(silence, whole, moved, Watched::computed), abandon, work);
  }

  /**
   * What is looked at meanwhile.
   *
   * @param silence how long next to nothing may move
   * @param whole how long all of it may take
   * @param moved how many bytes have moved so far
   * @param computed how long a thread has worked, in nanoseconds
   */
  record Look(
      Duration silence,
      Optional<Duration> whole,
      LongSupplier moved,
      ToLongFunction<Thread> computed) {

    Look(Duration silence, LongSupplier moved, ToLongFunction<Thread> computed) {
      this(silence, Optional.empty(), moved, computed);
    }
  }

  static <T> T run(String server, Look look, Runnable abandon, Work<T> work) throws IOException {
    AtomicReference<@Nullable Outcome<T>> done = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                done.set(new Outcome<>(work.run()));
              } catch (Throwable t) {
                failed.set(t);
              }
            },
            "mlops-watched");
    worker.setDaemon(true);
    worker.start();
    await(worker, server, look, abandon);
    Outcome<T> outcome = done.get();
    if (outcome != null) {
      return outcome.result();
    }
    Throwable failure = failed.get();
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    throw new IOException("the exchange with " + server + " was ended", failure);
  }

  private static void await(Thread worker, String server, Look look, Runnable abandon)
      throws SilenceException {
    Duration silence = look.silence();
    long window = silence.toNanos();
    long enough = Math.max(1, silence.toSeconds() * FLOOR);
    long began = System.nanoTime();
    long most = look.whole().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    long since = began;
    long bytes = look.moved().getAsLong();
    // Not measured before there is something to compare with: most work ends before.
    long computed = 0;
    try {
      worker.join(LOOK_MILLIS);
      while (worker.isAlive()) {
        if (System.nanoTime() - since >= window) {
          long came = look.moved().getAsLong() - bytes;
          if (came < enough && look.computed().applyAsLong(worker) - computed < window / 10) {
            giveUp(worker, abandon);
            throw new SilenceException(
                server
                    + (came == 0 ? " is silent" : " sends less than " + FLOOR + " bytes a second")
                    + " for "
                    + silence.toSeconds()
                    + " s");
          }
          since = System.nanoTime();
          bytes = look.moved().getAsLong();
          computed = look.computed().applyAsLong(worker);
        }
        if (System.nanoTime() - began >= most) {
          giveUp(worker, abandon);
          throw new SilenceException(
              server
                  + " has not finished its answer after "
                  + Duration.ofNanos(most).toSeconds()
                  + " s");
        }
        worker.join(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      giveUp(worker, abandon);
      Thread.currentThread().interrupt();
      throw new EnvironmentException("the run was stopped", "run it again", e);
    }
  }

  /** How long a thread has worked, in nanoseconds; 0 where Java does not tell. */
  static long computed(Thread worker) {
    return Math.max(0, ProcessorTime.of(worker));
  }

  /**
   * Closing what is stuck may be stuck as well, and so may an interrupt: it closes the channel that
   * the worker reads.
   */
  private static void giveUp(Thread worker, Runnable abandon) {
    for (Runnable end : List.<Runnable>of(worker::interrupt, abandon)) {
      Thread closing = new Thread(end, "mlops-closing");
      closing.setDaemon(true);
      closing.start();
    }
    try {
      worker.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
