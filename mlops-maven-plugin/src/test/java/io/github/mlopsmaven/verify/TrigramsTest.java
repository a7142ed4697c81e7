package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrigramsTest {

  private static Content content(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void neverDeniesAWordThatIsThere() {
    Random random = new Random(1);
    for (int run = 0; run < 200; run++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(3000);
      for (int i = 0; i < length; i++) {
        text.append((char) (random.nextInt(20) == 0 ? 0xe0 : 32 + random.nextInt(95)));
      }
      Content content = content(text.toString());
      for (int word = 0; word < 50; word++) {
        int start = random.nextInt(text.length());
        int end = start + random.nextInt(Math.min(20, text.length() - start));
        assertThat(content.mayHave(text.substring(start, end))).isTrue();
      }
    }
  }

  @Test
  void deniesNearlyEveryWordThatIsNotThere() {
    Content content =
        content("steps:\n  - script: python train.py --data azureml:taxi\n".repeat(100));
    Random random = new Random(2);
    int denied = 0;
    for (int i = 0; i < 1000; i++) {
      StringBuilder word = new StringBuilder();
      for (int at = 0; at < 6; at++) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      denied += content.mayHave(word.toString()) ? 0 : 1;
    }
    assertThat(denied).isGreaterThan(990);
  }

  @Test
  void readsTextsOfTwoBytesForEachCharacter() {
    byte[] marked = "\uFEFFpip install mlflow".getBytes(StandardCharsets.UTF_16LE);
    Content content = new Content(marked);

    assertThat(content.mayHave("mlflow")).isTrue();
    assertThat(content.mayHave("pandas")).isFalse();
  }

  @Test
  void knowsNothingAboutShortWords() {
    assertThat(content("x").mayHave("ab")).isTrue();
    assertThat(content("").mayHave("abc")).isFalse();
  }
}
