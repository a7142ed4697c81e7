package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class AzurePipelinesChecks {

  private AzurePipelinesChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(
        new TemplateCheck(),
        new NameCheck(),
        new ImageCheck(),
        new ExpressionCheck(),
        new ConditionCheck(),
        new TaskCheck(),
        new ValueCheck(),
        new SecretVariableCheck(),
        new VariableCheck(),
        new CheckoutCheck());
  }
}
