package io.github.mlopsmaven.rules.leaks;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class LeaksChecks {

  private LeaksChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(new SecretCheck(), new JunkCheck());
  }
}
