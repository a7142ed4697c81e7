package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class PythonChecks {

  private PythonChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(
        new RequirementsCheck(),
        new PythonSyntaxCheck(),
        new ImportCheck(),
        new NameCheck(),
        new CallCheck(),
        new ReadFileCheck(),
        new RuntimeCheck(),
        new PipelineCheck(),
        new ProjectFileCheck(),
        new PackagingCheck(),
        new LockCheck(),
        new ColumnCheck());
  }
}
