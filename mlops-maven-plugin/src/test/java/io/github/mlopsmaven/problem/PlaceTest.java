package io.github.mlopsmaven.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlaceTest {

  @Test
  void isWrittenAsEditorsLinkIt() {
    assertThat(new Place("a/b.yml", 3, 14)).hasToString("a/b.yml:3:14");
  }

  @Test
  void pointsToWhatALineSays() {
    assertThat(Place.inLine("f", 2, "  \tx")).isEqualTo(new Place("f", 2, 4));
    assertThat(Place.inLine("f", 2, "   ")).isEqualTo(new Place("f", 2, 1));
  }

  @Test
  void countsLinesAndCharacters() {
    assertThat(Place.of("f", "ab\ncd", 0)).isEqualTo(new Place("f", 1, 1));
    assertThat(Place.of("f", "ab\ncd", 2)).isEqualTo(new Place("f", 1, 3));
    assertThat(Place.of("f", "ab\ncd", 4)).isEqualTo(new Place("f", 2, 2));
  }

  @Test
  void isNotBeforeTheBeginning() {
    assertThatThrownBy(() -> new Place("f", 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Place("f", 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
