package io.github.mlopsmaven.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
