package io.github.mlopsmaven.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Git's own credential helpers, asked through {@code git credential fill}: for a person at a
 * terminal who has git. Git itself asks nothing; a helper may open a window.
 */
public final class CredentialHelper {

  private static final int LONGEST_ANSWER = 64 * 1024;

  private final List<String> git;
  private final Duration patience;

  /**
   * Asks the git that is on the path.
   *
   * @param patience how long a helper, and the person whom it asks, may take
   */
  public CredentialHelper(Duration patience) {
    this(List.of("git"), patience);
  }

  /** Asks another program in its place. */
  CredentialHelper(List<String> git, Duration patience) {
    this.git = List.copyOf(git);
    this.patience = patience;
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
      ask(process, host);
      // Read meanwhile: a helper that says much would wait for its reader, and what it has started
      // may keep the pipe open for longer than it lives.
      CompletableFuture<String> answer = new CompletableFuture<>();
      Thread reader = new Thread(() -> read(process, answer), "mlops-credential-helper");
      reader.setDaemon(true);
      reader.start();
      long since = System.nanoTime();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process);
        return Optional.empty();
      }
      long left = patience.toNanos() - (System.nanoTime() - since);
      String text = answer.get(Math.max(left, 1_000_000_000), TimeUnit.NANOSECONDS);
      return process.exitValue() == 0 ? login(text) : Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** A helper may answer, and end, without a look at the question: what counts is its answer. */
  private static void ask(Process process, GitHost host) {
    String question = "protocol=" + host.scheme() + "\nhost=" + host.id() + "\n\n";
    try (OutputStream in = process.getOutputStream()) {
      in.write(question.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Its reader is gone.
    }
  }

  private static void read(Process process, CompletableFuture<String> answer) {
    try {
      byte[] bytes = process.getInputStream().readNBytes(LONGEST_ANSWER);
      answer.complete(new String(bytes, StandardCharsets.UTF_8));
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
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
