package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class InfrastructureChecks {

  private InfrastructureChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(new TerraformCheck(), new BicepCheck(), new BicepParametersCheck());
  }
}
