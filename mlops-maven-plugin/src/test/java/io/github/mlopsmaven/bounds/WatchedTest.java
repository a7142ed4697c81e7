package io.github.mlopsmaven.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wait that ends: with what the work gave, or with who is silent. */
@Timeout(120)
class WatchedTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  private static void nothing() {
    // There is nothing to close.
  }

  /** Waits until it is told to stop, as a read that is stuck does. */
  private String stuck() throws InterruptedException {
    assertThat(Thread.currentThread().isDaemon()).as("it must not keep the JVM").isTrue();
    try {
      never.await();
      return "";
    } catch (InterruptedException e) {
      stopped.countDown();
      throw e;
    }
  }

  private static Watched.Look look(LongSupplier moved, long... computed) {
    AtomicInteger asked = new AtomicInteger();
    return new Watched.Look(
        SECOND,
        moved,
        thread ->
            computed.length == 0
                ? 0
                : computed[Math.min(asked.getAndIncrement(), computed.length - 1)]);
  }

  /** The numbers one after the other; then the last one for ever. */
  private static LongSupplier series(AtomicInteger asked, long... numbers) {
    return () -> numbers[Math.min(asked.getAndIncrement(), numbers.length - 1)];
  }

  @Test
  void whatTheWorkGivesComesBack() throws IOException {
    assertThat(Watched.<String>run("h", SECOND, () -> 0, WatchedTest::nothing, () -> "x"))
        .isEqualTo("x");
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("of the work"),
        new IllegalStateException("of the work"),
        new StackOverflowError("of the work"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatTheWorkThrowsIsThrown(Throwable failure) {
    assertThatThrownBy(
            () ->
                Watched.run(
                    "h",
                    SECOND,
                    () -> 0,
                    WatchedTest::nothing,
                    () -> {
                      if (failure instanceof IOException e) {
                        throw e;
                      }
                      if (failure instanceof RuntimeException e) {
                        throw e;
                      }
                      throw (Error) failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void workThatWasInterruptedHasNoResult() {
    assertThatThrownBy(
            () ->
                Watched.run(
                    "h",
                    SECOND,
                    () -> 0,
                    WatchedTest::nothing,
                    () -> {
                      throw new InterruptedException();
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the exchange with h was ended")
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void whoIsSilentIsNamedAndGivenUp() throws Exception {
    AtomicBoolean abandoned = new AtomicBoolean();
    AtomicBoolean isDaemon = new AtomicBoolean();
    CountDownLatch closed = new CountDownLatch(1);
    long since = System.nanoTime();

    assertThatThrownBy(
            () ->
                Watched.run(
                    "git.example",
                    look(() -> 7),
                    () -> {
                      isDaemon.set(Thread.currentThread().isDaemon());
                      abandoned.set(true);
                      closed.countDown();
                    },
                    this::stuck))
        .isInstanceOf(SilenceException.class)
        .hasMessage("git.example is silent for 1 s");
    assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThanOrEqualTo(SECOND);
    closed.await();
    stopped.await();
    assertThat(abandoned).isTrue();
    assertThat(isDaemon).as("it must not keep the JVM either").isTrue();
  }

  /** 200 bytes in each second are enough, 199 are not; and the count begins anew each time. */
  @Test
  void aTrickleIsNotEnough() throws Exception {
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Watched.run(
                    "h",
                    // The first look, then for each second one that judges and one that begins.
                    look(series(asked, 0, 200, 200, 400, 400, 599)),
                    WatchedTest::nothing,
                    this::stuck))
        .isInstanceOf(SilenceException.class)
        .hasMessage("h sends less than 200 bytes a second for 1 s");
    assertThat(asked).hasValue(6);
  }

  /** Whoever computes is not waiting: a tenth of the time is enough. */
  @Test
  void whoComputesIsNotSilent() {
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Watched.run(
                    "h",
                    look(series(asked, 0), 100_000_000, 200, 100_000_199),
                    WatchedTest::nothing,
                    this::stuck))
        .isInstanceOf(SilenceException.class);
    assertThat(asked).as("a second more than without it").hasValue(4);
  }

  @Test
  void realWorkIsSeen() {
    long before = Watched.computed(Thread.currentThread());
    long sum = 0;
    while (Watched.computed(Thread.currentThread()) - before < 10_000_000) {
      sum++;
    }
    assertThat(sum).isPositive();
    assertThat(Watched.computed(new Thread(WatchedTest::nothing))).as("never begun").isZero();
  }

  @Test
  void aStopEndsTheWait() throws Exception {
    AtomicBoolean wasInterrupted = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch abandoned = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              assertThatThrownBy(
                      () ->
                          Watched.run(
                              "h",
                              Duration.ofSeconds(100),
                              () -> 0,
                              abandoned::countDown,
                              () -> {
                                begun.countDown();
                                return stuck();
                              }))
                  .isInstanceOf(EnvironmentException.class)
                  .hasMessageContaining("the run was stopped");
              wasInterrupted.set(Thread.currentThread().isInterrupted());
            });
    waiting.start();
    begun.await();
    waiting.interrupt();
    waiting.join();

    assertThat(wasInterrupted).as("others on this thread learn of it").isTrue();
    abandoned.await();
    stopped.await();
  }

  /** Maven's own transport reads so: an interrupt closes the channel, and the close reads on. */
  @Test
  @Timeout(60)
  void anInterruptThatIsStuckIsNotWaitedFor() {
    InputStream stuck =
        new InputStream() {
          @Override
          public int read() {
            return waiting();
          }

          @Override
          public int read(byte[] into, int from, int most) {
            return waiting();
          }

          @Override
          public void close() {
            waiting();
          }
        };
    assertThatThrownBy(
            () ->
                Watched.run(
                    "h",
                    look(() -> 0),
                    () -> {},
                    () -> Channels.newChannel(stuck).read(ByteBuffer.allocate(8))))
        .isInstanceOf(SilenceException.class);
  }

  private int waiting() {
    while (true) {
      // An interrupt does not end a read of a socket either.
      LockSupport.parkNanos(1_000_000);
      if (never.getCount() == 0) {
        return -1;
      }
    }
  }

  @Test
  void whatCannotBeClosedIsNotWaitedFor() {
    AtomicInteger ignored = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Watched.run(
                    "h",
                    look(() -> 0),
                    () -> {
                      try {
                        never.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    },
                    () -> {
                      while (true) {
                        try {
                          never.await();
                        } catch (InterruptedException e) {
                          ignored.incrementAndGet();
                        }
                      }
                    }))
        .isInstanceOf(SilenceException.class);
    assertThat(ignored).as("it was told, and did not look").hasValue(1);
  }
}
