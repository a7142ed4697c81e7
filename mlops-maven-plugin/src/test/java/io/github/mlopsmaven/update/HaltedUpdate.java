package io.github.mlopsmaven.update;

import io.github.mlopsmaven.git.JGitProjectChange;
import java.nio.file.Path;

/** Goes on with an update in a JVM that dies before a write, as from SIGKILL. */
final class HaltedUpdate {

  /** How it ends then. */
  static final int HALTED = 9;

  private HaltedUpdate() {}

  /**
   * Runs it.
   *
   * @param arguments the project, and the write
   */
  public static void main(String[] arguments) {
    try (JGitProjectChange change =
        new JGitProjectChange(
            Path.of(arguments[0]),
            write -> {
              if (write.equals(arguments[1])) {
                Runtime.getRuntime().halt(HALTED);
              }
            })) {
      change.resume();
    }
  }
}
