package io.github.mlopsmaven.rules.values;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject: those that differ in nothing but the service. */
public final class ValuesChecks {

  private ValuesChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(new PathFilterCheck(Service.GITHUB), new PathFilterCheck(Service.AZURE));
  }
}
