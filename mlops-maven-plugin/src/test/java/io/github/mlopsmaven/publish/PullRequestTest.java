package io.github.mlopsmaven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the text of a pull request tells a later run. */
class PullRequestTest {

  private static PullRequest of(String text, String state) {
    return new PullRequest("mlops/update", "main", "Update", text, false, state);
  }

  @Test
  void aTextThatNobodyTouchedIsKnown() {
    String body = of("First\n\nlast\n", "s1").body(4000);
    assertThat(PullRequest.isUntouched(body)).isTrue();
    // Hosts send other line ends, and cut blanks at the end.
    assertThat(PullRequest.isUntouched(body.replace("\n", "\r\n") + "\n ")).isTrue();
    assertThat(PullRequest.isUntouched(body + "x")).isFalse();
    assertThat(PullRequest.isUntouched(body.replace("last", "first"))).isFalse();
    assertThat(PullRequest.isUntouched("Something else")).isFalse();
  }

  @Test
  void theStateIsInTheFirstCharacters() {
    String body = of("x".repeat(3000), "s1").body(4000);
    assertThat(of("other", "s1").isForSameState(body.substring(0, 400))).isTrue();
    assertThat(of("other", "s2").isForSameState(body)).isFalse();
    assertThat(of("other", "s1").isForSameState("About `s1-0123456789ab`")).isFalse();
  }

  @Test
  void aLongTextIsCutAtALineAndItsBlockIsEnded() {
    String text = "Start\n\n````\n" + "a line of code\n".repeat(600) + "````\n\nEnd";
    String body = of(text, "s1").body(4000);
    assertThat(body.length()).isBetween(3900, 4000);
    assertThat(body)
        .contains("a line of code\n````\n\nThe rest is left out: `mvn mlops:update")
        .doesNotContain("End");
    assertThat(PullRequest.isUntouched(body)).isTrue();
  }
}
