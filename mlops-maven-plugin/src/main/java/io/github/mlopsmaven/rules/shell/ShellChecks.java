package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class ShellChecks {

  private ShellChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(new ShellCheck(), new DialectCheck(), new HiddenFailureCheck());
  }
}
