package io.github.mlopsmaven.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.LimitException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {

  @AfterEach
  void release() {
    Bounded.release();
  }

  private static Thread thread() {
    return Bounded.run("it", "go", Thread::currentThread);
  }

  @Test
  void theNextWorkIsDoneByTheSameThread() {
    assertThat(thread()).isSameAs(thread());
    assertThat(thread().isDaemon()).isTrue();
  }

  @Test
  void workWithinWorkHasAThreadOfItsOwn() {
    Thread[] both = Bounded.run("it", "go", () -> new Thread[] {Thread.currentThread(), thread()});
    assertThat(both[0]).isNotSameAs(both[1]);
  }

  @Test
  void anInterruptionOfTheLastWorkIsNotOneOfTheNext() {
    Thread first =
        Bounded.run(
            "it",
            "go",
            () -> {
              Thread.currentThread().interrupt();
              return Thread.currentThread();
            });
    boolean[] isInterrupted = new boolean[1];
    Thread second =
        Bounded.run(
            "it",
            "go",
            () -> {
              isInterrupted[0] = Thread.currentThread().isInterrupted();
              return Thread.currentThread();
            });
    assertThat(second).isSameAs(first);
    assertThat(isInterrupted[0]).isFalse();
  }

  @Test
  void whatWasGivenUpDoesNothingMore() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    Thread[] stuck = new Thread[1];
    assertThatThrownBy(
            () ->
                new Bounded(Duration.ofMillis(100))
                    .next(
                        "it",
                        "go",
                        () -> {
                          stuck[0] = Thread.currentThread();
                          boolean wasInterrupted = false;
                          while (goOn.getCount() > 0) {
                            wasInterrupted |= Thread.interrupted();
                          }
                          return wasInterrupted;
                        }))
        .isInstanceOf(LimitException.class);
    assertThat(thread()).isNotSameAs(stuck[0]);
    goOn.countDown();
    stuck[0].join();
    assertThat(thread()).isNotSameAs(stuck[0]);
  }

  @Test
  void aThreadThatIsNotNeededEnds() throws InterruptedException {
    Thread first = thread();
    first.join();
    Thread second = thread();
    assertThat(second).isNotSameAs(first);
    Bounded.release();
    second.join();
    assertThat(thread()).isNotSameAs(second);
  }

  /** Not what a thread has used for the work before. */
  @Test
  void eachWorkHasItsOwnTime() {
    Thread first = Bounded.run("it", "go", () -> busy(300));
    Thread second = new Bounded(Duration.ofMillis(280)).next("it", "go", () -> busy(120));
    assertThat(second).isSameAs(first);
  }

  private static Thread busy(long millis) {
    long from = ProcessorTime.of(Thread.currentThread());
    while (ProcessorTime.of(Thread.currentThread()) - from < millis * 1_000_000) {
      Bounded.requireTime("it");
    }
    return Thread.currentThread();
  }
}
