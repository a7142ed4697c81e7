package io.github.mlopsmaven.needs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlNodeTest {

  private static YamlNode read(String text) {
    return ProjectFiles.of(Map.of("a.yml", text)).get("a.yml").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.10", "0123", "1e3", "0x1F", "1_000", "True", "2025-01-01", ".5", "-0"})
  void aTextIsReadAsItIsWritten(String written) {
    assertThat(read("a: {b: [" + written + "]}").get("a").get("b").items())
        .extracting(YamlNode::text)
        .containsExactly(written);
  }

  @Test
  void nothingHasNoTextAndKeysAreTextsToo() {
    YamlNode node = read("1.10: x\nb:\nc:\nd: null\ne: 'null'\n");
    assertThat(node.get("1.10").text()).isEqualTo("x");
    for (String key : List.of("b", "c", "d")) {
      assertThat(node.get(key).items()).isEmpty();
      assertThat(node.has(key)).isTrue();
    }
    assertThat(node.get("e").text()).isEqualTo("null");
  }

  @Test
  void anAliasIsWhatItStandsForAndTheLastOfEqualKeysCounts() {
    YamlNode node = read("a: &x {k: 3.10}\nb: *x\nc: 1\nc: 2\n");
    assertThat(node.get("b").get("k").text()).isEqualTo("3.10");
    assertThat(node.get("c").text()).isEqualTo("2");
  }
}
