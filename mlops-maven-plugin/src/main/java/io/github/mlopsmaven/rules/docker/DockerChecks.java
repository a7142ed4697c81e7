package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class DockerChecks {

  private DockerChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(new DockerCheck(), new ComposeCheck(), new ContainerPortCheck());
  }
}
