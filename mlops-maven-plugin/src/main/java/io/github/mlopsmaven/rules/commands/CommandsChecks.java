package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class CommandsChecks {

  private CommandsChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(new CommandCheck());
  }
}
