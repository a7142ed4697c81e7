package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The git program as a judge of what JGit made. */
final class CGit {

  private CGit() {}

  /** Runs git in a directory, and expects success; gives all that it says. */
  static String run(Path directory, String... arguments) {
    return run(directory, true, arguments);
  }

  /** The same, without what git says as a warning. */
  static String output(Path directory, String... arguments) {
    return run(directory, false, arguments);
  }

  private static String run(Path directory, boolean warnings, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(warnings);
    if (!warnings) {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("GIT_AUTHOR_NAME", "Test");
    builder.environment().put("GIT_AUTHOR_EMAIL", "test@example.com");
    builder.environment().put("GIT_COMMITTER_NAME", "Test");
    builder.environment().put("GIT_COMMITTER_EMAIL", "test@example.com");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("git %s: %s", String.join(" ", arguments), said).isZero();
      return said.strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
