package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class AzuremlChecks {

  private AzuremlChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(
        new FileReferenceCheck(),
        new BindingCheck(),
        new AssetNameCheck(),
        new ScheduleCheck(),
        new InputValueCheck(),
        new EntryScriptCheck(),
        new EndpointCheck(),
        new HandedFileCheck(),
        new StepPython());
  }
}
