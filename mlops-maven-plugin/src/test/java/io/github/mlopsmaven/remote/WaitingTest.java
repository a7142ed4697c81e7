package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.publish.Answer;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long is waited, whatever a host says. */
class WaitingTest {

  private final List<Long> pauses = new ArrayList<>();
  private final Waiting waiting = new Waiting("Testhub", pauses::add);

  private static Answer answer(int status, String... headers) {
    return new Answer(
        status, JsonNull.INSTANCE, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]));
  }

  private static String inSeconds(int seconds) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
  }

  private long limit(Answer answer) {
    pauses.clear();
    waiting.forLimit(answer, false);
    return pauses.get(0);
  }

  private long backOff(Answer answer, int tried) {
    pauses.clear();
    waiting.backOff(answer, tried);
    return pauses.get(0);
  }

  @Test
  void aLimitIsKnownByItsStatusOrItsHeaders() {
    assertThat(Waiting.isLimit(answer(429))).isTrue();
    assertThat(Waiting.isLimit(answer(403, "Retry-After", "5"))).isTrue();
    assertThat(Waiting.isLimit(answer(403, "X-RateLimit-Remaining", "0"))).isTrue();
    assertThat(Waiting.isLimit(answer(403, "X-RateLimit-Remaining", "10"))).isFalse();
    assertThat(Waiting.isLimit(answer(403))).isFalse();
    assertThat(Waiting.isLimit(answer(200, "Retry-After", "5"))).isFalse();
    assertThat(Waiting.isLimit(answer(404, "X-RateLimit-Remaining", "0"))).isFalse();
  }

  @Test
  void aSecondaryLimitThatOnlyTheTextNamesIsWaitedForAMinute() {
    Answer secondary =
        new Answer(
            403,
            JsonParser.parseString(
                "{\"message\":\"You have exceeded a secondary rate limit. Please wait.\"}"),
            Map.of("X-RateLimit-Remaining", "4000", "X-RateLimit-Reset", "99999999999"));
    assertThat(Waiting.isLimit(secondary)).isTrue();
    assertThat(limit(secondary)).as("the reset is that of another limit").isEqualTo(60_000);
    assertThat(
            Waiting.isLimit(
                new Answer(403, JsonParser.parseString("{\"message\":\"Forbidden\"}"), Map.of())))
        .isFalse();
  }

  @Test
  void aLimitIsWaitedForAsLongAsTheHostSays() {
    assertThat(limit(answer(429))).isEqualTo(60_000);
    assertThat(limit(answer(429, "Retry-After", "0"))).isZero();
    assertThat(limit(answer(429, "Retry-After", "120"))).isEqualTo(120_000);
    assertThat(limit(answer(429, "Retry-After", "soon"))).isEqualTo(60_000);
    assertThat(limit(answer(429, "Retry-After", "-1"))).isEqualTo(60_000);
    assertThat(limit(answer(429, "Retry-After", inSeconds(100)))).isBetween(10_000L, 100_000L);
    assertThat(limit(answer(429, "Retry-After", inSeconds(-100)))).isZero();
    long now = System.currentTimeMillis() / 1000;
    assertThat(limit(answer(429, "X-RateLimit-Reset", String.valueOf(now + 110))))
        .as("as the host says, and not the minute that is waited where it says nothing")
        .isBetween(70_000L, 110_000L);
    assertThat(limit(answer(429, "X-RateLimit-Reset", "noise"))).isEqualTo(60_000);
  }

  @Test
  void whatTakesTooLongIsSaid() {
    assertThatThrownBy(() -> waiting.forLimit(answer(429, "Retry-After", "121"), false))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Testhub takes no more requests for 121 seconds")
        .hasMessageContaining("wait so long, then try again");
    assertThatThrownBy(() -> waiting.forLimit(answer(429, "Retry-After", "999999999"), false))
        .hasMessageContaining("for 999999999 seconds");
    assertThatThrownBy(() -> waiting.forLimit(answer(429, "Retry-After", "1"), true))
        .hasMessageContaining("for 1 seconds");
    assertThat(pauses).isEmpty();
  }

  @Test
  void pausesGrowUnlessTheHostSaysOtherwise() {
    assertThat(backOff(answer(503), 1)).isEqualTo(1_000);
    assertThat(backOff(answer(503), 4)).isEqualTo(8_000);
    assertThat(backOff(answer(503, "Retry-After", "7"), 1)).isEqualTo(7_000);
    assertThat(backOff(answer(503, "Retry-After", "3600"), 1)).isEqualTo(120_000);
    assertThat(backOff(answer(503, "Retry-After", "soon"), 3)).isEqualTo(4_000);
    pauses.clear();
    waiting.backOff(1);
    waiting.backOff(3);
    assertThat(pauses).containsExactly(1_000L, 4_000L);
  }
}
