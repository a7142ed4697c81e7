package io.github.mlopsmaven.rules.make;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class MakeChecks {

  private MakeChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(new MakeCheck());
  }
}
