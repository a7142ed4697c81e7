package io.github.mlopsmaven.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "*.py, a.py, true",
    "*.py, d/e/a.py, true",
    "*.py, a.pyc, false",
    "*.py, .py, true",
    "README.md, d/README.md, true",
    "README.md, d/readme.md, false",
    "/README.md, README.md, true",
    "/README.md, d/README.md, false",
    "/d/*.py, d/a.py, true",
    "d/*.py, d/a.py, true",
    "d/*.py, e/d/a.py, false",
    "d/*.py, d/e/a.py, false",
    "d/**, d/a, true",
    "d/**, d/e/a, true",
    "d/**, d, false",
    "d/**/a, d/a, true",
    "d/**/a, d/e/f/a, true",
    "d/**/a, d/ea, false",
    "**/a, a, true",
    "**, d/a, true",
    "a?.txt, ab.txt, true",
    "a?.txt, a.txt, false",
    "a?b, a/b, false",
    "'a+(b).[c]', 'a+(b).[c]', true",
    "'[ab]', a, false",
    "'a{b,c}', ab, false",
    "'\uD83D\uDE80?', '\uD83D\uDE80\uD83D\uDE80', true"
  })
  void matches(String glob, String path, boolean expected) {
    assertThat(Glob.of(glob).matches(path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "data/", "a//b", "//a"})
  void whatCouldMatchNothingIsRefused(String glob) {
    assertThatThrownBy(() -> Glob.of(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the pattern '" + glob + "' has an empty segment");
  }

  @Test
  void isTheSameAsAnotherWithItsText() {
    assertThat(Glob.of("/a")).hasToString("/a").isEqualTo(Glob.of("/a")).isNotEqualTo(Glob.of("a"));
    assertThat(Glob.of("a")).hasSameHashCodeAs(Glob.of("a"));
  }

  @Test
  @Timeout(10)
  void patternsThatOtherMatchersNeverEndWithEnd() {
    String name = "a".repeat(50_000);
    assertThat(Glob.of("*a".repeat(30) + "b").matches(name)).isFalse();
    assertThat(Glob.of("*".repeat(1000) + "b").matches(name)).isFalse();
    assertThat(Glob.of("**/".repeat(30) + "b").matches("a/".repeat(2000) + "c")).isFalse();
    assertThat(Glob.of("**/*a*/".repeat(20) + "b").matches("aa/".repeat(500) + "c")).isFalse();
    assertThat(Glob.of("**/".repeat(30) + "c").matches("a/".repeat(2000) + "c")).isTrue();
  }
}
