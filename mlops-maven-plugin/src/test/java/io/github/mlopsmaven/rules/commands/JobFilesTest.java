package io.github.mlopsmaven.rules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFilesTest {

  @ParameterizedTest
  @CsvSource({
    "out/?.json, out/a.json, true",
    "out/?.json, out/a/b.json, true",
    "out/?.json, out/a.json/part, true",
    "out/?.json, out/a.jsonl, false",
    "?, anything/at/all, true",
    "?/model, a/model/files, true",
    "?/model, model, false",
    "a?b?c, abxbc, true",
    "a?b?c, abx, false",
    "out/a.json, out/a.json, false",
  })
  void comparesAPathWithUnknownParts(String wildcard, String path, boolean mayBe) {
    assertThat(JobFiles.mayCover(wildcard.replace('?', ShellWord.UNKNOWN), path)).isEqualTo(mayBe);
  }

  @Test
  void meansWhatAPatternWouldMean() {
    Random random = new Random(20261201);
    for (int i = 0; i < 20_000; i++) {
      String wildcard = drawn(random, "ab/?").replace('?', ShellWord.UNKNOWN);
      String path = drawn(random, "ab/");
      StringBuilder pattern = new StringBuilder();
      wildcard
          .chars()
          .forEach(c -> pattern.append(c == ShellWord.UNKNOWN ? ".*" : Character.toString(c)));
      assertThat(JobFiles.mayCover(wildcard, path))
          .as("%s and %s", wildcard, path)
          .isEqualTo(
              wildcard.indexOf(ShellWord.UNKNOWN) >= 0
                  && Pattern.matches(pattern + "(?:/.*)?", path));
    }
  }

  private static String drawn(Random random, String letters) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(9); n >= 0; n--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
