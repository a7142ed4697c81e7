package io.github.mlopsmaven.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroovyTest {

  @Test
  void nothingInATextIsReplaced() {
    assertThat(Groovy.literal("it's ${x} \\d\n")).isEqualTo("'it\\'s ${x} \\\\d\\u000a'");
  }

  @Test
  void nestsListsAndMaps() {
    assertThat(Groovy.literal(Map.of("a", List.of("b", 1)))).isEqualTo("['a': ['b', 1]]");
    assertThat(Groovy.literal(Map.of())).isEqualTo("[:]");
  }
}
