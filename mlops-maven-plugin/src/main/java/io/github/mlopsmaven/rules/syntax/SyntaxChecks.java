package io.github.mlopsmaven.rules.syntax;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class SyntaxChecks {

  private SyntaxChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(
        new YamlSyntaxCheck(),
        new JsonSyntaxCheck(),
        new TomlSyntaxCheck(),
        new ConflictCheck(),
        new TableCheck());
  }
}
