package io.github.mlopsmaven.ssh;

import io.github.mlopsmaven.io.StagingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers {@code ssh} in place of a person: with what {@code settings.xml} has, and writes down
 * what was asked. A question about a host key is never answered. Passwords and passphrases go
 * through the environment of {@code ssh}, which other users cannot read, never through a file.
 */
final class Askpass implements AutoCloseable {

  private static final String SCRIPT =
      String.join(
          "\n",
          "#!/bin/sh",
          "printf '%s\\n\\036\\n' \"$1\" >> \"${0%/*}/asked\"",
          "case \"$1\" in",
          "  *'(yes/no'*) exit 1 ;;",
          "  *assphrase*) [ -n \"${MLOPS_SSH_PASSPHRASE+x}\" ]"
              + " && printf '%s\\n' \"$MLOPS_SSH_PASSPHRASE\" ;;",
          "  *) [ -n \"${MLOPS_SSH_PASSWORD+x}\" ] && printf '%s\\n' \"$MLOPS_SSH_PASSWORD\" ;;",
          "esac",
          "");

  private final StagingDirectory staging;
  private final Path folder;

  private Askpass(StagingDirectory staging) {
    this.staging = staging;
    this.folder = staging.path();
  }

  /** Prepares the script in a new folder that only this user may read. */
  static Askpass create() throws IOException {
    Askpass askpass = new Askpass(StagingDirectory.temporary("mlops-ssh"));
    try {
      Path script = askpass.folder.resolve("askpass");
      Files.writeString(script, SCRIPT);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
      return askpass;
    } catch (IOException | RuntimeException e) {
      askpass.close();
      throw e;
    }
  }

  /** What {@code ssh} needs in its environment. */
  Map<String, String> variables(Optional<String> password, Optional<String> passphrase) {
    Map<String, String> variables = new HashMap<>();
    variables.put("SSH_ASKPASS", folder.resolve("askpass").toString());
    variables.put("SSH_ASKPASS_REQUIRE", "force");
    variables.put("DISPLAY", ":0");
    password.ifPresent(text -> variables.put("MLOPS_SSH_PASSWORD", text));
    passphrase.ifPresent(text -> variables.put("MLOPS_SSH_PASSPHRASE", text));
    return variables;
  }

  /** What was asked so far. */
  List<String> questions() {
    try {
      Path asked = folder.resolve("asked");
      return Files.exists(asked)
          ? List.of(Files.readString(asked).split("\n\036\n", -1)).stream()
              .filter(text -> !text.isBlank())
              .toList()
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    staging.close();
  }
}
