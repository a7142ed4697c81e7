package io.github.mlopsmaven.rules;

import io.github.mlopsmaven.rules.azurepipelines.AzurePipelinesChecks;
import io.github.mlopsmaven.rules.github.GithubChecks;
import io.github.mlopsmaven.rules.shape.ShapeChecks;
import io.github.mlopsmaven.rules.syntax.SyntaxChecks;
import io.github.mlopsmaven.verify.Check;
import java.util.ArrayList;
import java.util.List;

/** All checks that there are, by subject. */
public final class AllChecks {

  private AllChecks() {}

  /** The checks. */
  public static List<Check> list() {
    List<Check> checks = new ArrayList<>();
    checks.addAll(SyntaxChecks.list());
    checks.addAll(ShapeChecks.list());
    checks.addAll(GithubChecks.list());
    checks.addAll(AzurePipelinesChecks.list());
    return List.copyOf(checks);
  }
}
