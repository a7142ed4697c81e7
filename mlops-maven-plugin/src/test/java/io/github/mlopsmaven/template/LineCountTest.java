package io.github.mlopsmaven.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where a person looks for a mistake. */
class LineCountTest {

  @Test
  void linesAreCountedForwardsAndBackwards() {
    LineCount lines = new LineCount("a\nb\r\n\nc");

    assertThat(lines.at(0)).isEqualTo(1);
    assertThat(lines.at(1)).as("the line feed is the end of its line").isEqualTo(1);
    assertThat(lines.at(2)).isEqualTo(2);
    assertThat(lines.at(5)).isEqualTo(3);
    assertThat(lines.at(6)).isEqualTo(4);
    assertThat(lines.at(7)).as("behind the text").isEqualTo(4);
    assertThat(lines.at(2)).isEqualTo(2);
    assertThat(lines.at(0)).isEqualTo(1);
  }
}
