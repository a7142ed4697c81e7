package io.github.mlopsmaven.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.LimitException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** Each name contains the one before it twice, or a filter makes every letter a long text. */
  @Test
  void aTextThatGrowsWithoutEndIsRefused() {
    String ten = "x".repeat(10_000);
    Placeholders large = new Placeholders(Map.of("a", ten));

    assertThat(large.fill("{a}".repeat(100))).hasSize(1_000_000);
    assertThatThrownBy(() -> large.fill("{a}".repeat(101)))
        .isInstanceOf(LimitException.class)
        .hasMessageStartingWith(
            "a text of the template's descriptor has more than 1000000 characters when its"
                + " placeholders are filled in\n  correct the descriptor");
    assertThatThrownBy(() -> large.fill("{a | replace('x', '" + ten + "')}"))
        .isInstanceOf(LimitException.class);
    assertThat(large.fill("{a | replace('x', '')}")).isEmpty();
  }

  @Test
  void theNamesOfATextAreListedForChecking() {
    assertThat(Placeholders.used("{b} {a} {b} {c_1} ${d} {{e}}")).containsExactly("a", "b", "c_1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          {x|lower}                            ; my.churn-model 2
          {x|upper}                            ; MY.CHURN-MODEL 2
          {x|snake_case}                       ; my_churn_model_2
          {x|kebab_case}                       ; my-churn-model-2
          {x|pascal_case}                      ; MyChurnModel2
          {x|kebab_case|capitalize}            ; My-churn-model-2
          {x|replace('.', '/')|truncate(8)}    ; My/Churn
          { x|lower}                           ; "{ x|lower}"
          a{x|lower|replace('-','')}b          ; amy.churnmodel 2b
          {many|join('-')}                     ; dev-prod
          {many}                               ; dev,prod
          {many|upper}                         ; DEV,PROD
          ${x|lower}                           ; ${x|lower}
          {{x|lower}}                          ; {{x|lower}}
          """)
  void filtersChangeATextBeforeItIsFilledIn(String text, String filled) {
    Placeholders names =
        new Placeholders(
            Map.of("x", "My.Churn-Model 2", "many", "dev,prod"),
            Map.of("many", List.of("dev", "prod")));

    assertThat(names.fill(text)).isEqualTo(filled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          {x | lowercase}      ; unknown filter 'lowercase': use one of lower, upper, capitalize, snake_case, kebab_case, pascal_case, replace, truncate, join
          {x | replace('a')}   ; the filter replace is written replace('-', '_')
          {x | replace('','b')}; the filter replace takes a string to look for, as in replace('-', '_')
          {x | truncate('a')}  ; the filter truncate takes a number, as in truncate(24)
          {x | replace(a, b)}  ; the placeholder {x | replace(a, b)} cannot be read: write filters as in {name | replace('-', '_') | lower}
          """)
  void whatIsNoFilterIsRefused(String text, String problem) {
    assertThatThrownBy(() -> PlaceholderText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }
}
