package io.github.mlopsmaven.rules.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read of lists, and what a name's values are. */
class KnownValuesTest {

  @Test
  void aListHasNoCommentsAndNoEmptyLines() {
    assertThat(DataFile.lines(KnownValuesTest.class, "known.txt"))
        .containsExactly("a.b | one two", "a.*.c | three", "a.x.c | never");
    assertThat(DataFile.text(KnownValuesTest.class, "known.txt")).startsWith("# ");
    assertThatThrownBy(() -> DataFile.lines(KnownValuesTest.class, "gone.txt"))
        .hasMessage("gone.txt");
  }

  @Test
  void theFirstLineThatFitsCounts() {
    KnownValues values = KnownValues.of(KnownValuesTest.class, "known.txt");
    assertThat(values.of(List.of("a", "b"))).contains(List.of("one", "two"));
    assertThat(values.of(List.of("A", "B"))).contains(List.of("one", "two"));
    assertThat(values.of(List.of("a", "x", "c"))).contains(List.of("three"));
    assertThat(values.of(List.of("a"))).isEmpty();
    assertThat(values.of(List.of("a", "b", "c", "d"))).isEmpty();
    assertThat(values.of(List.of("a", "x", "d"))).isEmpty();
  }
}
