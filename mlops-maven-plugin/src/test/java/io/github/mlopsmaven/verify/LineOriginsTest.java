package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineOriginsTest {

  private static List<Integer> lines(List<String> source, List<String> made) {
    LineOrigins origins = LineOrigins.of(source, made);
    return IntStream.rangeClosed(1, made.size())
        .map(line -> origins.of(new Position(line, 1)).line())
        .boxed()
        .toList();
  }

  @Test
  void theSameFileHasTheSameLines() {
    assertThat(lines(List.of("a", "b"), List.of("a", "b"))).containsExactly(1, 2);
  }

  @Test
  void whatWasInsertedIsAtTheLineBefore() {
    assertThat(lines(List.of("a", "b", "c"), List.of("a", "x", "y", "b", "c")))
        .containsExactly(1, 1, 1, 2, 3);
    assertThat(lines(List.of("a"), List.of("x", "a"))).containsExactly(1, 1);
    assertThat(lines(List.of("a"), List.of("a", "x"))).containsExactly(1, 1);
  }

  @Test
  void whatWasTakenOutMovesTheRest() {
    assertThat(
            lines(
                List.of("## rendered away", "a", "#if($x)", "b", "#end", "c"),
                List.of("a", "b", "c")))
        .containsExactly(2, 4, 6);
  }

  @Test
  void whatWasChangedIsAtItsLine() {
    assertThat(
            lines(
                List.of("a", "image: 20", "c", "x: 1", "e"),
                List.of("a", "image: 22", "c", "n", "e")))
        .containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aColumnIsOneThatTheLineHas() {
    LineOrigins origins =
        LineOrigins.of(List.of("abc", "same line"), List.of("a longer line", "same line"));
    assertThat(origins.of(new Position(1, 9))).isEqualTo(new Position(1, 4));
    assertThat(origins.of(new Position(2, 9))).isEqualTo(new Position(2, 9));
    assertThat(LineOrigins.of(List.of(), List.of("a")).of(Position.START))
        .isEqualTo(Position.START);
    assertThat(origins.of(new Position(7, 1))).isEqualTo(new Position(7, 1));
  }

  @Test
  void largeDifferencesAreTakenInOrder() {
    List<String> source = IntStream.range(0, 3000).mapToObj(i -> "s" + i).toList();
    List<String> made = IntStream.range(0, 3000).mapToObj(i -> "m" + i).toList();
    assertThat(lines(source, made)).startsWith(1, 2, 3).endsWith(2999, 3000);
  }
}
