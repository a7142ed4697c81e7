package io.github.mlopsmaven.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

class BoundedYamlTest {

  @TestFactory
  Stream<DynamicTest> refusesWhatHasNoEndAndSaysWhichBound() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
    }
    return Map.of(
            "[".repeat(100_000),
            "nested deeper than 200 levels",
            "{a: ".repeat(100_000),
            "nested deeper than 200 levels",
            "- ".repeat(50_000) + "x",
            "nested deeper than 200 levels",
            laughs.toString(),
            "more than 500000 values, with aliases expanded",
            "a: &a [b, *a]",
            "the alias *a contains itself",
            "&a {b: {c: *a}}",
            "the alias *a contains itself",
            "- x\n".repeat(600_000),
            "more than 500000 values",
            "x".repeat(11_000_000),
            "exceeds the limit")
        .entrySet()
        .stream()
        .map(
            hostile ->
                DynamicTest.dynamicTest(
                    hostile.getKey().substring(0, 10) + ": " + hostile.getValue(),
                    () ->
                        assertThatThrownBy(() -> BoundedYaml.all("a.yml", hostile.getKey()))
                            .isInstanceOf(YamlEngineException.class)
                            .hasMessageContaining(hostile.getValue())));
  }

  @Test
  void takesAnyNumberOfAliases() {
    String text = "base: &base {a: 1}\nall:\n" + "- *base\n".repeat(5_000);

    assertThat(BoundedYaml.one("a.yml", text)).isPresent();
  }

  /** The parser's own buffer would be copied once for every 1024 characters of it. */
  @Test
  @Timeout(20)
  void aWordOfMegabytesIsReadInTheTimeThatItTakesToReadIt() {
    String word = "k".repeat(9_000_000);

    assertThat(BoundedYaml.all("a.yml", "? " + word + "\n: 1\n")).hasSize(1);
    assertThat(BoundedYaml.all("a.yml", "a: '" + word + "'\n")).hasSize(1);
  }
}
