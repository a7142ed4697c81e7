package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.problem.BusyException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.HostConnection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How long to wait before a call is tried again. */
final class Waiting {

  private static final long FIRST = 1000;
  private static final long LONGEST = 120_000;

  private final String title;
  private final HostConnection.Pause pause;

  Waiting(String title, HostConnection.Pause pause) {
    this.title = title;
    this.pause = pause;
  }

  /**
   * Whether a host refused a request because there were too many. GitHub says so with 403 too, and
   * of its secondary limits often only in the text.
   *
   * @param answer what it said
   */
  static boolean isLimit(Answer answer) {
    boolean usedUp =
        answer.header("Retry-After").isPresent()
            || answer.header("X-RateLimit-Remaining").filter("0"::equals).isPresent()
            || isSecondary(answer);
    return answer.status() == 429 || (answer.status() == 403 && usedUp);
  }

  private static boolean isSecondary(Answer answer) {
    return answer.text("message").toLowerCase(Locale.ROOT).contains("secondary rate limit");
  }

  /**
   * Waits as long as the host says.
   *
   * @param last whether there is no other try
   * @throws BusyException if that is too long, or was tried often enough
   */
  void forLimit(Answer answer, boolean last) {
    long millis = asked(answer).orElse(60_000L);
    if (last || millis > LONGEST) {
      long seconds = (millis + 999) / 1000;
      throw new BusyException(
          title + " takes no more requests for " + seconds + " seconds",
          "wait so long, then try again",
          null,
          seconds);
    }
    pause.sleep(millis);
  }

  /** Waits longer each time, or as long as the host says. */
  void backOff(Answer answer, int tried) {
    pause.sleep(Math.min(LONGEST, asked(answer).orElse(FIRST << (tried - 1))));
  }

  /** Waits longer each time. */
  void backOff(int tried) {
    pause.sleep(FIRST << (tried - 1));
  }

  private static Optional<Long> asked(Answer answer) {
    Optional<Long> after = answer.header("Retry-After").flatMap(Waiting::after);
    if (after.isPresent() || isSecondary(answer)) {
      // The reset is that of the hour's limit, which is another one.
      return after;
    }
    return answer
        .header("X-RateLimit-Reset")
        .filter(text -> text.matches("\\d{1,12}"))
        .map(text -> until(Instant.ofEpochSecond(Long.parseLong(text))));
  }

  /** Seconds, or a date. */
  private static Optional<Long> after(String text) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Long.parseLong(text) * 1000);
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(until(date.toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static long until(Instant instant) {
    return Math.max(0, instant.toEpochMilli() - System.currentTimeMillis());
  }
}
