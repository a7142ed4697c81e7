package io.github.mlopsmaven.rules.documents;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class DocumentsChecks {

  private DocumentsChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(
        new LinkCheck(),
        new DevContainerCheck(),
        new DependabotCheck(),
        new ToolConfigurationCheck(),
        new CodeOwnersCheck());
  }
}
