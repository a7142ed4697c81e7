package io.github.mlopsmaven.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All mistakes of one input are told at once, each once. */
class MistakesTest {

  private final Mistakes mistakes = new Mistakes();

  private static UsageException mistake(String name) {
    return new UsageException(name + " is wrong", "correct " + name);
  }

  private static String refusing(String name) {
    throw mistake(name);
  }

  @Test
  void nothingIsRefusedWhereNothingIsWrong() {
    List<String> done = new ArrayList<>();
    mistakes.checking(() -> done.add("checked"));

    assertThat(mistakes.reading(() -> "read")).contains("read");
    assertThat(done).containsExactly("checked");
    assertThat(mistakes.isEmpty()).isTrue();
    assertThatCode(() -> mistakes.refuse("the command")).doesNotThrowAnyException();
  }

  @Test
  void oneMistakeIsToldAsItIs() {
    assertThat(mistakes.reading(() -> refusing("a"))).isEmpty();

    assertThat(mistakes.isEmpty()).isFalse();
    assertThatThrownBy(() -> mistakes.refuse("the command"))
        .isInstanceOf(UsageException.class)
        .hasMessage("a is wrong\n  correct a");
  }

  @Test
  void severalAreToldTogetherAndTheSameOnce() {
    mistakes.checking(() -> refusing("a"));
    mistakes.reading(() -> refusing("b"));
    mistakes.checking(() -> refusing("a"));
    mistakes.add(mistake("c"));

    assertThatThrownBy(() -> mistakes.refuse("the command"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            """
            the command has 3 mistakes:
              a is wrong
                correct a
              b is wrong
                correct b
              c is wrong
                correct c
              correct all of them, then run it again""");
  }

  @Test
  void ofVeryManyTheFirstAreToldAndTheOthersAreCounted() {
    for (int i = 1; i <= 250; i++) {
      mistakes.add(mistake("m" + i));
      mistakes.add(mistake("m" + Math.min(i, 100)));
    }

    assertThatThrownBy(() -> mistakes.refuse("the file"))
        .hasMessageStartingWith("the file has 250 mistakes:\n  m1 is wrong\n    correct m1\n")
        .hasMessageEndingWith(
            "\n  m100 is wrong\n    correct m100\n  and 150 more\n"
                + "  correct all of them, then run it again");
  }

  @Test
  void whereMillionsMayBeLookingStopsAndSaysSo() {
    Mistakes part = new Mistakes();
    int looked = 0;
    while (!part.stopLooking()) {
      looked++;
      part.add(mistake("m" + looked));
    }
    mistakes.checking(() -> part.refuse("the part"));

    assertThat(looked).isEqualTo(100);
    assertThatThrownBy(() -> mistakes.refuse("the whole"))
        .hasMessageStartingWith("the whole has 100 mistakes or more:\n  m1 is wrong\n")
        .hasMessageEndingWith(
            "\n  m100 is wrong\n    correct m100\n  correct all of them, then run it again");
  }

  @Test
  void thoseOfAPartAreToldWithThoseOfTheWhole() {
    Mistakes part = new Mistakes();
    for (int i = 1; i <= 103; i++) {
      part.add(mistake("p" + i));
    }
    mistakes.add(mistake("whole"));
    mistakes.checking(() -> part.refuse("the part"));

    assertThatThrownBy(() -> mistakes.refuse("the whole"))
        .hasMessageStartingWith("the whole has 104 mistakes:\n  whole is wrong\n")
        .hasMessageContaining("\n  p99 is wrong\n")
        .hasMessageContaining("\n  and 4 more\n")
        .hasMessageNotContaining("the part");
  }

  @Test
  void whatIsNoMistakeOfTheInputGoesThrough() {
    assertThatThrownBy(
            () ->
                mistakes.reading(
                    () -> {
                      throw new EnvironmentException("the disk is full", "make room", null);
                    }))
        .isInstanceOf(EnvironmentException.class);
    assertThat(mistakes.isEmpty()).isTrue();
  }
}
