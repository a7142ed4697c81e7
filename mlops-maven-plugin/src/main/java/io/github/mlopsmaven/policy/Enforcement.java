package io.github.mlopsmaven.policy;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How a rule of a policy is enforced.
 *
 * @param warns whether a project that breaks it is only warned
 * @param failFrom the first day, in UTC, on which it is refused all the same
 * @param reason why there is this rule, for those whom it stops
 */
public record Enforcement(boolean warns, Optional<LocalDate> failFrom, Optional<String> reason) {

  /** From now on, without a word. */
  public static final Enforcement STRICT =
      new Enforcement(false, Optional.empty(), Optional.empty());

  /** Whether it is refused on a day. */
  boolean fails(LocalDate today) {
    return !warns || failFrom.filter(day -> !today.isBefore(day)).isPresent();
  }
}
