package io.github.mlopsmaven.rules.configuration;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class ConfigurationChecks {

  private ConfigurationChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(new SettingCheck());
  }
}
