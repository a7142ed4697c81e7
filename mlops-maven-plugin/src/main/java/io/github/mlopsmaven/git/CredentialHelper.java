package io.github.mlopsmaven.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Git's own credential helpers, asked through {@code git credential fill}: for a person at a
 * terminal who has git. Git itself asks nothing; a helper may open a window.
 */
public final class CredentialHelper {

  private static final long MINUTES = 3;

  private final List<String> git;

  /** Asks the git that is on the path. */
  public CredentialHelper() {
    this(List.of("git"));
  }

  /** Asks another program in its place. */
  CredentialHelper(List<String> git) {
    this.git = List.copyOf(git);
  }

  /**
   * The login that a helper keeps for a server.
   *
   * @param host the server
   * @return the login; empty where there is no git, no helper, or none that knows the server
   */
  public Optional<Credentials> find(GitHost host) {
    List<String> command = new ArrayList<>(git);
    command.addAll(List.of("credential", "fill"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("GIT_ASKPASS", "");
    builder.environment().put("SSH_ASKPASS", "");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      boolean usual = host.port() == (host.scheme().equals("https") ? 443 : 80);
      String question =
          "protocol=" + host.scheme() + "\nhost=" + host.host() + (usual ? "" : ":" + host.port());
      try (OutputStream in = process.getOutputStream()) {
        in.write((question + "\n\n").getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroy();
        return Optional.empty();
      }
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? login(answer) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Credentials> login(String answer) {
    Map<String, String> fields = new HashMap<>();
    answer
        .lines()
        .forEach(
            line ->
                fields.put(
                    line.substring(0, Math.max(0, line.indexOf('='))),
                    line.substring(line.indexOf('=') + 1)));
    return Optional.ofNullable(fields.get("password"))
        .filter(secret -> !secret.isEmpty())
        .map(secret -> new Credentials(fields.getOrDefault("username", ""), secret));
  }
}
