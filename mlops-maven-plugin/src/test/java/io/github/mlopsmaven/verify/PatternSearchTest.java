package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PatternSearchTest {

  private static List<String> found(String pattern, String text, String... beginnings) {
    PatternSearch search = new PatternSearch(Pattern.compile(pattern), text, beginnings);
    List<String> found = new ArrayList<>();
    while (search.find()) {
      found.add(search.match().start() + " " + search.match().group());
    }
    return found;
  }

  private static List<String> anywhere(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.start() + " " + matcher.group());
    }
    return found;
  }

  @Test
  void findsWhatAMatcherFinds() {
    String[] texts = {
      "", "a", "$a-bc", "x$a-bcd{e}-fgh$$a_bcd", "{{a}-bcd-efg", "$", "-$a-b$a-bcd"
    };
    String pattern = "(?:\\$\\{?\\w+}?|\\{\\w+})([-_][A-Za-z][\\w-]{2,})";
    for (String text : texts) {
      assertThat(found(pattern, text, "$", "{")).isEqualTo(anywhere(pattern, text));
    }
  }

  @Test
  void whatIsBeforeTheBeginningCounts() {
    assertThat(found("\\bself\\.(\\w+)", "itself.a self.b", "self"))
        .isEqualTo(anywhere("\\bself\\.(\\w+)", "itself.a self.b"))
        .containsExactly("9 self.b");
  }

  @Test
  void aMatchBeginsBehindTheOneBefore() {
    assertThat(found("\\.a(?:\\.a)?", ".a.a.a", ".")).containsExactly("0 .a.a", "4 .a");
    assertThat(found("a*", "aba", "a")).containsExactly("0 a", "2 a");
  }

  @Test
  void nothingIsFoundWhereNoneOfTheBeginningsIs() {
    assertThat(PatternSearch.isIn(Pattern.compile("b|c"), "abc", "x")).isFalse();
    assertThat(PatternSearch.isIn(Pattern.compile("b|c"), "abc", "x", "c")).isTrue();
  }
}
