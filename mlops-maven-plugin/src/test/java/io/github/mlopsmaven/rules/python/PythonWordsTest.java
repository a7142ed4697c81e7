package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonWordsTest {

  private static final Pattern WORD = Pattern.compile("(?<![\\w.])[A-Za-z_]\\w*");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "for x in y: print(x.y, .z, 1e3, 0x1f, _a1)",
        "a.b.c + d . e ... f",
        "é = naïve + 1abc_d",
        "x=1;y\t=z\nlambda a,*b,**c:a",
        "abcdefghij klmnopqrst"
      })
  void findsWhatThePatternFinds(String code) {
    List<String> expected = new ArrayList<>();
    Matcher matcher = WORD.matcher(code);
    while (matcher.find()) {
      expected.add(matcher.start() + matcher.group() + matcher.end());
    }
    PythonWords words = PythonWords.of(code);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (!words.isMember(i)) {
        found.add(words.start(i) + words.text(i) + words.end(i));
      }
    }
    assertThat(found).isEqualTo(expected);
  }
}
