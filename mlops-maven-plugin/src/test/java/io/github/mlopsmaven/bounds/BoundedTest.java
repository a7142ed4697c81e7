package io.github.mlopsmaven.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.LimitException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedTest {

  @Test
  void givesWhatTheWorkGivesAndThrowsWhatItThrows() {
    assertThat(Bounded.run("it", "go", () -> "a")).isEqualTo("a");
    assertThatThrownBy(
            () ->
                Bounded.run(
                    "it",
                    "go",
                    () -> {
                      throw new IllegalStateException("mine");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("mine");
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertThatThrownBy(() -> Bounded.run("reading a.yml", "flatten it", () -> endless(0)))
        .isInstanceOf(LimitException.class)
        .hasMessage("reading a.yml is nested too deep to be read\n  flatten it");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int endless(int n) {
    return endless(n + 1) + 1;
  }

  @Test
  void refusesWhatNeedsTooMuchMemory() {
    assertThatThrownBy(
            () ->
                Bounded.run(
                    "reading a.yml",
                    "shorten it",
                    () -> {
                      throw new OutOfMemoryError();
                    }))
        .isInstanceOf(LimitException.class)
        .hasMessageContaining("reading a.yml needs more memory than the ");
  }

  @Test
  void endsALoopThatUsesUpItsTimeAndTheThreadWithIt() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Bounded time = new Bounded(Duration.ofMillis(200));

    assertThatThrownBy(
            () ->
                time.next(
                    "the check",
                    "look",
                    () -> {
                      try {
                        while (true) {
                          Bounded.requireTime("it");
                        }
                      } finally {
                        ended.countDown();
                      }
                    }))
        .isInstanceOf(LimitException.class)
        .hasMessageStartingWith("the check takes more than 1 s of processor time");
    ended.await();
    assertThatThrownBy(() -> time.next("another", "look", () -> 1))
        .hasMessageStartingWith("another takes more than 1 s");
  }

  /** A network that is slow takes no processor time. */
  @Test
  void waitsForWhatWaits() {
    Bounded time = new Bounded(Duration.ofMillis(100));

    assertThat(
            time.next(
                "it",
                "go",
                () -> {
                  try {
                    Thread.sleep(400);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return 1;
                }))
        .isEqualTo(1);
  }
}
