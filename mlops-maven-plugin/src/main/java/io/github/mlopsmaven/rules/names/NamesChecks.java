package io.github.mlopsmaven.rules.names;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class NamesChecks {

  private NamesChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(new ResourceNameCheck());
  }
}
