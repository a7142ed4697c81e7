package io.github.mlopsmaven.rules.shape;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class ShapeChecks {

  private ShapeChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(new ShapeCheck());
  }
}
