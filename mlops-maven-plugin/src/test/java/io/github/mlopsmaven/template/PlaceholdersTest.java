package io.github.mlopsmaven.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

  private final Placeholders placeholders = new Placeholders(Map.of("a", "$1 {b}", "b", "x"));

  @Test
  void namesAreFilledInOnce() {
    assertThat(placeholders.fill("st{a}{b}-{b}")).isEqualTo("st$1 {b}x-x");
  }

  @Test
  void whatIsNoNameStays() {
    String text = "{unknown} ${{ a }} ${{a}} ${a} {A} {} {a b} {{a}}";

    assertThat(placeholders.fill(text)).isEqualTo(text);
  }

  @Test
  void theNamesOfATextAreListedForChecking() {
    assertThat(Placeholders.used("{b} {a} {b} {c_1} ${d} {{e}}")).containsExactly("a", "b", "c_1");
  }
}
